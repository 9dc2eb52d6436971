"""The pages on which a plan is begun that follows another: what stands against it, and which other
plan is in the way."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from workflow.facts import following
from workflow.facts.kin import open_like
from workflow.facts.plan_facts import Case
from workflow.facts.record import EntryRow
from workflow.queries.plan_page import PlanPage, plan_page
from workflow.states.facts import Person
from workflow.states.refusals import Kind, Reason, Refused


@dataclass(frozen=True, slots=True)
class FollowPage:
    """A plan that another is to follow. reasons: why not now. open_id: the open plan of its kind,
    where that is the reason."""

    page: PlanPage
    reasons: tuple[Reason, ...]
    open_id: int | None

    @property
    def code(self) -> int:
        """HTTP status of the page: what changed (409) and who asks (403) close it."""
        code = Refused(self.reasons).code if self.reasons else 200
        return code if code != Kind.CONTENT else 200

    def changed_since(self, version: int) -> list[EntryRow]:
        """Acts on the plan since the person saw it; none when the form does not say."""
        return [entry for entry in self.page.case.entries if version and entry.n > version]


def amend_page(plan_id: int, person: Person, at: dt.datetime) -> FollowPage:
    """Where an amendment is begun. Raises NotFound."""
    return _page(plan_id, person, at, following.against_amending)


def reopen_page(plan_id: int, person: Person, at: dt.datetime) -> FollowPage:
    """Where an ended plan is begun again. Raises NotFound."""
    return _page(plan_id, person, at, following.against_reopening)


def _page(
    plan_id: int,
    person: Person,
    at: dt.datetime,
    against: Callable[[Case, Person], list[Reason]],
) -> FollowPage:
    page = plan_page(plan_id, person, at)
    reasons = against(page.case, person)
    in_the_way = any(one.code in ("amendment_open", "open_plan_exists") for one in reasons)
    return FollowPage(page, tuple(reasons), open_like(page.plan) if in_the_way else None)
