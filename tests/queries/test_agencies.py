"""Agencies beside a plan, and the plans that an agency is invited to."""

import datetime as dt

import pytest

from tests.conftest import TODAY
from tests.services.acting import SAMUT_SONGKHRAM, actor, end, person_id, statements
from tests.services.speaking import say
from workflow.queries.agencies import Agency, agencies_of, invited_to
from workflow.services.end_invitation import end_invitation
from workflow.services.invite_agency import NewInvitation, invite_agency

pytestmark = pytest.mark.both

UNTIL = dt.date(2026, 12, 4)
AFTER = dt.datetime(2026, 12, 5, 3, tzinfo=dt.UTC)


def test_who_could_be_invited_is_offered_and_is_not_invited() -> None:
    found = _agency()
    assert (found.offered, found.stands, found.invited_at, found.by.th) == (True, False, None, "")


def test_who_is_invited_stands_there_with_what_they_said() -> None:
    _invite()
    say("เห็นด้วย", "observer.1")
    found = _agency()
    assert (found.stands, found.until, found.comments) == (True, UNTIL, 1)
    assert found.by.th == actor("clinic.75").name_th


def test_after_the_last_day_or_the_end_it_stands_no_more() -> None:
    _invite()
    assert not _agency(AFTER).stands
    end_invitation(SAMUT_SONGKHRAM, person_id("observer.1"), actor("pcso.75"), TODAY)
    found = _agency()
    assert (found.stands, found.ended_at) == (False, TODAY)


def test_who_is_no_agency_any_more_stays_on_the_list() -> None:
    _invite()
    end("observer.1")
    found = _agency()
    assert (found.offered, found.stands) == (False, False)


def test_an_agency_finds_what_it_is_invited_to() -> None:
    assert invited_to(actor("observer.1"), TODAY) == ()
    _invite()
    (plan,) = invited_to(actor("observer.1"), TODAY)
    assert (plan.id, plan.until, plan.said) == (SAMUT_SONGKHRAM, UNTIL, 0)
    assert invited_to(actor("observer.1", AFTER), AFTER) == ()
    assert invited_to(actor("secretariat.1"), TODAY) == ()


def test_each_is_one_query() -> None:
    me = actor("observer.1")
    assert len(statements(lambda: agencies_of(SAMUT_SONGKHRAM, TODAY))) == 1
    assert len(statements(lambda: invited_to(me, TODAY))) == 1


def _invite() -> None:
    new = NewInvitation(plan_id=SAMUT_SONGKHRAM, agency_id=person_id("observer.1"), until=UNTIL)
    invite_agency(new, actor("clinic.75"), TODAY)


def _agency(at: dt.datetime = TODAY) -> Agency:
    (found,) = agencies_of(SAMUT_SONGKHRAM, at)
    return found
