"""Keeping what was begun on the page of a move: whose it is, what is against it, what ends it."""

import datetime as dt
from typing import Any

import pytest

from tests.conftest import TODAY
from tests.services.acting import (
    NAKHON,
    NAN,
    PATTANI,
    RECOMMENDED,
    RETURNED,
    SAMUT_SONGKHRAM,
    act,
    actor,
    acts,
    answers,
    asked,
    codes,
    count,
    end,
    meanwhile,
    operation,
    row,
    save,
    statements,
)
from tests.services.papering import DECIDER, answered, enter
from workflow.facts.unsent import KEPT, UnsentRow, mark_of, unsent_of
from workflow.models import PastSection, Unsent
from workflow.queries.plan_page import plan_page
from workflow.services.answer_undo import UndoAnswer, answer_undo
from workflow.services.ask_undo import UndoAsked, ask_undo
from workflow.services.decide import decide
from workflow.services.forget_unsent import forget_unsent
from workflow.services.keep_unsent import LONGEST, NewUnsent, keep_unsent
from workflow.states.facts import Given
from workflow.states.refusals import NotFound

pytestmark = pytest.mark.both

FIELDS = (("reason", "ขอให้แก้ไข\n\x00"), ("points-0-field", "needs.forums"))
OTHER = (("reason", "อย่างอื่น"),)


def test_it_is_kept_as_it_was_typed_with_what_its_author_saw() -> None:
    mark = _keep()
    plan = row(SAMUT_SONGKHRAM)
    assert _kept() == UnsentRow(FIELDS, plan.version, plan.digest, TODAY)
    assert mark == mark_of(FIELDS)


def test_it_is_no_act() -> None:
    before = (acts(SAMUT_SONGKHRAM), row(SAMUT_SONGKHRAM))
    _keep()
    assert (acts(SAMUT_SONGKHRAM), row(SAMUT_SONGKHRAM)) == before


def test_the_same_again_changes_nothing() -> None:
    assert _keep() == _keep()
    assert count(Unsent) == 1


def test_what_was_made_from_the_newest_takes_its_place() -> None:
    _keep(OTHER, mark=_keep())
    kept = _kept()
    assert kept is not None
    assert kept.fields == OTHER


def test_what_was_not_is_refused_and_nothing_is_overwritten() -> None:
    first = _keep()
    _keep(OTHER, mark=first)
    assert _codes(fields=(("reason", "ของหน้าเก่า"),), mark=first) == ["unsent_elsewhere"]
    assert _codes(fields=(("reason", "ของหน้าเปล่า"),), mark="") == ["unsent_elsewhere"]
    assert mark_of(OTHER) == getattr(_kept(), "mark", "")


def test_what_was_thrown_away_elsewhere_may_be_kept_anew() -> None:
    mark = _keep()
    forget_unsent(actor("clinic.75").id, SAMUT_SONGKHRAM, "clinic_return")
    _keep(OTHER, mark=mark)
    assert count(Unsent) == 1


def test_nothing_typed_keeps_nothing() -> None:
    assert _keep((), mark=_keep()) == ""
    assert count(Unsent) == 0


def test_each_move_and_each_person_has_their_own() -> None:
    _keep()
    _keep(OTHER, move="recommend")
    assert unsent_of(SAMUT_SONGKHRAM, "clinic_return", actor("pcso.75"), TODAY) is None
    assert _codes("pcso.75") == ["not_your_post"]
    assert count(Unsent) == 2


@pytest.mark.parametrize(
    "changed",
    [{"version": 0}, {"version": 3}, {"digest": ""}, {"digest": "\x00" * 64}],
)
def test_what_was_never_seen_is_refused(changed: dict[str, Any]) -> None:
    assert _codes(**changed) == ["stale"]


def test_a_text_that_is_too_long_is_refused() -> None:
    assert _codes(fields=(("reason", "ก" * LONGEST),)) == ["unsent_long"]


def test_what_the_move_still_lacks_is_not_asked() -> None:
    _keep((("summary", "ก"),), "drafter.55", NAN, move="resubmit_revised")
    assert count(Unsent) == 1


@pytest.mark.parametrize(
    ("username", "plan", "move"),
    [
        ("clinic.45", SAMUT_SONGKHRAM, "clinic_return"),
        ("clinic.75", 4000, "clinic_return"),
        ("clinic.75", SAMUT_SONGKHRAM, "nothing"),
    ],
)
def test_what_is_not_there_or_not_theirs_keeps_nothing(username: str, plan: int, move: str) -> None:
    with pytest.raises(NotFound):
        keep_unsent(_new(plan_id=plan, move=move), actor(username), TODAY)


def test_who_lost_the_post_keeps_nothing() -> None:
    end("clinic.75")
    with pytest.raises(NotFound):
        _keep()


