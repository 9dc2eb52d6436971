"""How meetings, votes and sums are said on pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, ngettext

from workflow.facts.around import province_of
from workflow.facts.committee import Sat, Seated
from workflow.forms.item import STATES
from workflow.queries.item_page import ItemPage, leads_to
from workflow.spoken import language
from workflow.states.procedure import Move
from workflow.states.votes import Tally
from workflow.thai.words import Words

_STAGES = {
    "planned": (Words("วางแผนแล้ว", "planned"), "calendar", ""),
    "notified": (Words("แจ้งกรรมการแล้ว", "announced"), "bell", ""),
    "in_session": (Words("กำลังประชุม", "in session"), "clock", "tag--good"),
    "closed": (Words("ปิดประชุมแล้ว", "closed"), "approved", ""),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """Votes of one kind, as a line of the sum. share: of those cast, in percent."""

    label: str
    icon: str
    stage: str
    votes: int
    share: int


def meeting_stage(code: str) -> tuple[str, str, str]:
    """Where a meeting stands: words, icon, and class of the tag."""
    words, icon, kind = _STAGES[code]
    return words.text(language()), icon, kind


def vote_bars(summed: Tally) -> list[Bar]:
    """For, against and abstaining, with each one's share of all votes."""
    counts = (
        ("for", "approved", "approved", summed.votes_for),
        ("against", "rejected", "rejected", summed.votes_against),
        ("abstain", "none", "draft", summed.abstentions),
    )
    most = max(1, sum(n for *_, n in counts))
    return [
        Bar(_state(code), icon, stage, n, round(100 * n / most)) for code, icon, stage, n in counts
    ]


def seat_state(seat: Seated, sat: Sat) -> str:
    """How the holder of a seat stands to an item, in a word or two; empty while unrecorded."""
    kept = sat.kept
    if seat.code in sat.roster.tied:
        return str(gettext("Takes no part: tied to the plan"))
    if seat.code in kept.recorded.declared:
        return str(gettext("Takes no part: declared an interest"))
    if seat.code in kept.recorded.votes:
        return _state(str(kept.recorded.votes[seat.code]))
    if seat.code in kept.filled:
        return _state("present" if seat.code in kept.recorded.present else "absent")
    return "" if seat.holders else str(gettext("Vacant"))


def leading(motion: Move, page: ItemPage) -> tuple[str, str]:
    """What follows when a motion is carried, and when it is lost."""
    nothing = gettext("nothing is decided; another motion may be put")
    carried, lost = leads_to(page.case.procedure, motion)
    return tuple(w.text(language()) if w else nothing for w in (carried, lost))  # type: ignore[return-value]  # two in, two out


def sum_line(said: Mapping[str, Any]) -> str:
    """The sum of a resolution as an entry keeps it, in a line."""
    line = gettext(
        "For %(yes)s, against %(no)s, abstaining %(none)s",
        yes=said["for"],
        no=said["against"],
        none=said["abstain"],
    )
    quorum = gettext(
        "quorum: %(present)s of %(base)s, %(needed)s needed",
        present=said["present"],
        base=said["base"],
        needed=said["needed"],
    )
    parts = [line, gettext("with the casting vote") if said.get("casting") else "", quorum]
    return " · ".join(filter(None, parts))


def why_so(page: ItemPage) -> str:
    """How the outcome follows from the votes, in a sentence."""
    summed = page.summed
    more = (
        gettext("more for than against")
        if page.sat.move == page.item.motion
        else gettext("more against than for")
    )
    if summed.casting:
        more = gettext("the vote is tied, and the presiding co-chair's casting vote decides")
    cast = ngettext("%(num)d vote counts", "%(num)d votes count", summed.cast)
    return f"{cast}: {more}"


def row_province(row: Any) -> str:
    """Name of the province of an item's row."""
    return province_of(row).text(language())


def _state(code: str) -> str:
    return str(dict(STATES)[code])


FILTERS = {
    "meeting_stage": meeting_stage,
    "vote_bars": vote_bars,
    "seat_state": seat_state,
    "leading": leading,
    "sum_line": sum_line,
    "why_so": why_so,
    "row_province": row_province,
}
