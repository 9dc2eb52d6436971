"""Keep what somebody began to write on the page of a move, for themselves alone. It is no act: it
stands in no chain, tells nobody, and changes nothing of the plan."""

import datetime as dt
import re
from dataclasses import dataclass

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.facts.plan_facts import Case, case_of, unread
from workflow.facts.unsent import KEPT, Fields, UnsentRow, mark_of, unsent_of, written
from workflow.models import Unsent, table
from workflow.states import machine
from workflow.states.facts import Person
from workflow.states.refusals import Kind, NotFound, Reason, Refused
from workflow.thai.dates import local_day, local_time

LONGEST = 200_000
"""Characters that are kept of one form: more than all that a move may ask for."""
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUnsent:
    """What is to be kept. version, digest: of the plan, as its author saw it. mark: of what was
    kept when their page was made."""

    plan_id: int
    move: str
    version: int
    digest: str
    fields: Fields
    mark: str


@durable
def keep_unsent(new: NewUnsent, person: Person, at: dt.datetime) -> str:
    """Keep it; return its mark. The same again changes nothing, and nothing typed keeps nothing.

    Only size is judged, not what is written. Taken under the plan's lock, as a decision is: it can
    never land after one. Raises NotFound; Refused: 409 when something else was kept meanwhile or
    the move can no longer be made, 403 when it is not the person's, 422 when it is too long.
    """
    writing()
    case = case_of(new.plan_id, person, at, unread, lock=True)
    if case is None or new.move not in case.procedure.move:
        raise NotFound(f"plan {new.plan_id} move {new.move}")
    known = unsent_of(new.plan_id, new.move, person, at)
    against = [*_against_seen(new, case), *_against_kept(new, known), *_against_size(new)]
    if reasons := [*against, *_against_move(new, case, person)]:
        raise Refused(reasons)
    _write(new, person, at)
    db.session.commit()
    return mark_of(new.fields)


def _against_seen(new: NewUnsent, case: Case) -> list[Reason]:
    """Whether the plan was ever as they say they saw it. That it has moved on since is told when
    the page is opened again."""
    was = 0 < new.version <= case.plan.version and _DIGEST.fullmatch(new.digest)
    return [] if was else [Reason("stale", Kind.STALE)]


def _against_kept(new: NewUnsent, known: UnsentRow | None) -> list[Reason]:
    if known is None or known.mark in (new.mark, mark_of(new.fields)):
        return []
    values = {"day": local_day(known.kept_at), "time": local_time(known.kept_at)}
    return [Reason("unsent_elsewhere", Kind.STALE, values=values)]


def _against_size(new: NewUnsent) -> list[Reason]:
    if len(written(new.fields)) <= LONGEST:
        return []
    return [Reason("unsent_long", values={"most": LONGEST})]


def _against_move(new: NewUnsent, case: Case, person: Person) -> list[Reason]:
    """Whether the person may make the move from here; what it still lacks is not asked."""
    move = case.procedure.move[new.move]
    reasons = machine.reasons_against(case.procedure, move, person, case.facts)
    return [reason for reason in reasons if reason.kind is not Kind.CONTENT]


def _write(new: NewUnsent, person: Person, at: dt.datetime) -> None:
    """Put it in place of what was kept, and forget everybody's that is too old."""
    mine = {"person_id": person.id, "plan_id": new.plan_id, "move": new.move}
    db.session.execute(_forget, {**mine, "before": at - KEPT})
    if new.fields:
        seen = {"version": new.version, "digest": new.digest, "kept_at": at}
        db.session.execute(_keep, {**mine, **seen, "fields": written(new.fields)})


_unsent = table(Unsent)
_keep = sa.insert(_unsent)
_forget = sa.delete(_unsent).where(
    sa.or_(
        _unsent.c.kept_at < sa.bindparam("before", type_=Unsent.kept_at.type),
        sa.and_(
            _unsent.c.person_id == sa.bindparam("person_id"),
            _unsent.c.plan_id == sa.bindparam("plan_id"),
            _unsent.c.move == sa.bindparam("move"),
        ),
    )
)
