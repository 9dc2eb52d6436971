"""How acts, moves and holders are said on pages."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from flask_babel import gettext, ngettext

from workflow.facts.around import round_of
from workflow.facts.people import Somebody
from workflow.facts.plan_facts import Case
from workflow.facts.points import REPLY, PointRow, Said
from workflow.facts.record import EntryRow, in_force, names_that, returned_revision
from workflow.forms.move import ANSWERS
from workflow.outline import shown as outline_shown
from workflow.outline.fields import LONG, Field
from workflow.outline.outline import Outline
from workflow.outline.shown import is_number
from workflow.outline.totals import totals
from workflow.papers.wording import EDITIONS, KINDS
from workflow.queries.areas import province_names
from workflow.spoken import language
from workflow.states.facts import Holding, Person
from workflow.states.policy import CAPACITIES, POSTS, title_of
from workflow.states.procedure import Move, Procedure, Stage, events
from workflow.states.refusals import Reason
from workflow.states.telling import holder
from workflow.thai.dates import english_date, local_day, thai_date
from workflow.thai.numbers import million_baht
from workflow.thai.text import keep_years
from workflow.thai.words import Words
from workflow.views.values import LONGEST_PAGE, shown

_OTHER_ACTS = {"create": Words("เริ่มร่าง", "Draft begun")}
_FRAME = 350
"""What the frame of a point weighs, in characters of Thai."""
_LAST = 2
"""Remarks of a point that a list shows."""
_ICONS = frozenset(
    [
        "draft",
        "clinic_review",
        "pcso_endorsement",
        "committee_approval",
        "returned",
        "conditional",
        "approved",
        "rejected",
        "declined",
        "withdrawn",
        "superseded",
        "none",
    ]
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title and the language that it is in."""

    text: str
    lang: str


def stage_icon(code: str) -> str:
    """The icon of a stage; a flag for stages of other procedures."""
    return code if code in _ICONS else "flag"


def stage_line(stage: Stage) -> str:
    """A stage in short: whose turn it is, and for how long."""
    whose = holder(stage).text(language())
    days = stage.working_days
    term = ngettext("%(num)d working day", "%(num)d working days", days) if days else ""
    return " · ".join(part for part in (whose, term) if part)


def move_icon(move: Move) -> str:
    """The icon of a move: where it leads."""
    if move.returns:
        return "returned"
    return stage_icon(move.to) if move.to in _ICONS else "up"


def said(reason: Reason) -> str:
    """A reason in the language of the request."""
    return reason.text(language())


def act_title(entry: EntryRow, procedure: Procedure) -> str:
    """What was done, as the button that did it says."""
    move = procedure.move.get(entry.act) or events().get(entry.act)
    title = move.title if move else _OTHER_ACTS.get(entry.act, Words(entry.act, entry.act))
    return title.text(language())


def who(entry: EntryRow) -> list[str]:
    """Who acted, in parts that stay together: name, post, and the order where somebody stood in."""
    if entry.actor_id is None:
        return [CAPACITIES["system"].text(language())]
    parts = [entry.actor.text(language()), _post(entry.post)]
    if entry.capacity != "own":
        parts.append(f"{CAPACITIES[entry.capacity].text(language())} {entry.order_no}")
    return parts


def act_at(entries: Sequence[EntryRow], at: dt.datetime) -> EntryRow | None:
    """The act with which something was written, such as a point or a reply."""
    return next((entry for entry in entries if entry.at == at), None)


def short_thread(point: PointRow) -> list[Said]:
    """What a list shows of a point's thread: its replies, and what was said last."""
    last = point.remarks[-_LAST:]
    return [said for said in point.thread if said.kind == REPLY or said in last]


def laid_points(points: Sequence[PointRow]) -> list[tuple[PointRow, bool]]:
    """Points in order, and whether the page has room for what they say."""
    lengths = [len(p.text) + sum(len(s.text) for s in short_thread(p)) + _FRAME for p in points]
    sums = accumulate(lengths)
    return [(point, used <= LONGEST_PAGE) for point, used in zip(points, sums, strict=True)]


def awaits_return(point: PointRow, case: Case) -> bool:
    """Whether a point was made in this review and goes with the next return."""
    returns = names_that("returns", case.procedure, case.entries)
    sent = any(e.act in returns and e.at >= point.made_at for e in in_force(case.entries))
    return point.ticked_at is None and not sent


def returned_no(case: Case) -> int | None:
    """Number of the text that was last returned."""
    return returned_revision(case.procedure, case.entries)


