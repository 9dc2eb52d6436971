"""One notice is read by its own button."""

import datetime as dt

import pytest

from tests.conftest import TODAY
from tests.services.acting import person_id
from workflow.queries.notices import notices, unread_notices
from workflow.services.read_notice import read_notice
from workflow.states.refusals import NotFound

pytestmark = pytest.mark.both


def test_the_one_is_read_and_no_other() -> None:
    newest, *older = notices(person_id("secretariat.1"))
    read_notice(person_id("secretariat.1"), newest.id, TODAY)
    assert [row.id for row in unread_notices(person_id("secretariat.1"))] == [
        row.id for row in older
    ][:5]


def test_twice_is_harmless_and_keeps_the_first_time() -> None:
    newest = notices(person_id("secretariat.1"))[0]
    for hour in range(2):
        at = TODAY + dt.timedelta(hours=hour)
        read_notice(person_id("secretariat.1"), newest.id, at)
    assert notices(person_id("secretariat.1"))[0].read_at == TODAY


def test_anothers_and_none_at_all_are_not_there() -> None:
    theirs = notices(person_id("secretariat.1"))[0].id
    for number in (theirs, 999_999):
        with pytest.raises(NotFound):
            read_notice(person_id("pcso.75"), number, TODAY)
    assert notices(person_id("secretariat.1"))[0].read_at is None
