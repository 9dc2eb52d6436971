"""A procedure in words, for whoever reads it: who makes a move, what it needs, asks and tells."""

from collections.abc import Iterable
from dataclasses import dataclass

from workflow.states.policy import POSTS
from workflow.states.procedure import (
    RESOLUTION,
    RETURNED_BY,
    SUBMITTER,
    SYSTEM,
    Ask,
    Move,
    Procedure,
    Stage,
)
from workflow.thai.words import Words

MAKERS: dict[str, Words] = {
    **POSTS,
    SUBMITTER: Words("ผู้ที่ส่งเรื่องมาขั้นนี้", "whoever sent the plan here"),
    RESOLUTION: Words("มติที่ประชุมคณะกรรมการร่วม", "a resolution of the joint committee"),
    SYSTEM: Words("ระบบ", "the system"),
}
NEEDS: dict[str, Words] = {
    "outline_complete": Words("เนื้อหาครบตามโครงแผน", "the text is complete as the outline asks"),
    "warnings_acknowledged": Words("รับทราบคำเตือนครบทุกรายการ", "every warning is acknowledged"),
    "round_open": Words(
        "อยู่ในช่วงเปิดรับแผนของรอบ หรือรอบนั้นรับแผนล่าช้า",
        "the round takes plans today, or takes them late",
    ),
    "represented": Words(
        "จังหวัดมีผู้แทนกระทรวงฯ หรือผู้ดูแลแทน", "the province has a representative or a caretaker"
    ),
    "has_reviewer": Words(
        "ขั้นต่อไปมีผู้พิจารณาซึ่งมิใช่ผู้เขียนแผน",
        "somebody who did not write the plan can decide at the next stage",
    ),
    "nothing_written": Words(
        "ผู้พิจารณายังมิได้เขียนข้อหรือความเห็นใด", "no reviewer has written anything yet"
    ),
    "has_open_point": Words("มีข้อที่ต้องแก้ไขอย่างน้อยหนึ่งข้อ", "there is at least one point to correct"),
    "points_ticked": Words("ข้อที่ต้องแก้ไขได้รับการรับรองแล้วทุกข้อ", "every blocking point is settled"),
    "points_answered": Words("ตอบข้อที่ต้องแก้ไขครบทุกข้อ", "every blocking point is answered"),
    "checklist_complete": Words("รายการตรวจสอบครบทุกรายการ", "the checklist is complete"),
    "material": Words("การแก้ไขเป็นสาระสำคัญ", "the change is material"),
    "not_material": Words("การแก้ไขไม่เป็นสาระสำคัญ", "the change is not material"),
    "agenda_not_opened": Words(
        "แผนมิได้อยู่ในวาระของการประชุมที่เปิดแล้ว",
        "the plan is on no agenda of a meeting that has opened",
    ),
    "meeting_not_opened": Words(
        "การประชุมที่จะพิจารณายังไม่เปิด", "the meeting that would consider it has not opened"
    ),
    "quorum": Words("การประชุมครบองค์ประชุมสำหรับเรื่องนี้", "the meeting has a quorum for the item"),
    "carried": Words("ที่ประชุมมีมติในเรื่องนี้", "the meeting resolved just this"),
    "conditions_closed": Words("ดำเนินการตามเงื่อนไขครบทุกข้อ", "every condition is met"),
    "conditions_overdue": Words("พ้นกำหนดของเงื่อนไขแล้ว", "the time for the conditions has run out"),
    "amendment_approved": Words(
        "ฉบับแก้ไขของแผนนี้ได้รับอนุมัติแล้ว", "an amendment of the plan is approved"
    ),
    "not_author": Words("ผู้ดำเนินการมิใช่ผู้เขียนแผน", "whoever does it did not write the plan"),
    "own_or_vacant": Words(
        "ผู้ดำรงตำแหน่งเอง หรือผู้รักษาราชการแทนตำแหน่งที่ว่าง",
        "the holder of the post, or who acts for a vacant post",
    ),
}
"""What must hold, by the name of the guard."""
ASKED: dict[str, Words] = {
    "reason": Words("เหตุผล", "a reason"),
    "opinion": Words("ความเห็น", "an opinion"),
    "order": Words("ข้อสั่งการ", "an order"),
    "summary": Words("สรุปการแก้ไข", "a summary of changes"),
    "note": Words("หมายเหตุ", "a note"),
    "resolution": Words("มติที่ประชุม", "the resolution"),
    "points": Words("ข้อที่ต้องแก้ไข", "points to correct"),
    "replies": Words("คำตอบของแต่ละข้อ", "a reply to each point"),
    "ticks": Words("การรับรองข้อที่แก้แล้ว", "ticks for the settled points"),
    "due": Words("กำหนดส่ง", "a due date"),
    "back_to": Words("ขั้นที่จะให้กลับไป", "the stage to come back to"),
    "conditions": Words("เงื่อนไข", "conditions"),
    "checklist": Words("รายการตรวจสอบ", "the checklist"),
    "warnings": Words("การรับทราบคำเตือน", "acknowledged warnings"),
}
"""What a form must carry, by the name of the ask."""
EFFECTS: dict[str, Words] = {
    "decides": Words(
        "เป็นการพิจารณาตัดสิน บุคคลเดียวตัดสินได้ขั้นเดียว",
        "It is a decision: one person decides at one stage only",
    ),
    "returns": Words(
        "ส่งแผนคืนเพื่อแก้ไข และจำขั้นที่ส่งคืนไว้",
        "It returns the plan, which then comes back to the stage that returned it",
    ),
    "freezes": Words("ตรึงเนื้อหาเป็นฉบับใหม่", "It freezes the text as a new revision"),
    "fresh": Words("ต้องยืนยันตัวตนภายใน 10 นาที", "It needs a sign-in within 10 minutes"),
    "signs": Words("ลงนามในใบรับรอง", "It stands on the endorsement sheet as a signature"),
    "only_holder": Words("แจ้งเฉพาะผู้ที่รับเรื่องต่อ", "It tells only the post whose turn it then is"),
}
"""What a move brings with it, by the flag that says so."""
RETURNER = Words("ขั้นที่ส่งคืน", "the stage that returned it")
NOBODY = Words("ไม่มีผู้ถือเรื่อง", "nobody")
NOTHING = Words("ไม่มี", "nothing")
_OPTIONAL = Words(" (ถ้ามี)", " (optional)")
_LEAST = Words("{ask} อย่างน้อย {least} ตัวอักษร", "{ask} of at least {least} characters")


