"""What changed from one version of a procedure to another: what it said and what it says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workflow.states import telling
from workflow.states.procedure import RETURNED_BY, Move, Procedure, Stage
from workflow.states.told import listed
from workflow.thai.words import Words

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
_PROCEDURE, _STAGE = Words("กระบวนงาน", "procedure"), Words("ขั้น", "stage")
_MOVE, _CHECK = Words("การดำเนินการ", "move"), Words("รายการตรวจสอบ", "check")
_YES, _NO = Words("ใช่", "yes"), Words("ไม่ใช่", "no")
Sayings = Mapping[Words, Words]
"""What is said of something: the answer to each question."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One change. kind: added, removed or changed. thing: procedure, stage, move or check, and
    about: its title. what: the question whose answer changed, from old to new."""

    kind: str
    thing: Words
    about: Words
    what: Words = Words("", "")
    old: Words = Words("", "")
    new: Words = Words("", "")


def compare(old: Procedure, new: Procedure) -> tuple[Difference, ...]:
    """Every change from an old version to a new one: the procedure, stages, moves, checks."""
    return (
        *_changes(_PROCEDURE, new.title, _of_procedure(old), _of_procedure(new)),
        *_rows(_STAGE, _stages(old), _stages(new)),
        *_rows(_MOVE, _moves(old), _moves(new)),
        *_rows(_CHECK, _checks(old), _checks(new)),
    )


Rows = Mapping[str, tuple[Words, Sayings]]


def _rows(thing: Words, old: Rows, new: Rows) -> Iterator[Difference]:
    for code, (title, sayings) in new.items():
        if code in old:
            yield from _changes(thing, title, old[code][1], sayings)
        else:
            yield Difference(ADDED, thing, title)
    for code, (title, _) in old.items():
        if code not in new:
            yield Difference(REMOVED, thing, title)


def _changes(thing: Words, about: Words, old: Sayings, new: Sayings) -> Iterator[Difference]:
    for what, answer in new.items():
        if answer != old[what]:
            yield Difference(CHANGED, thing, about, what, old[what], answer)


def _of_procedure(procedure: Procedure) -> Sayings:
    phases = [words for _, words in procedure.phases]
    return {
        Words("ชื่อ", "title"): procedure.title,
        Words("โครงแผน", "outline"): _code(procedure.outline),
        Words("ช่วง", "phases"): listed(phases),
        Words("ขั้นแรก", "begins at"): procedure.first.title,
    }


def _stages(procedure: Procedure) -> Rows:
    phases = dict(procedure.phases)
    return {stage.code: (stage.title, _stage(stage, phases)) for stage in procedure.stages}


def _stage(stage: Stage, phases: Mapping[str, Words]) -> Sayings:
    return {
        Words("ชื่อ", "title"): stage.title,
        Words("ช่วง", "phase"): phases[stage.phase],
        Words("ผู้ถือเรื่อง", "held by"): telling.holder(stage),
        Words("ระยะเวลา", "term"): _term(stage),
        Words("สิ้นสุดที่ขั้นนี้", "ends here"): _flag(stage.final),
        Words("แก้ไขเนื้อหาได้", "text can be changed"): _flag(stage.editable),
    }


def _term(stage: Stage) -> Words:
    days = stage.working_days
    return Words(f"{days} วันทำการ", f"{days} working days") if days else telling.word("nothing")


def _moves(procedure: Procedure) -> Rows:
    return {move.name: (move.title, _move(procedure, move)) for move in procedure.moves}


def _move(procedure: Procedure, move: Move) -> Sayings:
    stages = procedure.stage
    to = telling.word("returned_by") if move.to == RETURNED_BY else stages[move.to].title
    back_to = stages[move.back_to].title if move.back_to else telling.word("nothing")
    said = {
        Words("ชื่อ", "title"): move.title,
        Words("ผู้ดำเนินการ", "who"): listed(telling.makers(move)),
        Words("จากขั้น", "from"): listed(stages[code].title for code in move.source),
        Words("ไปขั้น", "to"): to,
        Words("เงื่อนไข", "needs"): listed(telling.needs(move)),
        Words("สิ่งที่ต้องกรอก", "asks for"): listed(telling.asks(move)),
        Words("แจ้ง", "tells"): listed(telling.told(move)),
        Words("นับว่าส่งคืนจาก", "counts as returned by"): back_to,
        Words("ถ้อยคำในประวัติ", "words in the timeline"): move.done,
        Words("หัวเรื่องข้อความ", "subject of the message"): move.subject,
        Words("ข้อความ", "words of the message"): move.sentence,
    }
    flags = telling.telling()["flag"]
    return said | {words: _flag(getattr(move, flag)) for flag, words in flags.items()}


def _checks(procedure: Procedure) -> Rows:
    return {
        check.code: (check.title, {Words("ข้อความ", "wording"): check.title})
        for check in procedure.checks
    }


def _flag(value: bool) -> Words:
    return _YES if value else _NO


def _code(text: str) -> Words:
    return Words(text, text)
