"""What the rules learn of a plan: the same under the lock and without."""

import datetime as dt

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import (
    NAKHON,
    NAN,
    PATTANI,
    RETURNED,
    ROI_ET,
    SAMUT_SONGKHRAM,
    act,
    actor,
    also,
    answers,
    body,
    by_hand,
    end,
    person_id,
    save,
    statements,
)
from workflow.extensions import db, writing
from workflow.facts.plan_facts import (
    Case,
    HowDeep,
    case_of,
    judged_for,
    judged_where_moves_ask,
    read_and_judged_where_moves_ask,
    unread,
)
from workflow.facts.plan_text import Depth
from workflow.models import Appointment, Point
from workflow.services.import_reference import import_reference
from workflow.states.procedure import default_text, parse
from workflow.thai.words import Words

PROCEDURE = parse(default_text())


@pytest.mark.both
@pytest.mark.parametrize("plan", range(1, 7))
@pytest.mark.parametrize("username", ["secretariat.1", "drafter.55", "clinic.75", "admin.1"])
def test_the_facts_are_the_same_under_the_lock(username: str, plan: int) -> None:
    person = actor(username)
    without = case_of(plan, person, TODAY, judged_where_moves_ask)
    writing()
    assert case_of(plan, person, TODAY, judged_where_moves_ask, lock=True) == without


@pytest.mark.parametrize("plan", range(1, 7))
def test_a_case_takes_a_fixed_number_of_queries(plan: int) -> None:
    person = actor("secretariat.1")
    points = _case(plan).points
    found = statements(lambda: case_of(plan, person, TODAY, unread))
    assert len(found) == (4 if points else 3), "nobody asks for points where there are none"


def test_under_the_lock_points_are_asked_for_in_any_case() -> None:
    writing()
    person = actor("secretariat.1")
    assert _case(PATTANI).points == ()
    assert len(statements(lambda: case_of(PATTANI, person, TODAY, unread, lock=True))) == 4


def test_an_unread_text_is_not_there() -> None:
    assert _case(PATTANI, unread).text is None


def test_a_read_text_has_its_sections_and_versions() -> None:
    text = _case(SAMUT_SONGKHRAM, read_and_judged_where_moves_ask).text
    assert text is not None
    assert text.sections["summary"] == body(SAMUT_SONGKHRAM, "summary")
    assert set(text.versions.values()) == {2}
    assert not text.findings.errors


def test_a_judged_text_gives_its_faults_to_the_rules() -> None:
    facts = _case(PATTANI, judged_where_moves_ask).facts
    assert {reason.rule for reason in facts.errors} == {"area", "needs", "monitoring"}
    assert "forum_minutes" not in {reason.code for reason in facts.warnings}
    assert facts.warnings


def test_a_returned_text_is_compared_with_the_one_returned() -> None:
    assert not _case(NAN, judged_where_moves_ask).facts.material
    projects = body(NAN, "projects")["projects"]
    projects[0]["budget"] *= 2
    save("drafter.55", NAN, "projects", projects=projects)
    assert _case(NAN, judged_where_moves_ask).facts.material


@pytest.mark.parametrize(
    ("stage", "depth"),
    [("draft", Depth.JUDGED), ("returned", Depth.JUDGED), ("clinic_review", Depth.UNREAD)],
)
def test_a_text_is_judged_where_a_move_asks(stage: str, depth: Depth) -> None:
    assert judged_where_moves_ask(PROCEDURE, stage) is depth


@pytest.mark.parametrize(
    ("move", "depth"),
    [("submit", Depth.JUDGED), ("resubmit", Depth.JUDGED), ("endorse", Depth.UNREAD)]
    + [("withdraw", Depth.UNREAD), ("nothing", Depth.UNREAD)],
)
def test_a_text_is_judged_for_the_moves_that_ask(move: str, depth: Depth) -> None:
    assert judged_for(move)(PROCEDURE, "draft") is depth


def test_the_province_has_its_name() -> None:
    assert _case(NAN).province == Words("น่าน", "Nan")


def test_holders_are_known_by_post() -> None:
    facts = _case(NAKHON).facts
    assert facts.holders["pcso"] == {person_id("pcso.80")}
    assert facts.holders["clinic_rep"] == {person_id("clinic.80")}


def test_a_vacant_post_has_no_holders() -> None:
    end("pcso.80")
    assert "pcso" not in _case(NAKHON).facts.holders


def test_authors_who_hold_a_post_here_are_known() -> None:
    assert _case(NAN).facts.authors == {person_id("drafter.55")}


def test_acts_are_known_with_who_and_where() -> None:
    facts = _case(NAN).facts
    assert [(a.act, a.post, a.stage, a.to) for a in facts.acts] == [
        ("create", "drafter", "", "draft"),
        ("submit", "drafter", "draft", "clinic_review"),
        ("recommend", "clinic_rep", "clinic_review", "pcso_endorsement"),
        ("pcso_return", "pcso", "pcso_endorsement", "returned"),
    ]
    assert facts.submitter == person_id("acting.55")


