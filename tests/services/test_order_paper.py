"""Ordering papers: once each, of what the record says, by whoever may read the plan."""

import re
import threading
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask, current_app

from tests.services.acting import CHIANG_MAI, NAKHON, PATTANI, act, apart, codes, count
from tests.services.ordering import ENDORSED, change, order, paper
from workflow.extensions import blobs, db
from workflow.models import Entry, Paper
from workflow.services.order_paper import Wanted, new_code
from workflow.states.refusals import NotFound

pytestmark = pytest.mark.both

OF_NAKHON = Wanted(plan_id=NAKHON, revision=1, kind="summary", edition="th")


def test_an_order_is_a_row_that_waits_for_a_worker() -> None:
    row = paper(order())
    assert (row.state, row.attempts, row.digest) == ("ordered", 0, None)
    assert (row.plan_id, row.revision, row.entry) == (CHIANG_MAI, 2, 7)


def test_the_same_paper_is_ordered_once() -> None:
    assert {order(), order(), order(username="auditor.1")} == {order()}
    assert count(Paper) == 1


def test_kinds_editions_and_revisions_are_papers_of_their_own() -> None:
    others = [
        replace(ENDORSED, kind="plan"),
        replace(ENDORSED, edition="en"),
        replace(ENDORSED, edition="th-digits"),
        replace(ENDORSED, revision=1),
    ]
    assert len({order(wanted) for wanted in (ENDORSED, *others)}) == 5


def test_a_paper_of_an_earlier_text_tells_nothing_that_came_later() -> None:
    assert paper(order(replace(ENDORSED, revision=1))).entry == 3


def test_after_a_decision_the_paper_is_another_one() -> None:
    before = order(OF_NAKHON)
    act("pcso.80", NAKHON, "endorse")
    after = order(OF_NAKHON)
    assert before != after
    assert paper(after).entry == paper(before).entry + 1


def test_it_is_no_act_on_the_plan() -> None:
    entries = count(Entry)
    order()
    assert count(Entry) == entries


@pytest.mark.parametrize("state", ["ordered", "making"])
def test_what_waits_is_left_alone(state: str) -> None:
    change(order(), state=state, attempts=2)
    assert paper(order()).attempts == 2


def test_what_failed_is_made_again_with_all_its_tries() -> None:
    change(order(), state="failed", attempts=4, last_error="no space")
    row = paper(order())
    assert (row.state, row.attempts, row.last_error) == ("ordered", 0, None)


def test_what_is_made_stays_made_while_its_file_is_there() -> None:
    change(order(), state="made", digest=blobs().put(b"a paper"))
    assert paper(order()).state == "made"


def test_what_lost_its_file_is_made_again() -> None:
    change(order(), state="made", digest="0" * 64)
    assert paper(order()).state == "ordered"


@pytest.mark.parametrize(("kind", "edition"), [("poster", "th"), ("plan", "fr"), ("", "")])
def test_a_paper_that_there_is_not_is_refused(kind: str, edition: str) -> None:
    assert codes(order, replace(ENDORSED, kind=kind, edition=edition)) == ["paper_unknown"]


@pytest.mark.parametrize(
    ("wanted", "username"),
    [
        (replace(ENDORSED, plan_id=4000), "secretariat.1"),
        (replace(ENDORSED, revision=3), "secretariat.1"),
        (replace(ENDORSED, plan_id=PATTANI, revision=1), "secretariat.1"),
        (ENDORSED, "pcso.80"),
    ],
)
def test_what_is_not_there_or_not_theirs_reads_alike(wanted: Wanted, username: str) -> None:
    with pytest.raises(NotFound):
        order(wanted, username)


def test_two_who_order_at_once_get_the_same_paper(app: Flask) -> None:
    found: list[object] = []
    product = current_app._get_current_object()  # type: ignore[attr-defined]  # a proxy

    def other() -> None:
        with product.app_context():
            found.append(apart(order))

    threads = [threading.Thread(target=other) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1


def test_codes_have_128_bits_and_never_repeat() -> None:
    codes = [new_code() for _ in range(200)]
    assert len(set(codes)) == 200
    assert all(re.fullmatch("[A-Z2-7]{26}", code) for code in codes)


def test_the_database_refuses_a_made_paper_without_a_file() -> None:
    with pytest.raises(sa.exc.IntegrityError):
        change(order(), state="made")
    db.session.rollback()
