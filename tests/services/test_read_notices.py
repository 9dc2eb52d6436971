"""Notices are read by a button, up to the newest that was seen."""

import datetime as dt

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import person_id
from workflow.extensions import db
from workflow.models import Notice
from workflow.queries.notices import notices
from workflow.services.read_notices import read_notices

pytestmark = pytest.mark.both


def test_notices_begin_unread() -> None:
    assert {row.read_at for row in notices(person_id("secretariat.1"))} == {None}


def test_what_was_seen_is_marked_read_and_nothing_newer() -> None:
    newest, *older = notices(person_id("secretariat.1"))
    read_notices(person_id("secretariat.1"), older[0].id, TODAY)
    read = {row.id: row.read_at for row in notices(person_id("secretariat.1"))}
    assert read == {newest.id: None} | {row.id: TODAY for row in older}


def test_only_one_s_own_are_marked() -> None:
    read_notices(person_id("pcso.75"), 999_999, TODAY)
    query = sa.select(Notice.person_id).where(Notice.read_at.is_not(None))
    assert set(db.session.scalars(query)) <= {person_id("pcso.75")}


def test_what_was_read_before_keeps_its_time() -> None:
    newest = notices(person_id("secretariat.1"))[0]
    read_notices(person_id("secretariat.1"), newest.id, TODAY)
    read_notices(person_id("secretariat.1"), newest.id, TODAY + dt.timedelta(days=1))
    assert {row.read_at for row in notices(person_id("secretariat.1"))} == {TODAY}
