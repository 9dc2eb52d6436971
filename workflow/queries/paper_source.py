"""What a paper is made of: the frozen text, and the record as far as the paper tells it."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from workflow.extensions import db
from workflow.facts.around import of_province, of_round, round_of
from workflow.facts.published import outline_of, procedure_of
from workflow.facts.record import EntryRow, amendment_then, entries_of_plan, in_force
from workflow.models import Paper, Plan, Province, Revision, Round
from workflow.outline.outline import Outline
from workflow.queries.files import file_names
from workflow.queries.steps import way
from workflow.states.amending import KINDS
from workflow.states.procedure import Procedure, Stage
from workflow.thai.words import Words


@dataclass(frozen=True, slots=True)
class Followed:
    """A plan before this one. amendment: of what kind this one amends it, None where this one was
    begun again from it."""

    title: Words
    revision: int
    digest: str
    amendment: Words | None


@dataclass(frozen=True, slots=True)
class PaperSource:
    """One paper's material. before: the sections of the revision before, None for the first.
    entries: the record up to the paper's entry, oldest first."""

    paper: Any
    """The paper's row: kind, edition, revision, entry, code."""
    place: Words
    """The province as papers call it: จังหวัดน่าน, Nan."""
    round: Words
    procedure: Procedure
    outline: Outline
    sections: Mapping[str, Any]
    before: Mapping[str, Any] | None
    digest: str
    frozen_at: dt.datetime
    entries: tuple[EntryRow, ...]
    files: Mapping[str, Words]
    """Names of the plan's files, by digest."""
    follows: tuple[Followed, ...]
    """The plans before it: that which it amends, that from which it was begun again."""

    @property
    def desks(self) -> tuple[Stage, ...]:
        """The stages on the straight way at which somebody decides on a frozen text."""
        stages = [self.procedure.stage[code] for code in way(self.procedure)]
        return tuple(stage for stage in stages if stage.held_by and not stage.editable)


def paper_source(paper_id: int) -> PaperSource:
    """Everything a paper is made of: five queries."""
    row = db.session.execute(_paper, {"paper": paper_id}).one()
    texts = {r.no: r for r in db.session.execute(_texts, {"plan": row.plan_id, "no": row.revision})}
    entries = entries_of_plan(row.plan_id)
    outline, _ = outline_of(row.outline_id)
    before = texts.get(row.revision - 1)
    return PaperSource(
        paper=row,
        place=_place(row),
        round=round_of(row),
        procedure=procedure_of(row.procedure_id),
        outline=outline,
        sections=json.loads(texts[row.revision].body),
        before=json.loads(before.body) if before else None,
        digest=texts[row.revision].digest,
        frozen_at=texts[row.revision].frozen_at,
        entries=tuple(entry for entry in entries if entry.n <= row.entry),
        files=file_names(row.plan_id),
        follows=tuple(_follows(row, entries)),
    )


def _follows(row: Any, entries: tuple[EntryRow, ...]) -> Iterator[Followed]:
    if row.amended_digest:
        procedure = procedure_of(row.procedure_id)
        kind = amendment_then(procedure, entries, row.revision, row.amendment) or ""
        title = Words(row.amended_th, row.amended_en or row.amended_th)
        yield Followed(title, row.amended_revision, row.amended_digest, KINDS[kind])
    if row.ended_digest:
        title = Words(row.ended_th, row.ended_en or row.ended_th)
        yield Followed(title, row.ended_revision, row.ended_digest, None)


def _place(row: Any) -> Words:
    th = f"จังหวัด{row.province_th}" if row.is_province else row.province_th
    return Words(th, row.province_en)


def standing(procedure: Procedure, entries: tuple[EntryRow, ...]) -> dict[str, EntryRow]:
    """The decisions that stand, by the stage at which they were made. One falls when the plan
    comes again to its stage or to one before it: it is to be decided anew."""
    order = {code: place for place, code in enumerate(way(procedure))}
    found: dict[str, EntryRow] = {}
    for entry in in_force(entries):
        here, to = entry.stage_from or "", entry.stage_to or ""
        if to != here and to in order:
            found = {stage: e for stage, e in found.items() if order[stage] < order[to]}
        move = procedure.move.get(entry.act)
        if move and move.decides and here in order:
            found[here] = entry
    return found


_Amended, _Ended = aliased(Plan), aliased(Plan)
_paper = (
    sa.select(
        *(Paper.id, Paper.plan_id, Paper.kind, Paper.edition, Paper.revision, Paper.entry),
        Paper.code,
        Plan.procedure_id,
        *(Plan.outline_id, Plan.amendment),
        *(_Amended.title.label("amended_th"), _Amended.title_en.label("amended_en")),
        *(_Amended.revision.label("amended_revision"), _Amended.digest.label("amended_digest")),
        *(_Ended.title.label("ended_th"), _Ended.title_en.label("ended_en")),
        *(_Ended.revision.label("ended_revision"), _Ended.digest.label("ended_digest")),
        *of_province,
        Province.is_province,
        *of_round,
    )
    .join(Plan, Plan.id == Paper.plan_id)
    .join(Province, Province.code == Plan.province_code)
    .join(Round, Round.code == Plan.round_code)
    .outerjoin(_Amended, _Amended.id == Plan.amends_id)
    .outerjoin(_Ended, _Ended.id == Plan.reopens_id)
    .where(Paper.id == sa.bindparam("paper"))
)
_texts = sa.select(Revision.no, Revision.body, Revision.digest, Revision.frozen_at).where(
    Revision.plan_id == sa.bindparam("plan"),
    Revision.no <= sa.bindparam("no"),
    Revision.no >= sa.bindparam("no") - 1,
)
