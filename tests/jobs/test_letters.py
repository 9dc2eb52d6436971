"""What messages tell: everything that is needed to write a batch, in one query."""

import pytest
import sqlalchemy as sa

from tests.jobs.owing import change, ids, row
from tests.services.acting import statements
from workflow.extensions import db
from workflow.models import Entry, Person
from workflow.queries.letters import letters_of

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
    assert (letter.words and letter.words.name, letter.post) == ("submit", "drafter")
    assert letter.body["due"] == "2026-10-02"
    assert letter.operation_id


def test_a_batch_costs_one_query() -> None:
    letters_of(ids()[:1])
    db.session.rollback()
    assert len(statements(lambda: letters_of(ids()))) == 1 + len(statements(ids))


def test_words_of_what_is_no_move_come_from_our_events() -> None:
    first, *_ = ids()
    change(first, kind="overdue")
    words = letters_of([first])[first].words
    assert words is not None
    assert words.title.en == "Overdue"


def test_a_kind_without_words_is_still_loaded() -> None:
    first, *_ = ids()
    change(first, kind="of_another_version")
    assert letters_of([first])[first].words is None


def test_a_message_may_be_about_no_plan() -> None:
    first, *_ = ids()
    change(first, kind="password_reset", entry_id=account_entry(), plan_id=None)
    letter = letters_of([first])[first]
    assert letter.about.plan_id is None
    assert letter.words is not None
    assert letter.words.title.en == "Password reset"