def said_with(entry: EntryRow) -> list[str]:
    """What was said with an act: reason, order, opinion, summary, note, or whom it concerns."""
    given = entry.body.get("given", {})
    names = ("order", "reason", "opinion", "summary", "note", "resolution")
    called = entry.body.get("name")
    named = [Words(called["th"], called["en"] or called["th"]).text(language())] if called else []
    return [*named, *(given[name] for name in names if given.get(name))]


def paper_line(paper: dict[str, Any]) -> str:
    """By which document something was decided: its day and number."""
    day = dt.date.fromisoformat(paper["date"])
    said = thai_date(day) if language() == "th" else english_date(day)
    return str(gettext("On paper: document of %(day)s, no. %(no)s", day=said, no=paper["number"]))


def held_title(one: Somebody, plan: Any) -> str:
    """The post in which somebody holds a plan, and its capacity."""
    held = [h for h in one.actor.holdings if h.post == plan.held_by]
    return post_title(held[0]) if held else ""


def person_name(person: Person) -> str:
    """A person's name in the language of the request."""
    return person.name(language())


def post_title(holding: Holding) -> str:
    """A post as its holder is addressed: name of the post and of the province."""
    return title_of(holding, province_names()).text(language())


def answer_title(code: str) -> str:
    """Fixed, explained or contested."""
    return str(dict(ANSWERS)[code])


def plan_title(plan: Any) -> Title:
    """A plan's title as its province wrote it, in the language of the request where it did."""
    if language() == "en" and plan.title_en:
        return Title(keep_years(plan.title_en), "en")
    return Title(keep_years(plan.title), "th")


def round_title(plan: Any) -> str:
    """Title of a plan's round."""
    return keep_years(round_of(plan).text(language()))


def paper_name(kind: str) -> str:
    """What a kind of paper is called."""
    return KINDS[kind].text(language())


def edition_name(edition: str) -> str:
    """The language of a paper, and its digits."""
    return EDITIONS[edition].text(language())


def short_digest(digest: str) -> str:
    """A digest short enough to compare by eye: 7c1e 04fa … b94d."""
    return f"{digest[:4]} {digest[4:8]} … {digest[-4:]}"


def iso_day(at: dt.date | dt.datetime) -> str:
    """A day for <time datetime>."""
    return (local_day(at) if isinstance(at, dt.datetime) else at).isoformat()


def summed(
    field: Field, outline: Outline, sections: dict[str, Any], row: dict[str, Any] | None = None
) -> list[tuple[str, int]]:
    """A computed field as lines of label and satang; row: the project that it is of."""
    return outline_shown.summed(field, outline, sections, language(), row)


def short(fields: Iterable[Field]) -> list[Field]:
    """Fields whose values stand side by side."""
    return [field for field in fields if field.type not in LONG]


def has_heading(field: Field) -> bool:
    """Whether a field's value has a heading of its own."""
    return field.type in LONG


def row_line(row: dict[str, Any], field: Field) -> str:
    """A row that has a page of its own, in a line: its budget, or how much it holds."""
    if "budget" in field.column:
        total = totals({"projects": {"projects": [row]}}).total
        return str(gettext("%(sum)s million baht", sum=million_baht(total))) + _technology(row)
    tables = [c for c in field.columns if c.type == "table"]
    return " · ".join(f"{c.label.text(language())} {len(row.get(c.key) or ())}" for c in tables)


def _technology(row: dict[str, Any]) -> str:
    technology = str(row.get("technology") or "")
    return f" · {technology}" if technology else ""


def shown_value(field: Field, value: Any) -> str:
    """A stored value in the language of the request."""
    return shown(field, value, language())


def _post(code: str) -> str:
    return POSTS[code].text(language()) if code in POSTS else code


FILTERS = {
    "stage_icon": stage_icon,
    "stage_line": stage_line,
    "holder_words": holder,
    "move_icon": move_icon,
    "said": said,
    "act_title": act_title,
    "who": who,
    "act_at": act_at,
    "plan_title": plan_title,
    "keep_years": keep_years,
    "short_thread": short_thread,
    "laid_points": laid_points,
    "awaits_return": awaits_return,
    "said_with": said_with,
    "paper_line": paper_line,
    "returned_no": returned_no,
    "held_title": held_title,
    "person_name": person_name,
    "post_title": post_title,
    "answer_title": answer_title,
    "round_title": round_title,
    "short_digest": short_digest,
    "paper_name": paper_name,
    "edition_name": edition_name,
    "iso_day": iso_day,
    "summed": summed,
    "short": short,
    "has_heading": has_heading,
    "row_line": row_line,
    "shown": shown_value,
    "is_number": is_number,
}
