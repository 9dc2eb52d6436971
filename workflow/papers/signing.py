"""Signature blocks: the lines under a name, for each post and in each capacity.

Own post: the title. รักษาราชการแทน and ปฏิบัติราชการแทน: these words, then the title of the post that
is stood in for, then the order by which. A deputy governor is PCSO by that office, so the two lines
stand together; who stands in for one need not be a deputy governor, and is not called one.
"""

from typing import Any

from workflow.papers.matter import Desk, Matter, Signed
from workflow.papers.wording import day, moment, say
from workflow.states.policy import CAPACITIES
from workflow.thai.words import Words

_COMMITTEE = Words("คณะกรรมการพัฒนาจังหวัดด้าน วทน.", "Joint Committee for STI Provincial Development")
_OFFICE = Words("รองผู้ว่าราชการ{place}", "Deputy Governor of {place}")
"""The office by which its holder is PCSO."""
_PLACE = Words("{place}", "{place}")
_TITLES = {
    "clinic_rep": Words("ผู้แทนคลินิกเทคโนโลยี", "Technology Clinic representative"),
    "pcso": Words("ผู้บริหารวิทยาศาสตร์จังหวัดระดับสูง (PCSO)", "Provincial Chief Science Officer (PCSO)"),
    "chair": Words("ประธานร่วม", "Co-chair"),
    "secretariat": Words("ฝ่ายเลขานุการ", "Secretariat"),
}
_ORDER = "คำสั่ง"
_OF_COMMITTEE = frozenset({"chair", "secretariat"})


def title_lines(matter: Matter, post: str, capacity: str) -> list[str]:
    """The lines under a name, from top to bottom."""
    title = _TITLES.get(post, Words(post, post))
    if post in _OF_COMMITTEE:
        lines = [title, _COMMITTEE]
    else:
        is_deputy = post == "pcso" and capacity == "own"
        lines = [_OFFICE, title] if is_deputy else [title, _PLACE]
    if capacity != "own":
        lines.insert(0, CAPACITIES[capacity])
    place = matter.place.text(matter.language)
    return [line.filled(matter.language, {"place": place}).strip() for line in lines]


def block(matter: Matter, desk: Desk) -> dict[str, Any]:
    """A desk's block: what was decided and signed, or the lines to sign on."""
    title = desk.title.text(matter.language)
    if desk.signed is None:
        lines = title_lines(matter, _signer(desk.post), "own")
        return {"title": title, "signed": False, "lines": lines}
    return {"title": title, "signed": True, **_signed(matter, desk.signed)}


def _signed(matter: Matter, signed: Signed) -> dict[str, Any]:
    return {
        "act": signed.act.text(matter.language),
        "said": list(signed.said),
        "name": signed.name.text(matter.language),
        "lines": title_lines(matter, signed.post, signed.capacity),
        "order": _order(matter, signed),
        "document": _document(matter, signed),
        "recorded": say(matter, "recorded", n=signed.n),
        "hash": _short(signed.hash),
        "at": moment(matter, signed.at),
    }


def _order(matter: Matter, signed: Signed) -> str:
    """By which order somebody stands in; the order of an own post belongs to no signature."""
    if signed.capacity == "own" or not signed.order_no:
        return ""
    named = signed.order_no.startswith(_ORDER)
    name = "by_order" if named else "by_order_no"
    return say(matter, name, order=signed.order_no)


def _document(matter: Matter, signed: Signed) -> str:
    """By which document it was decided, where that was on paper."""
    if signed.document is None:
        return ""
    on, number = signed.document
    return say(matter, "by_document", day=day(matter, on), number=number)


def _signer(post: str) -> str:
    """Who signs at a desk: the secretariat prepares, the presiding chair certifies."""
    return "chair" if post == "secretariat" else post


def _short(digest: str) -> str:
    return f"{digest[:8]} … {digest[-8:]}"
