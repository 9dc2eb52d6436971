"""What was begun in the form of a move: what of it is kept, and what no longer fits."""

import re
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from workflow.forms.move import MoveForm

_POINT = re.compile(r"points-[0-9]{1,3}-(field|row|text|advisory)")
_OF_POINT = re.compile(r"(replies|ticks)-([0-9]+)(-text)?")


@dataclass(frozen=True, slots=True)
class Misfit:
    """Something that was begun and that the form can no longer take. kind: place, replies, ticks or
    other. no: number of the point. words: what was written there."""

    kind: str
    no: int = 0
    words: str = ""


def begun_in(form: MoveForm, sent: "MultiDict[str, str]") -> tuple[tuple[str, str], ...]:
    """What was typed and ticked in the fields that the move asks for, and nothing else that came
    with them: no password, no code, no token."""
    asked = {ask.name for ask in form.move.asks}
    return tuple(
        (name, value.replace("\r\n", "\n"))
        for name, value in sent.items(multi=True)
        if value.strip() and name.partition("-")[0] in asked and _has(form, name)
    )


def misfits(form: MoveForm, begun: "MultiDict[str, str]") -> list[Misfit]:
    """What was begun and stands in no field of the form any more, each once."""
    found = {_misfit(begun, name) for name in begun if not _has(form, name)}
    places = enumerate(form["points"].entries, 1) if form.has("points") else ()
    found |= {Misfit("place", no) for no, entry in places if _is_lost(form, entry.form)}
    return sorted(found, key=lambda it: (it.kind, it.no))


def _has(form: MoveForm, name: str) -> bool:
    return name in form or (form.has("points") and bool(_POINT.fullmatch(name)))


def _misfit(begun: "MultiDict[str, str]", name: str) -> Misfit:
    found = _OF_POINT.fullmatch(name)
    if not found:
        return Misfit("other")
    kind, no = found[1], found[2]
    return Misfit(kind, int(no), begun.get(f"replies-{no}-text", "") if kind == "replies" else "")


def _is_lost(form: MoveForm, point: MoveForm) -> bool:
    """Whether the place that a point was about is none of the plan's any more."""
    place = point["field"].data
    return bool(place) and not form.choices.has_place(place, point["row"].data or None)
