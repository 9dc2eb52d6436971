"""Entries: each is chained behind the one before it, with its text beside it."""

import datetime as dt
import json
from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import SAMUT_SONGKHRAM, actor, apart, count, person_id
from workflow.canonical import canonical_json
from workflow.extensions import db, ledger_keys, writing
from workflow.ledger.chain import START, body_digest
from workflow.ledger.verify import verify
from workflow.models import Entry, EntryBody
from workflow.queries.chains import chained, heads, plan_versions
from workflow.services.append_entry import SYSTEM, Act, append_entry
from workflow.services.record import record
from workflow.states.facts import Holding

pytestmark = pytest.mark.both

ACT = Act(subject="test:1", at=TODAY, actor=None, holding=SYSTEM, act="tried")


def test_the_first_entry_of_a_subject_stands_behind_nothing() -> None:
    entry = db.session.get_one(Entry, _append(ACT, (0, START)))
    assert (entry.n, entry.prev, entry.post, entry.capacity) == (1, START, "system", "system")


def test_the_next_entry_carries_the_hash_of_the_one_before() -> None:
    first = db.session.get_one(Entry, _append(ACT, (0, START)))
    second = db.session.get_one(Entry, _append(ACT, (1, first.hash)))
    assert (second.n, second.prev) == (2, first.hash)


def test_the_text_is_salted_and_stands_beside_the_entry() -> None:
    body = db.session.get_one(EntryBody, _append(ACT, (0, START), {"ข": "ก", "a": 1}))
    assert body.text == canonical_json({"a": 1, "ข": "ก"})
    assert db.session.get_one(Entry, body.entry_id).body_digest == body_digest(body.salt, body.text)


def test_equal_texts_have_unequal_digests() -> None:
    ids = [_append(replace(ACT, subject=f"test:{n}"), (0, START)) for n in (1, 2)]
    digests = {db.session.get_one(Entry, entry_id).body_digest for entry_id in ids}
    assert len(digests) == 2


@pytest.mark.parametrize("micros", [0, 1, 999_999])
def test_an_entry_reads_back_as_it_was_sealed(micros: int) -> None:
    bangkok = dt.timezone(dt.timedelta(hours=7))
    at = dt.datetime(2026, 11, 24, 1, 2, 3, micros, tzinfo=bangkok)
    holding = Holding("pcso", "75", capacity="acting", order_no="คำสั่งที่ ๑/๒๕๖๙ ก\u0e33")
    _append(replace(ACT, at=at, holding=holding, actor="p-1", version=7), (0, START))
    assert list(verify(ledger_keys().chain, chained("test:1"), {})) == []


def test_every_entry_of_the_demo_verifies() -> None:
    found: dict[str, tuple[int, str]] = {}
    assert list(verify(ledger_keys().chain, chained(), found)) == []
    assert found == heads()


def test_a_plan_s_version_is_the_length_of_its_chain() -> None:
    lengths = {subject: n for subject, (n, _) in heads().items()}
    assert plan_versions().items() <= lengths.items()
    assert plan_versions()[f"plan:{SAMUT_SONGKHRAM}"] == 2


def test_an_account_s_acts_are_one_chain() -> None:
    for act in ("proved", "signed_out"):
        writing()
        record(person_id("pcso.75"), act, TODAY, {"address": "192.0.2.1"})
        db.session.commit()
    subject = f"account:{actor('pcso.75').ref}"
    rows = db.session.scalars(sa.select(Entry).where(Entry.subject == subject).order_by(Entry.n))
    entries = list(rows)
    assert [entry.n for entry in entries] == list(range(1, len(entries) + 1))
    assert [entry.act for entry in entries][-2:] == ["proved", "signed_out"]
    assert [entry.prev for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]


def test_what_is_recorded_can_be_read_back() -> None:
    writing()
    entry_id = record(person_id("pcso.75"), "proved", TODAY, {"address": "192.0.2.1"})
    db.session.commit()
    text = db.session.get_one(EntryBody, entry_id).text
    assert json.loads(text) == {"address": "192.0.2.1"}


def test_what_the_caller_gives_up_is_not_recorded() -> None:
    before = apart(lambda: count(Entry))
    writing()
    record(person_id("pcso.75"), "proved", TODAY, {})
    db.session.rollback()
    assert count(Entry) == before


def _append(act: Act, last: tuple[int, str], body: dict[str, object] | None = None) -> int:
    writing()
    entry_id = append_entry(act, last, body or {})
    db.session.commit()
    return entry_id