@pytest.mark.parametrize(("province", "plan"), [("55", NAN), ("94", PATTANI)])
def test_a_represented_province_is_known(province: str, plan: int) -> None:
    assert _case(plan).facts.represented
    assert _case(plan).plan.institution == f"INST-{'95' if province == '94' else province}"


def test_an_unrepresented_province_is_known() -> None:
    years_later = dt.datetime(2028, 10, 1, 3, tzinfo=dt.UTC)
    case = case_of(NAN, actor("secretariat.1"), years_later, unread)
    assert case is not None
    assert not case.facts.represented


def test_who_is_appointed_goes_before_who_takes_care() -> None:
    rows = [{"province_code": "94", "institution_code": "INST-96", "status": "appointed"}]
    institution = {"code": "INST-96", "province_code": "96", "name_th": "ก", "name_en": "K"}
    import_reference(
        {
            "institution": [{**institution, "clinic_th": "ก"}],
            "representation": [{**rows[0], "order_no": "1", "since": TODAY.date()}],
        }
    )
    assert _case(PATTANI).plan.institution == "INST-96"


def test_a_point_made_since_the_last_act_is_known() -> None:
    assert not _case(SAMUT_SONGKHRAM).facts.written_since_submit
    _write_a_point(TODAY)
    assert _case(SAMUT_SONGKHRAM).facts.written_since_submit


def test_a_tick_since_the_last_act_is_known() -> None:
    act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", RETURNED)
    later = TODAY + dt.timedelta(hours=1)
    act("drafter.75", SAMUT_SONGKHRAM, "resubmit", answers(SAMUT_SONGKHRAM), later)
    assert not _case(SAMUT_SONGKHRAM).facts.written_since_submit
    by_hand(sa.update(Point).values(ticked_at=later + dt.timedelta(hours=1)))
    assert _case(SAMUT_SONGKHRAM).facts.written_since_submit


def test_points_are_answered_since_the_last_return_or_not_at_all() -> None:
    act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", RETURNED)
    assert [p.answered for p in _case(SAMUT_SONGKHRAM).facts.points] == [False]
    hours = [TODAY + dt.timedelta(hours=n) for n in (1, 2)]
    act("drafter.75", SAMUT_SONGKHRAM, "resubmit", answers(SAMUT_SONGKHRAM), hours[0])
    assert [p.answered for p in _case(SAMUT_SONGKHRAM).facts.points] == [True]
    act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", RETURNED, hours[1])
    assert [p.answered for p in _case(SAMUT_SONGKHRAM).facts.points] == [False, False]


def test_points_keep_every_reply_in_order() -> None:
    act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", RETURNED)
    for hour in (1, 3):
        at = TODAY + dt.timedelta(hours=hour)
        act("drafter.75", SAMUT_SONGKHRAM, "resubmit", answers(SAMUT_SONGKHRAM), at)
        again = at + dt.timedelta(hours=1)
        act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", RETURNED, again)
    replies = [[reply.made_at.hour for reply in p.replies] for p in _case(SAMUT_SONGKHRAM).points]
    assert replies == [[4, 6], [6], []]


def test_a_plan_before_the_committee_needs_no_text() -> None:
    assert _case(ROI_ET, judged_where_moves_ask).text is None


def test_delegates_are_known_with_the_moves_that_their_orders_name() -> None:
    assert _case(NAKHON).facts.delegates == {}
    also("observer.1", "pcso", "80", capacity="delegated", moves=("pcso_return",))
    assert _case(NAKHON).facts.delegates == {
        "pcso": {person_id("observer.1"): frozenset({"pcso_return"})}
    }


def test_who_holds_a_post_is_no_delegate_for_having_an_order_as_well() -> None:
    also("pcso.75", "pcso", "80", capacity="delegated", moves=("pcso_return",), until=TODAY.date())
    by_hand(sa.update(Appointment).where(Appointment.post == "pcso").values(capacity="own"))
    assert _case(NAKHON).facts.delegates == {}


def _case(plan: int, how_deep: HowDeep = unread) -> Case:
    db.session.rollback()
    case = case_of(plan, actor("secretariat.1"), TODAY, how_deep)
    assert case is not None
    return case


def _write_a_point(at: dt.datetime) -> None:
    values = {"plan_id": SAMUT_SONGKHRAM, "no": 1, "section": "needs", "field": "needs"}
    values |= {"blocking": False, "text": "?", "stage": "clinic_review", "revision": 1}
    values |= {"made_by": person_id("clinic.75"), "made_at": at}
    by_hand(sa.insert(Point).values(**values))
