"""What the public learns of a paper by its code: status and digest, no name and no text."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from workflow.extensions import db
from workflow.facts.published import procedure_of
from workflow.facts.record import EntryRow, amendment_then, entries_of_plan
from workflow.models import Paper, Plan, Province
from workflow.queries.paper_source import standing
from workflow.states.amending import KINDS
from workflow.states.procedure import Move, Stage
from workflow.states.refusals import NotFound
from workflow.thai.words import Words

SUPERSEDED, WITHDRAWN, VALID = "superseded", "withdrawn", "valid"
"""Also the stages of a plan that make its papers so."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The newest decision on a text that still stands."""

    move: Move
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Verified:
    """A paper as its public page shows it. status: valid, superseded (a later revision is there,
    or another plan took its place) or withdrawn. text_digest: of the plan's text. amends: of what
    kind it amends which revision of the plan before it."""

    province: Words
    kind: str
    edition: str
    revision: int
    status: str
    stage: Stage
    stage_since: dt.datetime
    decision: Decision | None
    made_at: dt.datetime
    digest: str
    text_digest: str
    amends: tuple[Words, int] | None


def verified(code: str) -> Verified:
    """The paper of a code. Raises NotFound when there is none, or it is not made."""
    row = db.session.execute(_by_code, {"code": code}).one_or_none()
    if row is None:
        raise NotFound("paper")
    procedure = procedure_of(row.procedure_id)
    entries = entries_of_plan(row.plan_id)
    frozen = [e for e in entries if e.act in procedure.move and procedure.move[e.act].freezes]
    text = frozen[row.revision - 1]
    later = frozen[row.revision :]
    ours = entries[: entries.index(later[0])] if later else entries
    stands = list(standing(procedure, ours).values())
    return Verified(
        province=Words(row.name_th, row.name_en),
        kind=row.kind,
        edition=row.edition,
        revision=row.revision,
        status=_status(row),
        stage=procedure.stage[row.stage],
        stage_since=row.stage_since,
        decision=_decision(procedure.move, stands[-1]) if stands else None,
        made_at=row.made_at,
        digest=row.digest,
        text_digest=text.content_digest or "",
        amends=_amends(row, entries),
    )


def _amends(row: Any, entries: tuple[EntryRow, ...]) -> tuple[Words, int] | None:
    procedure = procedure_of(row.procedure_id)
    kind = amendment_then(procedure, entries, row.revision, row.amendment)
    return (KINDS[kind], row.amended_revision) if kind else None


def _status(row: Any) -> str:
    if row.stage == WITHDRAWN:
        return WITHDRAWN
    if row.stage == SUPERSEDED or row.newest > row.revision:
        return SUPERSEDED
    return VALID


def _decision(moves: dict[str, Move], entry: EntryRow) -> Decision:
    return Decision(moves[entry.act], entry.at)


_Amended = aliased(Plan)
_by_code = (
    sa.select(
        *(Paper.plan_id, Paper.kind, Paper.edition, Paper.revision, Paper.made_at, Paper.digest),
        *(Plan.stage, Plan.stage_since, Plan.procedure_id, Plan.revision.label("newest")),
        *(Plan.amendment, _Amended.revision.label("amended_revision")),
        *(Province.name_th, Province.name_en),
    )
    .join(Plan, Plan.id == Paper.plan_id)
    .join(Province, Province.code == Plan.province_code)
    .outerjoin(_Amended, _Amended.id == Plan.amends_id)
    .where(Paper.code == sa.bindparam("code"), Paper.state == "made")
)
