"""Agencies are invited to comment until a day; it is no entry of the plan and never blocks."""

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import (
    PATTANI,
    RECOMMENDED,
    SAMUT_SONGKHRAM,
    act,
    actor,
    acts,
    codes,
    count,
    end,
    person_id,
    row,
)
from tests.services.speaking import say
from workflow.extensions import db
from workflow.facts.plan_facts import case_of, unread
from workflow.models import Entry, EntryBody, Invitation, Notice, Outbox
from workflow.queries.comments import comments_of
from workflow.services.end_invitation import end_invitation
from workflow.services.invite_agency import NewInvitation, invite_agency
from workflow.states.refusals import NotFound

pytestmark = pytest.mark.both

UNTIL = dt.date(2026, 12, 4)
AFTER = dt.datetime(2026, 12, 5, 3, tzinfo=dt.UTC)
OWED = (Outbox.kind == "agency_invited",)


def test_an_agency_that_is_invited_reads_the_plan_and_comments() -> None:
    assert not _reads()
    _invite()
    assert _reads()
    say("เห็นด้วยกับโครงการที่ 1", "observer.1")
    assert [line.post for line in comments_of(SAMUT_SONGKHRAM)] == ["observer"]


@pytest.mark.parametrize("username", ["clinic.75", "pcso.75", "secretariat.1"])
def test_those_who_consider_the_plan_invite(username: str) -> None:
    _invite(username)
    assert count(Invitation) == 1


def test_the_agency_is_told_once_in_mail_and_notice() -> None:
    _invite()
    _invite()
    assert (count(Outbox, *OWED), count(Notice, Notice.kind == "agency_invited")) == (1, 1)
    query = sa.select(Outbox.recipient_id, Outbox.plan_id).where(*OWED)
    assert db.session.execute(query).one() == (person_id("observer.1"), SAMUT_SONGKHRAM)


def test_another_last_day_is_told_anew() -> None:
    _invite()
    _invite(until=UNTIL + dt.timedelta(days=7))
    assert (count(Invitation), count(Outbox, *OWED)) == (1, 2)


def test_it_stands_in_the_agency_s_record_and_not_in_the_plan_s() -> None:
    before = row(SAMUT_SONGKHRAM).version, acts(SAMUT_SONGKHRAM)
    _invite("pcso.75")
    assert (row(SAMUT_SONGKHRAM).version, acts(SAMUT_SONGKHRAM)) == before
    actor_ref, text = _recorded("agency_invited")
    assert actor_ref == actor("pcso.75").ref
    assert b'"due":"2026-12-04"' in text
    assert b'"post":"pcso"' in text


def test_it_holds_to_the_end_of_its_last_day() -> None:
    _invite()
    assert _reads(AFTER - dt.timedelta(days=1))
    assert not _reads(AFTER)


def test_what_was_said_stays_when_it_ends() -> None:
    _invite()
    say("เห็นด้วย", "observer.1")
    _end()
    assert not _reads()
    assert len(comments_of(SAMUT_SONGKHRAM)) == 1
    with pytest.raises(NotFound):
        say("อีกข้อหนึ่ง", "observer.1")


def test_ending_twice_is_recorded_once() -> None:
    _invite()
    _end()
    _end()
    assert count(Entry, Entry.act == "agency_invitation_ended") == 1


def test_who_was_uninvited_may_be_invited_again() -> None:
    _invite()
    _end()
    _invite()
    assert _reads()


def test_an_invitation_that_nobody_answers_blocks_nothing() -> None:
    _invite()
    assert act("clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED).stage == "pcso_endorsement"


@pytest.mark.parametrize(
    ("username", "changed", "expected"),
    [
        ("drafter.75", {}, ["may_not_invite"]),
        ("office.75", {}, ["may_not_invite"]),
        ("auditor.1", {}, ["may_not_invite"]),
        ("secretariat.1", {"plan_id": PATTANI}, ["invite_unsubmitted"]),
        ("clinic.75", {"agency_id": 1}, ["not_an_agency"]),
        ("clinic.75", {"until": dt.date(2026, 11, 23)}, ["invite_past"]),
        ("clinic.75", {"until": dt.date(2027, 11, 23)}, ["invite_far"]),
    ],
)
def test_what_cannot_be_is_refused(
    username: str, changed: dict[str, Any], expected: list[str]
) -> None:
    assert codes(invite_agency, _new(**changed), actor(username), TODAY) == expected
    assert count(Invitation) == 0


def test_an_agency_whose_post_has_ended_is_not_invited() -> None:
    end("observer.1")
    assert codes(invite_agency, _new(), actor("clinic.75"), TODAY) == ["not_an_agency"]


@pytest.mark.parametrize("username", ["drafter.75", "observer.1"])
def test_only_who_invites_ends_it(username: str) -> None:
    _invite()
    agency = person_id("observer.1")
    found = codes(end_invitation, SAMUT_SONGKHRAM, agency, actor(username), TODAY)
    assert found == ["may_not_invite"]


def test_nothing_is_ended_that_is_not_there() -> None:
    with pytest.raises(NotFound):
        _end()
    with pytest.raises(NotFound):
        _invite("clinic.55")


def _new(**changed: Any) -> NewInvitation:
    agency = person_id("observer.1")
    plain = {"plan_id": SAMUT_SONGKHRAM, "agency_id": agency, "until": UNTIL}
    return NewInvitation(**{**plain, **changed})


def _invite(username: str = "clinic.75", **changed: Any) -> None:
    invite_agency(_new(**changed), actor(username), TODAY)


def _end(username: str = "pcso.75") -> None:
    end_invitation(SAMUT_SONGKHRAM, person_id("observer.1"), actor(username), TODAY)


def _reads(at: dt.datetime = TODAY) -> bool:
    db.session.rollback()
    return case_of(SAMUT_SONGKHRAM, actor("observer.1", at), at, unread) is not None


def _recorded(act: str) -> tuple[str, bytes]:
    query = sa.select(Entry.actor, EntryBody.text).join(EntryBody).where(Entry.act == act)
    actor_ref, text = db.session.execute(query).one()
    return str(actor_ref), bytes(text)
