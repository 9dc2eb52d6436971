"""Papers: which are due, which a plan has, and where one's file is."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db
from workflow.facts.scope import visible_to
from workflow.models import Paper, Plan, Province
from workflow.states.facts import Person
from workflow.states.refusals import NotFound
from workflow.thai.words import Words


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper as the tab lists it. bytes, pages, digest, made_at: when it is made."""

    id: int
    revision: int
    kind: str
    edition: str
    entry: int
    state: str
    code: str
    ordered_at: dt.datetime
    made_at: dt.datetime | None
    digest: str | None
    bytes: int | None
    pages: int | None

    @property
    def waits(self) -> bool:
        """Whether it is still to be made."""
        return self.state in ("ordered", "making")


@dataclass(frozen=True, slots=True)
class PaperFile:
    """The file of a made paper, and what it is called by."""

    digest: str
    kind: str
    edition: str
    revision: int
    province: Words


def due_papers(at: dt.datetime, most: int) -> list[int]:
    """Papers that are to be made now, the longest due first: nobody has them, or their worker is
    gone."""
    return list(db.session.scalars(_due, {"now": at, "most": most}))


def papers_status(at: dt.datetime) -> tuple[int, int, list[str]]:
    """How many papers were given up, for how many seconds the oldest one waits, and the digests of
    those that are made."""
    rows = db.session.execute(_by_state).all()
    failed = sum(row.state == "failed" for row in rows)
    waiting = [row.ordered_at for row in rows if row.state in ("ordered", "making")]
    oldest = int((at - min(waiting)).total_seconds()) if waiting else 0
    return failed, oldest, [row.digest for row in rows if row.state == "made"]


def papers_of(plan_id: int, revision: int) -> tuple[PaperRow, ...]:
    """Papers of a revision of a plan, the newest first."""
    rows: Sequence[Any] = db.session.execute(
        _of_plan, {"plan": plan_id, "revision": revision}
    ).all()
    return tuple(PaperRow(*row) for row in rows)


def paper_file(plan_id: int, paper_id: int, person: Person) -> PaperFile:
    """The file of a paper of a plan that a person may read. Raises NotFound, also while it is not
    made yet."""
    values = {"plan": plan_id, "paper": paper_id}
    row: Any = db.session.execute(_file.where(visible_to(person)), values).one_or_none()
    if row is None:
        raise NotFound(f"plan {plan_id} paper {paper_id}")
    province = Words(row.name_th, row.name_en)
    return PaperFile(row.digest, row.kind, row.edition, row.revision, province)


_now = sa.bindparam("now", type_=Paper.next_at.type)
_due = (
    sa.select(Paper.id)
    .where(
        # A literal, word for word as in the index: for bound values the partial index is ignored.
        sa.text("state IN ('ordered', 'making')"),
        Paper.next_at <= _now,
        sa.or_(Paper.state == "ordered", Paper.lease_until < _now),
    )
    .order_by(Paper.next_at, Paper.id)
    .limit(sa.bindparam("most"))
)
_by_state = sa.select(Paper.state, Paper.ordered_at, Paper.digest)
_of_plan = (
    sa.select(
        Paper.id,
        Paper.revision,
        Paper.kind,
        Paper.edition,
        Paper.entry,
        Paper.state,
        Paper.code,
        Paper.ordered_at,
        Paper.made_at,
        Paper.digest,
        Paper.bytes,
        Paper.pages,
    )
    .where(Paper.plan_id == sa.bindparam("plan"), Paper.revision == sa.bindparam("revision"))
    .order_by(Paper.entry.desc(), Paper.id.desc())
)
_file = (
    sa.select(
        Paper.digest,
        Paper.kind,
        Paper.edition,
        Paper.revision,
        Province.name_th,
        Province.name_en,
    )
    .join(Plan, Plan.id == Paper.plan_id)
    .join(Province, Province.code == Plan.province_code)
    .where(
        Paper.id == sa.bindparam("paper"),
        Paper.plan_id == sa.bindparam("plan"),
        Paper.state == "made",
    )
)
