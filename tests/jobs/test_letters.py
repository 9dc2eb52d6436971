"""What messages tell: everything that is needed to write a batch, in one query."""

import json

import pytest
import sqlalchemy as sa

from tests.jobs.owing import change, ids, row
from tests.services.acting import statements
from workflow.extensions import db
from workflow.models import Entry, Person
from workflow.queries.letters import About, letters_of, words_of

pytestmark = pytest.mark.both


def account_entry() -> int:
    """An entry that is about an account, not about a plan."""
    query = sa.select(Entry.id).where(Entry.subject.like("account:%")).limit(1)
    return int(db.session.execute(query).scalar_one())


def test_a_message_knows_its_plan_its_act_and_its_reader() -> None:
    letter = letters_of(ids())[ids()[0]]
    recipient = db.session.get_one(Person, row(letter.id).recipient_id)
    assert letter.recipient.email == recipient.email
    assert letter.about.title.th.startswith("แผนพัฒนาจังหวัดเชียงใหม่")
    assert letter.about.province.en == "Chiang Mai"
    assert (letter.kind, letter.post) == ("submit", "drafter")
    assert json.loads(letter.text)["due"] == "2026-10-02"
    assert letter.operation_id


def test_a_batch_costs_one_query() -> None:
    letters_of(ids()[:1])
    db.session.rollback()
    assert len(statements(lambda: letters_of(ids()))) == 1 + len(statements(ids))


def test_words_of_a_move_come_from_the_plans_procedure() -> None:
    words = words_of(letters_of(ids())[ids()[0]])
    assert words is not None
    assert words.title.en == "Submit to clinic representative"


def test_words_of_what_is_no_move_come_from_our_events() -> None:
    first, *_ = ids()
    change(first, kind="overdue")
    words = words_of(letters_of([first])[first])
    assert words is not None
    assert words.title.en == "Overdue"


def test_a_kind_may_have_no_words() -> None:
    first, *_ = ids()
    change(first, kind="of_another_version")
    assert words_of(letters_of([first])[first]) is None


def test_a_message_may_be_about_no_plan() -> None:
    first, *_ = ids()
    change(first, kind="password_reset", entry_id=account_entry(), plan_id=None)
    letter = letters_of([first])[first]
    words = words_of(letter)
    assert letter.about == About()
    assert words is not None
    assert words.title.en == "Password reset"
