"""Points, ticks and comments outside the moves: kept once, by those they belong to, and bound."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import (
    NAKHON,
    NAN,
    POINT,
    RECOMMENDED,
    RETURNED,
    SAMUT_SONGKHRAM,
    act,
    actor,
    acts,
    also,
    answers,
    asked,
    codes,
    count,
    operation,
    row,
)
from tests.services.speaking import (
    ADVICE,
    LATER,
    NOWHERE,
    made,
    make,
    points,
    say,
    tick,
    ticked,
)
from workflow.extensions import db
from workflow.facts.plan_facts import case_of, unread
from workflow.models import Comment, Entry, Point
from workflow.queries.comments import comments_of
from workflow.services.comment_plan import NewComment, comment_plan
from workflow.services.decide import decide
from workflow.services.make_point import make_point
from workflow.services.tick_point import tick_point
from workflow.services.write_points import case_digest, standing
from workflow.states.facts import Given
from workflow.states.refusals import NotFound

pytestmark = pytest.mark.both


def test_a_point_of_the_review_is_a_row_and_no_entry() -> None:
    before = row(SAMUT_SONGKHRAM).version, acts(SAMUT_SONGKHRAM)
    assert [make(), make(ADVICE)] == [1, 2]
    assert [(p.no, p.blocking, p.stage) for p in points()] == [
        (1, True, "clinic_review"),
        (2, False, "clinic_review"),
    ]
    assert (row(SAMUT_SONGKHRAM).version, acts(SAMUT_SONGKHRAM)) == before


def test_once_one_is_made_the_plan_is_not_recalled() -> None:
    make(ADVICE)
    recall = asked(SAMUT_SONGKHRAM, "recall")
    assert codes(decide, recall, actor("drafter.75"), TODAY) == ["review_begun"]


def test_the_return_carries_it() -> None:
    make()
    act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", Given(reason="ขอให้แก้ไข"))
    assert row(SAMUT_SONGKHRAM).stage == "returned"
    assert [p.facts.answered for p in points()] == [False]
    moved = act("drafter.75", SAMUT_SONGKHRAM, "resubmit", answers(SAMUT_SONGKHRAM), LATER)
    assert moved.stage == "clinic_review"


def test_a_blocking_one_stands_in_the_way_of_recommending() -> None:
    make()
    recommend = asked(SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    assert codes(decide, recommend, actor("clinic.75"), LATER) == ["points_open"]
    tick()
    assert act("clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED, LATER)


def test_the_same_form_twice_is_one_point() -> None:
    once = made()
    assert [make_point(once, actor("clinic.75"), TODAY) for _ in range(2)] == [1, 1]
    assert count(Point, Point.plan_id == SAMUT_SONGKHRAM) == 1


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"version": 1}, ["stale"]),
        ({"operation_id": "x"}, ["operation_missing"]),
        ({"point": replace(POINT, text="")}, ["ask_empty"]),
        ({"point": replace(POINT, text="ก" * 2001)}, ["ask_long"]),
        ({"point": NOWHERE}, ["point_place_unknown"]),
    ],
)
def test_a_point_that_cannot_be_kept_is_refused(
    changed: dict[str, Any], expected: list[str]
) -> None:
    assert codes(make_point, made(**changed), actor("clinic.75"), TODAY) == expected
    assert points() == ()


def test_other_words_under_the_same_operation_are_refused() -> None:
    once = made()
    make_point(once, actor("clinic.75"), TODAY)
    other = replace(once, point=ADVICE)
    assert codes(make_point, other, actor("clinic.75"), TODAY) == ["operation_reused"]


@pytest.mark.parametrize("username", ["drafter.75", "pcso.75", "office.75", "secretariat.1"])
def test_only_the_reviewer_makes_points(username: str) -> None:
    assert codes(make_point, made(), actor(username), TODAY)[0] == "not_your_post"


def test_nobody_makes_points_while_the_plan_is_returned() -> None:
    wanted = made(plan_id=NAN, version=row(NAN).version)
    assert codes(make_point, wanted, actor("drafter.55"), TODAY) == ["no_review_here"]


def test_who_does_not_see_the_plan_finds_nothing_there() -> None:
    for call in (
        lambda: make(username="clinic.55"),
        lambda: tick(username="clinic.55"),
        lambda: say("ขอถาม", "office.45"),
        lambda: say("ขอถาม", point=9),
    ):
        with pytest.raises(NotFound):
            call()


def test_a_point_is_settled_and_opened_again_with_all_of_it_told() -> None:
    make()
    tick(text="แก้แล้ว")
    assert points()[0].ticked_at == LATER
    tick(settled=False, text="ยังไม่ครบ")
    (point,) = points()
    assert point.ticked_at is None
    assert [(s.kind, s.text, s.post) for s in point.remarks] == [
        ("tick", "แก้แล้ว", "clinic_rep"),
        ("reopen", "ยังไม่ครบ", "clinic_rep"),
    ]


def test_settling_what_is_settled_changes_nothing() -> None:
    make()
    once = ticked()
    tick_point(once, actor("clinic.75"), LATER)
    tick_point(once, actor("clinic.75"), LATER)
    tick()
    assert count(Comment, Comment.kind == "tick") == 1


def test_a_tick_on_a_plan_that_moved_on_is_stale() -> None:
    make()
    before = ticked()
    act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", Given(reason="ขอให้แก้ไข"))
    found = codes(tick_point, before, actor("clinic.75"), LATER)
    assert found == ["stale", "no_review_here"]


def test_a_tick_may_not_be_a_novel() -> None:
    make()
    assert codes(tick_point, ticked(text="ก" * 2001), actor("clinic.75"), LATER) == ["ask_long"]


def test_opening_a_point_again_is_writing_too() -> None:
    make()
    act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", Given(reason="ขอให้แก้ไข"))
    given = answers(SAMUT_SONGKHRAM)
    act("drafter.75", SAMUT_SONGKHRAM, "resubmit", given, TODAY + dt.timedelta(minutes=5))
    tick()
    tick(settled=False)
    recall = asked(SAMUT_SONGKHRAM, "recall")
    assert codes(decide, recall, actor("drafter.75"), LATER) == ["review_begun"]


@pytest.mark.parametrize(
    ("username", "begun"), [("office.75", False), ("drafter.75", False), ("clinic.75", True)]
)
def test_only_a_remark_of_the_reviewer_begins_the_review(username: str, begun: bool) -> None:
    act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", RETURNED)
    later = TODAY + dt.timedelta(minutes=5)
    act("drafter.75", SAMUT_SONGKHRAM, "resubmit", answers(SAMUT_SONGKHRAM), later)
    new = NewComment(plan_id=SAMUT_SONGKHRAM, text="รับทราบ", operation_id=operation(), point=1)
    comment_plan(new, actor(username), LATER)
    case = case_of(SAMUT_SONGKHRAM, actor(username), LATER, unread)
    assert case is not None
    assert case.facts.written_since_submit is begun


@pytest.mark.parametrize(
    ("username", "post"),
    [
        ("drafter.75", "drafter"),
        ("clinic.75", "clinic_rep"),
        ("pcso.75", "pcso"),
        ("office.75", "provincial_office"),
        ("secretariat.1", "secretariat"),
    ],
)
def test_everybody_who_works_on_it_comments_on_a_point(username: str, post: str) -> None:
    make()
    say("ขอข้อมูลเพิ่ม", username, point=1)
    (line,) = points()[0].thread
    assert (line.kind, line.text, line.post) == ("comment", "ขอข้อมูลเพิ่ม", post)
    assert line.name.th == actor(username).name_th


def test_a_comment_on_the_plan_stands_apart_from_its_points() -> None:
    make()
    say("จังหวัดพร้อมสนับสนุน")
    (comment,) = comments_of(SAMUT_SONGKHRAM)
    assert (comment.text, comment.post, comment.capacity) == (
        "จังหวัดพร้อมสนับสนุน",
        "provincial_office",
        "own",
    )
    assert points()[0].thread == ()


def test_the_same_comment_twice_is_one() -> None:
    new = NewComment(plan_id=SAMUT_SONGKHRAM, text="รับทราบ", operation_id=operation())
    for _ in range(2):
        comment_plan(new, actor("office.75"), TODAY)
    assert len(comments_of(SAMUT_SONGKHRAM)) == 1
    other = replace(new, text="ไม่ใช่")
    assert codes(comment_plan, other, actor("office.75"), TODAY) == ["operation_reused"]


def test_who_only_reads_does_not_comment() -> None:
    assert codes(say, "ขอถาม", "auditor.1") == ["may_not_comment"]


def test_nothing_said_is_no_comment() -> None:
    assert codes(say, "") == ["ask_empty"]


def test_a_plan_that_ended_takes_no_more() -> None:
    act("drafter.75", SAMUT_SONGKHRAM, "withdraw", Given(reason="จัดทำใหม่"))
    assert codes(say, "ขอถาม") == ["comments_closed"]


def test_who_stands_in_comments_in_that_capacity() -> None:
    also("drafter.95", "pcso", capacity="acting", vacant=True, order_no="7/2570")
    say("ขอถาม", "drafter.95")
    (comment,) = comments_of(SAMUT_SONGKHRAM)
    assert (comment.post, comment.capacity, comment.order_no) == ("pcso", "acting", "7/2570")


def test_what_was_said_of_a_point_is_bound_by_the_next_act() -> None:
    make(ADVICE)
    without = case_digest(standing(points()))
    say("ข้อมูลปี 2568", point=1)
    act("clinic.75", SAMUT_SONGKHRAM, "clinic_return", Given(reason="ขอให้แก้ไข"))
    assert _case_digest() == case_digest(standing(points())) != without


def test_a_comment_blocks_nothing() -> None:
    say("ควรรอ", "pcso.80", plan_id=NAKHON)
    assert act("pcso.80", NAKHON, "endorse").stage == "committee_approval"


def _case_digest() -> str:
    query = sa.select(Entry.case_digest).where(Entry.subject == f"plan:{SAMUT_SONGKHRAM}")
    return str(db.session.scalars(query.order_by(Entry.n.desc())).first())