def test_a_decision_is_the_end_of_all_that_its_person_had_begun_there() -> None:
    _keep()
    _keep(OTHER, move="recommend")
    _keep((("order", "ก"),), "pcso.80", NAKHON, move="pcso_return")
    act("clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    assert count(Unsent) == count(Unsent, Unsent.plan_id == NAKHON) == 1


def test_another_s_decision_leaves_it_and_it_cannot_be_kept_where_the_plan_no_longer_is() -> None:
    mark = _keep()
    act("drafter.75", SAMUT_SONGKHRAM, "recall")
    assert _codes(fields=OTHER, mark=mark) == ["wrong_stage"]
    assert _kept() is not None


def test_it_never_lands_after_its_author_s_decision() -> None:
    new = _new()
    meanwhile(lambda: act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", RETURNED))
    assert codes(keep_unsent, new, actor("clinic.75"), TODAY) == ["wrong_stage"]
    assert count(Unsent) == 0


def test_a_decision_sees_what_was_kept_just_before_it() -> None:
    request = asked(SAMUT_SONGKHRAM, "clinic_return", RETURNED)
    meanwhile(_keep)
    decide(request, actor("clinic.75"), TODAY)
    assert count(Unsent) == 0


def test_what_is_decided_on_paper_is_the_end_of_what_was_begun_for_it() -> None:
    _keep((("opinion", "ก"),), DECIDER, NAKHON, move="endorse")
    enter()
    assert count(Unsent) == 1
    answered("office.80")
    assert count(Unsent) == 0


def test_an_undoing_brings_nothing_back() -> None:
    _keep()
    act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", RETURNED)
    version, operation_id = row(SAMUT_SONGKHRAM).version, operation()
    plan = {"plan_id": SAMUT_SONGKHRAM, "n": version}
    wish = UndoAsked(**plan, reason="กดผิดปุ่ม", operation_id=operation_id)
    ask_undo(wish, actor("clinic.75"), TODAY)
    answer_undo(UndoAnswer(**plan, consents=True), actor("secretariat.1"), TODAY)
    assert (row(SAMUT_SONGKHRAM).stage, _kept()) == ("clinic_review", None)


def test_ninety_days_later_it_is_not_shown_and_goes_when_anybody_keeps_something() -> None:
    _keep((("order", "ก"),), "pcso.80", NAKHON, move="pcso_return")
    later = TODAY + KEPT + dt.timedelta(seconds=1)
    assert unsent_of(NAKHON, "pcso_return", actor("pcso.80"), later) is None
    keep_unsent(_new(), actor("clinic.75"), later)
    assert count(Unsent) == count(Unsent, Unsent.plan_id == SAMUT_SONGKHRAM) == 1


def test_where_nothing_is_kept_nothing_is_thrown_away() -> None:
    _keep()
    forget_unsent(actor("pcso.75").id, SAMUT_SONGKHRAM, "clinic_return")
    assert count(Unsent) == 1


def test_keeping_takes_a_fixed_number_of_statements() -> None:
    _keep()
    plan_page(SAMUT_SONGKHRAM, actor("clinic.75"), TODAY)
    new, person = _new(), actor("clinic.75")
    sent = statements(lambda: keep_unsent(new, person, TODAY))
    assert len(sent) - 1 <= 7, sent


@pytest.mark.parametrize(
    ("username", "plan", "move", "most"),
    [("clinic.75", SAMUT_SONGKHRAM, "clinic_return", 12), ("drafter.55", NAN, "resubmit", 14)],
)
def test_a_decision_keeps_its_number_of_statements_where_something_was_kept(
    username: str, plan: int, move: str, most: int
) -> None:
    _keep((("reason", "ก"),), username, plan, move=move)
    given = RETURNED if move == "clinic_return" else answers(plan)
    request, person = asked(plan, move, given), actor(username)
    plan_page(plan, person, TODAY)
    sent = statements(lambda: decide(request, person, TODAY))
    assert len(sent) - 1 <= most, sent


def test_past_texts_wait_for_the_next_revision_where_something_kept_is_cleared() -> None:
    save("drafter.55", NAN, "general", title_en="Anew")
    past = count(PastSection, PastSection.plan_id == NAN)
    _keep((("reason", "ก"),), "drafter.55", NAN, move="resubmit")
    act("drafter.55", NAN, "resubmit", answers(NAN))
    assert count(PastSection, PastSection.plan_id == NAN) == past > 0
    act("acting.55", NAN, "pcso_return", Given(order="ขอให้ปรับอีกครั้ง"))
    act("drafter.55", NAN, "resubmit", answers(NAN))
    assert count(PastSection, PastSection.plan_id == NAN) == 0


def _keep(
    fields: tuple[tuple[str, str], ...] = FIELDS,
    username: str = "clinic.75",
    plan: int = SAMUT_SONGKHRAM,
    **changed: Any,
) -> str:
    new = _new(plan_id=plan, fields=fields, **changed)
    return keep_unsent(new, actor(username), TODAY)


def _codes(username: str = "clinic.75", **changed: Any) -> list[str]:
    return codes(keep_unsent, _new(**changed), actor(username), TODAY)


def _new(**changed: Any) -> NewUnsent:
    plan_id = changed.get("plan_id", SAMUT_SONGKHRAM)
    seen = row(plan_id if plan_id < 4000 else PATTANI)
    values: dict[str, Any] = {"plan_id": plan_id, "move": "clinic_return", "fields": FIELDS}
    plain = {"version": seen.version, "digest": seen.digest, "mark": ""}
    return NewUnsent(**{**values, **plain, **changed})


def _kept() -> UnsentRow | None:
    return unsent_of(SAMUT_SONGKHRAM, "clinic_return", actor("clinic.75"), TODAY)
