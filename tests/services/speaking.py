"""Making points, ticking and commenting in a test, straight at the services."""

import datetime as dt
from dataclasses import replace
from typing import Any

from tests.conftest import TODAY
from tests.services.acting import (
    POINT,
    SAMUT_SONGKHRAM,
    actor,
    operation,
    row,
)
from workflow.extensions import db
from workflow.facts.plan_facts import case_of, unread
from workflow.facts.points import PointRow
from workflow.services.comment_plan import NewComment, comment_plan
from workflow.services.make_point import PointMade, make_point
from workflow.services.tick_point import Tick, tick_point
from workflow.states.facts import NewPoint

LATER = TODAY + dt.timedelta(hours=1)
ADVICE = replace(POINT, blocking=False, text="ควรเพิ่มภาพประกอบ")
NOWHERE = NewPoint("nothing", "nothing", "ไม่มีหมวดนี้")


def made(point: NewPoint = POINT, **changed: Any) -> PointMade:
    plain = PointMade(
        plan_id=SAMUT_SONGKHRAM,
        point=point,
        version=row(SAMUT_SONGKHRAM).version,
        operation_id=operation(),
    )
    return replace(plain, **changed)


def make(point: NewPoint = POINT, username: str = "clinic.75", **changed: Any) -> int:
    return make_point(made(point, **changed), actor(username), TODAY)


def ticked(no: int = 1, **changed: Any) -> Tick:
    plain = Tick(
        plan_id=SAMUT_SONGKHRAM,
        point=no,
        settled=True,
        version=row(SAMUT_SONGKHRAM).version,
        operation_id=operation(),
    )
    return replace(plain, **changed)


def tick(no: int = 1, username: str = "clinic.75", **changed: Any) -> None:
    tick_point(ticked(no, **changed), actor(username), LATER)


def say(
    text: str, username: str = "office.75", point: int | None = None, plan_id: int = SAMUT_SONGKHRAM
) -> None:
    new = NewComment(plan_id=plan_id, text=text, operation_id=operation(), point=point)
    comment_plan(new, actor(username), TODAY)


def points(plan_id: int = SAMUT_SONGKHRAM) -> tuple[PointRow, ...]:
    db.session.rollback()
    case = case_of(plan_id, actor("auditor.1"), LATER, unread)
    assert case is not None
    return case.points
