"""Random histories of a plan, each step compared with the model and with what the record says."""

import datetime as dt
import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.conftest import TODAY
from tests.faults.fold import decided, folded, shown
from tests.faults.model import DECIDES, FROM, TO, Model
from tests.faults.small_world import (
    FIRST_DAY,
    PEOPLE,
    ROUND,
    STAND_IN,
    TEMPLATE,
    appointments,
    renewed,
    small_world,
)
from tests.faults.undoing import asks, consents
from tests.services.acting import (
    COPIED,
    RECOMMENDED,
    WARNINGS,
    actor,
    answers,
    asked,
    body,
    by_hand,
    count,
    person_id,
    row,
    section,
)
from workflow.extensions import db, ledger_keys
from workflow.facts.counted import miscounts
from workflow.ledger.verify import verify
from workflow.models import Appointment, Author, Notice, Outbox, Person
from workflow.queries.chains import chained
from workflow.services.appoint import appoint, end_appointment
from workflow.services.create_plan import NewPlan, create_plan
from workflow.services.decide import decide
from workflow.services.move_plan import Asked, Moved
from workflow.services.save_section import NewSection, save_section
from workflow.states.facts import Given, NewPoint
from workflow.states.refusals import NotFound, Refused

pytestmark = pytest.mark.faults

FULL = os.environ.get("FAULTS") == "full"
LONG = "เหตุผลที่ยาวพอสำหรับทุกการดำเนินการที่ต้องให้เหตุผลไม่น้อยกว่าห้าสิบตัวอักษร"
POINTS = (NewPoint(section="needs", field="needs", text="แก้ไข"),)
WHO, MOVE = st.sampled_from(sorted(PEOPLE)), st.sampled_from(sorted(FROM))
CHOICE = st.integers(0, 10_000)
ENDS = {"withdrawn", "declined"}
ALL_WARNINGS = WARNINGS | {"round_late"}


