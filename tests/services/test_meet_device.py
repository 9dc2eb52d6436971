"""A sign-in from a new browser: its person is told, but not of their first one ever."""

import datetime as dt
from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import by_hand, count, person_id
from tests.services.factors import code, signed, typed, with_passkey, with_totp
from workflow.extensions import db
from workflow.models import Entry, EntryBody, KnownDevice, Notice, Outbox
from workflow.queries.demo import PASSWORD
from workflow.services.check_factor import ENTER
from workflow.services.meet_device import KEPT
from workflow.services.sign_in import Visitor, finish_sign_in, sign_in, sign_in_with_passkey

pytestmark = pytest.mark.both

OLD = Visitor(address="192.0.2.1", agent="a browser", device="one")
NEW = replace(OLD, address="192.0.2.9", agent="another browser", device="two")


def test_the_first_sign_in_ever_makes_no_noise() -> None:
    _signed_in(OLD)
    assert (count(KnownDevice), _mails(), _notices()) == (1, 0, 0)


def test_a_known_browser_makes_no_noise_and_is_seen_again() -> None:
    later = TODAY + dt.timedelta(days=30)
    _signed_in(OLD)
    _signed_in(OLD, later)
    row = db.session.execute(sa.select(KnownDevice.first_seen, KnownDevice.last_seen)).one()
    assert (tuple(row), _mails()) == ((TODAY, later), 0)


def test_a_new_browser_is_told_by_mail_and_in_the_product() -> None:
    for visitor in (OLD, NEW, NEW):
        _signed_in(visitor)
    assert (_mails(), _notices()) == (1, 1)


def test_the_record_names_the_address_and_no_browser() -> None:
    for visitor in (OLD, NEW):
        _signed_in(visitor)
    query = sa.select(EntryBody.text).join(Entry, Entry.id == EntryBody.entry_id)
    text = db.session.execute(query.where(Entry.act == "new_device")).scalar_one()
    assert b"192.0.2.9" in text
    assert b"browser" not in text


def test_another_person_in_the_same_browser_has_a_first_one_too() -> None:
    _signed_in(OLD)
    sign_in("pcso.80", PASSWORD, OLD, TODAY)
    assert (count(KnownDevice), count(Outbox, Outbox.kind == "new_device")) == (2, 0)


def test_a_browser_not_seen_for_long_is_forgotten_and_then_new() -> None:
    for visitor in (OLD, NEW):
        _signed_in(visitor)
    seen = sa.update(KnownDevice).where(KnownDevice.last_seen == TODAY)
    by_hand(seen.values(last_seen=TODAY - KEPT - dt.timedelta(days=1)))
    _signed_in(OLD)
    assert (count(KnownDevice), _mails()) == (1, 1)


def test_half_a_session_meets_no_browser_and_the_whole_one_does() -> None:
    _signed_in(OLD)
    secret = with_totp()
    half = sign_in("pcso.75", PASSWORD, NEW, TODAY)
    assert _mails() == 0
    finish_sign_in(half, typed(code(secret)), NEW, TODAY)
    assert _mails() == 1


def test_a_passkey_alone_meets_a_browser_as_well() -> None:
    _signed_in(OLD)
    sign_in_with_passkey(signed(with_passkey(), ENTER), NEW, TODAY)
    assert _mails() == 1


def _signed_in(visitor: Visitor, at: dt.datetime = TODAY) -> None:
    sign_in("pcso.75", PASSWORD, visitor, at)


def _mails() -> int:
    mine = Outbox.recipient_id == person_id("pcso.75")
    return count(Outbox, mine, Outbox.kind == "new_device")


def _notices() -> int:
    mine = Notice.person_id == person_id("pcso.75")
    return count(Notice, mine, Notice.kind == "new_device")
