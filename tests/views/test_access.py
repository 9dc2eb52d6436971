"""Every route x method x person x own and other plans, against the published policy.

What a person may is worked out here anew: from `policy.READS` and `policy.ACTIONS`, the posts of
the demo and the table of moves, not from what the product computes.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests.conftest import TODAY, SignInAs
from tests.page import Page
from tests.services.acting import SAMUT_SONGKHRAM, person_id
from tests.views.deeds import inside
from workflow.demo.people import PRINCIPALS
from workflow.extensions import db, writing
from workflow.models import Appointment, Entry, Invitation, Person, Plan, Representation
from workflow.states.policy import ACTIONS, READS, Scope
from workflow.states.procedure import Move, default_text, parse

pytestmark = pytest.mark.untraced
"""It goes everywhere: what it reaches is not tested by that, and tracing it takes long."""

TAKEN = ("GET", "HEAD", "OPTIONS", "POST")
METHODS = (*TAKEN, "PUT", "PATCH", "DELETE")
NO_POSTS = "office.80"
"""Somebody of the demo whose appointments the tests end."""
OF_A_PLAN = (
    *("", "/timeline", "/points", "/revisions", "/revisions/1", "/text/general", "/brief"),
    *("/files", f"/files/{'0' * 64}", "/papers", "/people", "/papers/1/file", "/print"),
    *("/revisions/1/print", "/budget", "/revisions/1/budget"),
    *("/amend", "/reopen", "/amendment-kind", "/in-force/changes", "/in-force/changes/general"),
    *("/revisions/1/changes/2", "/revisions/1/changes/now", "/revisions/1/changes/now/general"),
)
EVERYBODY = [*PRINCIPALS, NO_POSTS]
PROCEDURE = parse(default_text())
FILLED = {
    "name": "recommend",
    "key": "general",
    "row": "none",
    "no": 1,
    "notice_id": 1,
    "meeting_id": 1,
    "n": 1,
    "act": "close",
    "person_id": 1,
    "passkey_id": 1,
    "view_id": 1,
    "version": 1,
    "older": 1,
    "later": 2,
    "digest": "0" * 64,
}
"""What stands in the other parts of an address."""


@pytest.fixture(autouse=True)
def world(app: Flask) -> None:
    """The demo, with an invited agency and a person who lost every post."""
    inside(app, _prepare)


@pytest.mark.parametrize("username", EVERYBODY)
def test_every_route_answers_a_person_as_the_policy_says(
    app: Flask, sign_in_as: SignInAs, username: str
) -> None:
    client, posts = sign_in_as(username).client, inside(app, _posts, username)
    plans = inside(app, _plans)
    own = next((p for p in plans if _may_read(posts, p)), plans[0])
    other = next((p for p in plans if not _may_read(posts, p)), plans[0])
    wrong = []
    for rule, method, plan in _requests(app, (own, other)):
        code = client.open(_address(rule, plan), method=method).status_code
        if code not in _expected(app, rule, method, (posts, plan)):
            wrong.append((method, _address(rule, plan), code))
    assert not wrong


@pytest.mark.parametrize("username", EVERYBODY)
def test_every_move_answers_a_person_as_the_procedure_says(
    app: Flask, sign_in_as: SignInAs, username: str
) -> None:
    client, posts = sign_in_as(username).client, inside(app, _posts, username)
    me, wrong = inside(app, person_id, username), []
    for plan in inside(app, _plans):
        for move in (*PROCEDURE.moves_from(plan.stage), PROCEDURE.move["supersede"]):
            address = f"/plans/{plan.id}/moves/{move.name}"
            code = client.get(address).status_code
            if code != _of_a_move(move, plan, posts, me):
                wrong.append((address, code, _of_a_move(move, plan, posts, me)))
    assert not wrong


@pytest.mark.parametrize("username", EVERYBODY)
def test_a_person_reads_just_the_plans_of_their_scope(
    app: Flask, sign_in_as: SignInAs, username: str
) -> None:
    client, posts = sign_in_as(username).client, inside(app, _posts, username)
    plans = inside(app, _plans)
    codes = {p.id: client.get(f"/plans/{p.id}/timeline").status_code for p in plans}
    assert codes == {p.id: 200 if _may_read(posts, p) else 404 for p in plans}


def test_nobody_gets_anywhere_but_the_open_pages(app: Flask, client: FlaskClient) -> None:
    _asks_to_sign_in(app, client)


def test_a_disabled_person_with_a_live_session_is_nobody(app: Flask, sign_in_as: SignInAs) -> None:
    client = sign_in_as("secretariat.1").client
    inside(app, _disable, "secretariat.1")
    _asks_to_sign_in(app, client)


def test_a_post_that_ends_binds_at_the_next_request(app: Flask, sign_in_as: SignInAs) -> None:
    pcso = sign_in_as("pcso.75")
    assert pcso.get("/plans/4").code == 200
    inside(app, _end_posts, "pcso.75")
    assert pcso.get("/plans/4").code == 404
    assert "วันนี้ท่านไม่มีตำแหน่งในระบบ" in pcso.get("/inbox").text()


def test_a_plan_elsewhere_and_no_plan_at_all_read_alike(sign_in_as: SignInAs) -> None:
    person = sign_in_as("pcso.45")
    for below in OF_A_PLAN:
        theirs, nothing = person.get(f"/plans/4{below}"), person.get(f"/plans/4000{below}")
        assert (theirs.code, nothing.code) == (404, 404)
        assert _as_read(theirs) == _as_read(nothing)


@pytest.mark.parametrize(
    "odd", ["0", "-1", "00004", "1.0", "๔", "²", "2147483648", "9" * 30, "9" * 5000, "4%00", "x"]
)
def test_an_odd_id_is_not_there(sign_in_as: SignInAs, odd: str) -> None:
    client = sign_in_as("secretariat.1").client
    assert client.get(f"/plans/{odd}").status_code == 404
    assert client.get(f"/plans/4/revisions/{odd}").status_code == 404


def _requests(app: Flask, plans: tuple[Any, ...]) -> Iterator[tuple[Rule, str, Any]]:
    for rule in app.url_map.iter_rules():
        for plan in plans if "plan_id" in rule.arguments else plans[:1]:
            yield from ((rule, method, plan) for method in METHODS)


def _address(rule: Rule, plan: Any) -> str:
    built = rule.build({**{k: FILLED.get(k, "x") for k in rule.arguments}, "plan_id": plan.id})
    assert built is not None
    return built[1]


def _expected(app: Flask, rule: Rule, method: str, who: tuple[list[Any], Any]) -> set[int]:
    """Codes that the policy leaves room for; a write without a token gets no further than 400."""
    posts, plan = who
    if method not in (rule.methods or ()):
        return {405}
    if method == "OPTIONS":
        return {200}
    if method == "POST":
        return {400}
    action = app.view_functions[rule.endpoint].__dict__["action"]
    if action and ACTIONS[action].plan:
        return {200, 403, 404, 409} if _may_read(*who) else {404}
    wanted = ACTIONS[action].posts if action else None
    if wanted is not None and not wanted.intersection(post for post, _ in who[0]):
        return {403}
    if action == "item.certify":
        return {409}
    return {200, 303} if not rule.arguments and rule.endpoint != "health.readyz" else {200, 404}


def _asks_to_sign_in(app: Flask, client: FlaskClient) -> None:
    plan = inside(app, _plans)[0]
    for rule, method, _ in _requests(app, (plan,)):
        code = client.open(_address(rule, plan), method=method).status_code
        is_open = app.view_functions[rule.endpoint].__dict__["action"] is None
        if method not in TAKEN:
            assert code == 405
        elif not (is_open and method in (rule.methods or ())):
            assert code == (303 if method != "POST" else 401)
        else:
            assert code in (200, 400, 404)


def _may_read(posts: list[Any], plan: Any) -> bool:
    return any(_reads(post, province, plan) for post, province in posts)


def _reads(post: str, province: str | None, plan: Any) -> bool:
    here = province == plan.province_code
    by_scope = {
        Scope.ALL: True,
        Scope.PROVINCE: here,
        Scope.SUBMITTED: here and plan.revision > 0,
        Scope.COMMITTEE: plan.before_committee,
        Scope.INVITED: plan.id == SAMUT_SONGKHRAM,
    }
    return post in READS and by_scope[READS[post]]


def _of_a_move(move: Move, plan: Any, posts: list[Any], me: int) -> int:
    if not _may_read(posts, plan):
        return 404
    if plan.stage not in move.source:
        return 409
    if move.by == ("submitter",):
        return 200 if me == plan.submitter else 403
    provincial = [post for post, province in posts if province == plan.province_code]
    national = [post for post, province in posts if province is None]
    return 200 if set(move.by) & {*provincial, *national} else 403


def _as_read(page: Page) -> str:
    """A page but for what every page has of its own: tokens, and the way back to itself."""
    for field in page.all("[name=csrf_token], [name=back]"):
        field.remove()
    return str(page.root)


def _prepare() -> None:
    writing()
    row = {"plan_id": SAMUT_SONGKHRAM, "person_id": person_id("observer.1"), "invited_at": TODAY}
    db.session.execute(sa.insert(Invitation.__table__), row)  # type: ignore[arg-type]  # a Table
    db.session.commit()
    _end_posts(NO_POSTS)


def _end_posts(username: str) -> None:
    writing()
    mine = Appointment.person_id == person_id(username)
    yesterday = dt.date(2026, 11, 23)
    db.session.execute(sa.update(Appointment).where(mine).values(until=yesterday))
    db.session.commit()


def _disable(username: str) -> None:
    writing()
    mine = Person.username == username
    db.session.execute(sa.update(Person).where(mine).values(disabled_at=TODAY))
    db.session.commit()


def _plans() -> list[Any]:
    submitter = (
        sa.select(Person.id)
        .join(Entry, Entry.actor == Person.ref)
        .where(Entry.act == "submit", Entry.subject == "plan:" + sa.cast(Plan.id, sa.String))
        .scalar_subquery()
    )
    columns = (Plan.id, Plan.stage, Plan.province_code, Plan.revision, Plan.before_committee)
    query = sa.select(*columns, submitter.label("submitter")).order_by(Plan.id)
    return list(db.session.execute(query))


def _posts(username: str) -> list[tuple[str, str | None]]:
    """Posts held today, and those of a clinic also in the provinces in its care."""
    today = dt.date(2026, 11, 24)
    mine = sa.select(Appointment).where(
        Appointment.person_id == person_id(username),
        sa.or_(Appointment.until.is_(None), Appointment.until >= today),
    )
    held = list(db.session.scalars(mine))
    care = sa.select(Representation.institution_code, Representation.province_code).where(
        Representation.status == "caretaker",
        sa.or_(Representation.until.is_(None), Representation.until >= today),
    )
    cared = [
        (a.post, province)
        for institution, province in db.session.execute(care)
        for a in held
        if a.institution_code == institution and a.post in ("drafter", "clinic_rep")
    ]
    return [*((a.post, a.province_code) for a in held), *cared]