class Histories(RuleBasedStateMachine):
    """One plan, seven people who come and go, and time."""

    app: Flask

    @initialize(who=st.sampled_from(["drafter.75", "drafter2.75", "both.75"]))
    def create(self, who: str) -> None:
        """A plan is begun, with a whole text."""
        renewed(self.app)
        self.at = TODAY
        self.told: Counter[str] = Counter()
        self.reached: set[str] = set()
        self.last: tuple[str, Asked, Moved] | None = None
        self.came = dict.fromkeys(PEOPLE, FIRST_DAY)
        self.model = Model({one: set(posts) for one, posts in PEOPLE.items()}, {STAND_IN})
        new = NewPlan(province="75", round=ROUND, plan_type="five_year")
        self.plan = create_plan(new, actor(who, self.at), self.at)
        self.model.begun_by(who)
        by_hand(COPIED.bindparams(plan=self.plan, like=TEMPLATE))
        general = body(TEMPLATE, "general") | {"round": ROUND}
        self._save(who, "general", general)

    @rule(who=WHO, variant=st.integers(0, 1))
    def save(self, who: str, variant: int) -> None:
        """Somebody saves the projects, with the budget as it was or doubled."""
        projects = body(TEMPLATE, "projects")["projects"]
        projects[0]["budget"] *= variant + 1
        allowed = self.model.may_save(who)
        assert self._save(who, "projects", {"projects": projects}) is allowed
        if allowed:
            self.model.authors.add(who)
            self.model.text = variant

    @rule(who=WHO, move=MOVE)
    def try_anything(self, who: str, move: str) -> None:
        """Anybody asks for any move."""
        self._move(who, move)

    @rule(choice=CHOICE)
    def go_on(self, choice: int) -> None:
        """Somebody makes a move that is open to them, if there is any; an end is rare."""
        able = sorted((who, move) for who in PEOPLE for move in FROM if self.model.may(who, move))
        leading = [one for one in able if TO.get(one[1]) not in ENDS]
        if choices := leading * 5 + able:
            self._move(*choices[choice % len(choices)])

    @rule(choice=CHOICE)
    def almost(self, choice: int) -> None:
        """Somebody in the right post at the right stage asks for what they still may not do."""
        here = [(w, m) for w in PEOPLE for m in FROM if self.model.is_in_place(w, m)]
        if choices := sorted(one for one in here if not self.model.may(*one)):
            self._move(*choices[choice % len(choices)])

    @rule(choice=CHOICE)
    def and_on(self, choice: int) -> None:
        """The same: most of what happens to a plan is what should."""
        self.go_on(choice)

    @rule(choice=CHOICE)
    def and_on_again(self, choice: int) -> None:
        """The same."""
        self.go_on(choice)

    @rule(who=WHO, move=MOVE, behind=st.sampled_from(["version", "digest"]))
    def act_on_an_old_page(self, who: str, move: str, behind: str) -> None:
        """Somebody asks for a move who saw the plan before it changed."""
        old: Any = self.model.version - 1 if behind == "version" else "0" * 64
        request = asked(self.plan, move, self._given(move), **{behind: old})
        assert self._decide(who, request) is None

    @precondition(lambda self: self.last is not None)
    @rule()
    def send_again(self) -> None:
        """The last request comes a second time."""
        assert self.last is not None
        who, request, moved = self.last
        again = self._decide(who, request)
        if self.model.posts[who]:
            assert again is not None
            assert (again.entry_id, again.again) == (moved.entry_id, True)

    @rule(who=WHO, choice=CHOICE)
    def undo(self, who: str, choice: int) -> None:
        """Somebody asks that the newest act be undone, mostly whoever did it; somebody consents,
        mostly one who may."""
        done = self.model.done
        asker = done.who if done and choice % 4 else who
        may = self.model.may_ask(asker, self.at)
        assert asks(asker, self.plan, self.at) is may
        if may and self.model.done:
            self.model.done.asked = True
            self.told.update(self.model.seconds(asker))
        able = sorted(one for one in PEOPLE if self.model.may_consent(one, self.at))
        second = able[choice % len(able)] if able and choice % 3 else who
        assert consents(second, self.plan, self.at) is (second in able)
        if second in able and done:
            self.told.update((self.reached | {done.who}) - {second})
            self.model.undo(self.at)

    @rule(who=WHO)
    def leave_or_return(self, who: str) -> None:
        """Somebody's appointments end, or begin again."""
        today = self.at.date()
        if not self.model.posts[who]:
            for new in appointments(who, today):
                appoint(person_id(who), new, self.at)
            self.model.posts[who], self.came[who] = set(PEOPLE[who]), today
        elif self.came[who] < today:
            mine = (Appointment.person_id == person_id(who), Appointment.until.is_(None))
            for number in list(db.session.scalars(sa.select(Appointment.id).where(*mine))):
                end_appointment(number, today - dt.timedelta(days=1), self.at)
            self.model.posts[who] = set()

    @rule(days=st.integers(1, 5))
    def let_time_pass(self, days: int) -> None:
        """Days go by."""
        self.at += dt.timedelta(days=days)

    @invariant()
    def the_row_is_what_the_entries_say(self) -> None:
        """The plan's row is the fold of its entries, and stands where the model has it."""
        plan = row(self.plan)
        assert shown(plan) == folded(self.plan)
        assert (plan.stage, plan.version, plan.revision, plan.returned_by) == (
            self.model.stage,
            self.model.version,
            self.model.revision,
            self.model.returned_by,
        )

    @invariant()
    def it_is_counted_where_it_stands(self) -> None:
        """Counters say what counting says."""
        assert miscounts() == []

    @invariant()
    def every_chain_verifies(self) -> None:
        """Nothing in the record is out of order."""
        assert list(verify(ledger_keys().chain, chained(), {})) == []

    @invariant()
    def messages_follow_from_the_entries(self) -> None:
        """Each is told once by mail and once by notice, of what the model told them."""
        for table, recipient in ((Outbox, Outbox.recipient_id), (Notice, Notice.person_id)):
            query = sa.select(Person.username).join(table, recipient == Person.id)
            assert Counter(db.session.scalars(query)) == self.told

    @invariant()
    def nobody_decides_twice(self) -> None:
        """No person decided at two stages of the plan."""
        actors = [actor for actor, _ in decided(self.plan)]
        assert len(actors) == len(set(actors))

    def _move(self, who: str, move: str) -> None:
        request = asked(self.plan, move, self._given(move))
        allowed = self.model.may(who, move)
        moved = self._decide(who, request)
        assert (moved is not None) is allowed, (who, move)
        if moved:
            self.last = (who, request, moved)
            self.reached = self.model.make(who, move, self.at)
            self.told.update(self.reached)
            wrote = count(Author, Author.plan_id == self.plan, Author.person_id == person_id(who))
            assert not (move in DECIDES and wrote)

    def _decide(self, who: str, request: Asked) -> Moved | None:
        try:
            return decide(request, actor(who, self.at), self.at)
        except (Refused, NotFound):
            return None

    def _save(self, who: str, key: str, text: dict[str, Any]) -> bool:
        version = section(self.plan, key).version
        new = NewSection(plan_id=self.plan, key=key, body=text, version=version)
        try:
            save_section(new, actor(who, self.at), self.at)
        except (Refused, NotFound):
            return False
        return True

    def _given(self, move: str) -> Given:
        """Everything that a move asks for."""
        settled = answers(self.plan)
        answered = {"replies": settled.replies, "summary": LONG, "warnings": ALL_WARNINGS}
        ticks = frozenset(reply.point for reply in settled.replies)
        values: dict[str, dict[str, Any]] = {
            "submit": {"warnings": ALL_WARNINGS},
            "recommend": {"opinion": LONG, "checklist": RECOMMENDED.checklist, "ticks": ticks},
            "clinic_return": {"reason": LONG, "points": POINTS},
            "pcso_return": {"order": LONG, "points": POINTS},
            "resubmit": answered,
            "resubmit_revised": answered,
            "recall": {},
            "endorse": {},
        }
        return Given(**values.get(move, {"reason": LONG}))


@pytest.fixture
def world(tmp_path: Any) -> Iterator[Flask]:
    """The small world."""
    with small_world(tmp_path) as app:
        yield app


def test_random_histories_hold_together(world: Flask) -> None:
    Histories.app = world
    chosen = settings(
        max_examples=500 if FULL else 60,
        stateful_step_count=30 if FULL else 20,
        deadline=None,
        database=None,
        derandomize=not FULL,
        phases=[Phase.generate, Phase.shrink],
    )
    run_state_machine_as_test(Histories, settings=chosen)
