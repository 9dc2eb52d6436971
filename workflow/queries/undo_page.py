"""The pages on which it is asked that an act be undone, and answered."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from workflow.facts.plan_facts import Case, case_of, unread
from workflow.facts.record import EntryRow
from workflow.facts.undo import Wish, done_of, wish_of
from workflow.states.facts import Person
from workflow.states.procedure import Stage
from workflow.states.refusals import Kind, NotFound, Reason, Refused
from workflow.states.undoing import (
    WITHIN,
    Done,
    against_asking,
    against_consent,
    against_second,
    consent_posts,
)


@dataclass(frozen=True, slots=True)
class UndoPage:
    """An act on a plan that is to be undone, as the person sees it. reasons: what stands against
    what the page is for. second: whether the person is one who may consent, whatever the time."""

    case: Case
    entry: EntryRow
    done: Done
    wish: Wish | None
    reasons: tuple[Reason, ...]
    second: bool = False

    @property
    def code(self) -> int:
        """HTTP status of the page: what changed (409) and who asks (403) close it."""
        code = Refused(self.reasons).code if self.reasons else 200
        return code if code != Kind.CONTENT else 200

    @property
    def to(self) -> Stage:
        """Where the plan goes back to."""
        return self.case.procedure.stage[self.entry.stage_from or ""]

    @property
    def due_on(self) -> dt.date | None:
        """When it is then due."""
        due: str | None = self._before.get("due")
        return dt.date.fromisoformat(due) if due else None

    @property
    def since(self) -> dt.datetime | None:
        """Since when it then stands there."""
        since: str | None = self._before.get("since")
        return dt.datetime.fromisoformat(since) if since else None

    @property
    def until(self) -> dt.datetime:
        """Until when a second person may consent."""
        return self.entry.at + WITHIN

    @property
    def seconds(self) -> tuple[str, ...]:
        """Posts whose holders consent."""
        return consent_posts(self.done)

    @property
    def _before(self) -> dict[str, Any]:
        before: dict[str, Any] = self.entry.body.get("before", {})
        return before


def undo_page(plan_id: int, person: Person, at: dt.datetime) -> UndoPage:
    """Load the page that asks: about the person's own newest act that could be undone, or else the
    newest of all. Raises NotFound."""
    case = _case(plan_id, person, at)
    mine = [e for e in case.entries if e.actor_id == person.id and done_of(case, e).move]
    entry = mine[-1] if mine else case.entries[-1]
    done, wish = done_of(case, entry), wish_of(plan_id, entry.n)
    reasons = against_asking(done, person, case.facts, at)
    if wish:
        reasons.append(Reason("undo_asked", Kind.STALE))
    return UndoPage(case, entry, done, wish, tuple(reasons))


def wish_page(plan_id: int, n: int, person: Person, at: dt.datetime) -> UndoPage:
    """Load the page of a request. Raises NotFound when there is none, or no such plan for them."""
    case = _case(plan_id, person, at)
    wish = wish_of(plan_id, n)
    if wish is None:
        raise NotFound(f"plan {plan_id} undo {n}")
    entry = case.entries[n - 1]
    done = done_of(case, entry)
    reasons = against_consent(done, wish.asked_by, person, case.facts, at)
    second = not against_second(done, wish.asked_by, person, case.facts)
    return UndoPage(case, entry, done, wish, tuple(reasons), second)


def _case(plan_id: int, person: Person, at: dt.datetime) -> Case:
    case = case_of(plan_id, person, at, unread)
    if case is None:
        raise NotFound(f"plan {plan_id}")
    return case