@dataclass(frozen=True, slots=True)
class Told:
    """A move in words."""

    move: Move
    who: Words
    source: tuple[Stage, ...]
    to: tuple[Stage, ...]
    needs: tuple[Words, ...]
    asks: tuple[Words, ...]
    effects: tuple[Words, ...]
    tells: Words

    @property
    def comes_back(self) -> bool:
        """Whether it leads to whichever stage returned the plan."""
        return self.move.to == RETURNED_BY


def told(procedure: Procedure) -> tuple[Told, ...]:
    """Every move of a procedure in words, in the file's order."""
    return tuple(_told(procedure, move) for move in procedure.moves)


def ask_words(ask: Ask) -> Words:
    """Something a move asks for: how much of it, and whether it may be left out."""
    words = ASKED[ask.name]
    if ask.least > 1:
        words = _filled(_LEAST, ask=words, least=ask.least)
    return Words(words.th + _OPTIONAL.th, words.en + _OPTIONAL.en) if ask.optional else words


def listed(words: Iterable[Words]) -> Words:
    """Words in one line."""
    found = list(words)
    if not found:
        return NOTHING
    return Words(" · ".join(w.th for w in found), " · ".join(w.en for w in found))


def holder_words(stage: Stage) -> Words:
    """Whose turn it is at a stage."""
    return POSTS[stage.held_by] if stage.held_by else NOBODY


def _told(procedure: Procedure, move: Move) -> Told:
    return Told(
        move=move,
        who=listed(MAKERS[maker] for maker in move.by),
        source=tuple(procedure.stage[code] for code in move.source),
        to=tuple(procedure.stage[code] for code in procedure.destinations(move)),
        needs=tuple(NEEDS[name] for name in move.guards),
        asks=tuple(ask_words(ask) for ask in move.asks),
        effects=tuple(words for flag, words in EFFECTS.items() if getattr(move, flag)),
        tells=listed(MAKERS[post] for post in move.tell),
    )


def _filled(words: Words, **values: object) -> Words:
    """A sentence with its placeholders filled, in both languages at once."""
    said = {
        language: {n: v.text(language) if isinstance(v, Words) else v for n, v in values.items()}
        for language in ("th", "en")
    }
    return Words(words.filled("th", said["th"]), words.filled("en", said["en"]))
