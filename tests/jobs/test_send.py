"""A batch goes out: each message by itself, whatever becomes of the others."""

import datetime as dt
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
import time_machine
from sqlalchemy.exc import OperationalError

from tests.conftest import TODAY
from tests.jobs.owing import MINUTE, change, change_recipient, ids, mails, numbers, row, states
from tests.services.acting import person_id
from workflow.channels.email import Folder, NotSent
from workflow.jobs import send
from workflow.jobs.send import send_messages
from workflow.models import Outbox
from workflow.queries.letters import OwedLetter, words_of
from workflow.services.change_account import set_password
from workflow.services.claim_owed import Claim, claim_owed
from workflow.services.links import send_link
from workflow.services.settle_message import TRIES, settle_message
from workflow.states.procedure import Move
from workflow.states.refusals import Busy

pytestmark = pytest.mark.both


class Killed(BaseException):
    """What kill -9 is to a process: nothing after it runs."""


def fails_for(monkeypatch: pytest.MonkeyPatch, message_id: int, fault: BaseException) -> None:
    """Let the mail folder fail for one message."""
    whole = Folder.send

    def send_or_fail(self: Folder, message: EmailMessage) -> None:
        if message["Message-ID"] == f"<outbox-{message_id}@localhost>":
            raise fault
        whole(self, message)

    monkeypatch.setattr(Folder, "send", send_or_fail)


def test_every_message_is_sent_once(mail: Path) -> None:
    send_messages(ids())
    assert set(states(ids())) == {"sent"}
    assert numbers(mail) == ids()


def test_a_job_that_runs_twice_sends_once(mail: Path) -> None:
    send_messages(ids())
    send_messages(ids())
    assert numbers(mail) == ids()


def test_a_job_may_name_what_is_not_there(mail: Path) -> None:
    send_messages([*ids()[:1], 987_654])
    assert numbers(mail) == ids()[:1]


@pytest.mark.parametrize("fault", [NotSent("550 no such box"), ValueError("odd"), KeyError("x")])
def test_one_bad_message_never_fails_its_batch(
    mail: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    first, *others = ids()
    fails_for(monkeypatch, first, fault)
    send_messages(ids())
    assert numbers(mail) == others
    assert (row(first).state, row(first).next_at) == ("owed", TODAY + MINUTE)


def test_a_message_that_always_fails_is_given_up_while_others_go_out(
    mail: Path, monkeypatch: pytest.MonkeyPatch, clock: time_machine.Traveller
) -> None:
    first, *others = ids()
    fails_for(monkeypatch, first, NotSent("550 no such box"))
    for _ in range(TRIES):
        clock.move_to(max(row(first).next_at, TODAY))
        send_messages(ids())
    assert (row(first).state, row(first).attempts) == ("dead", TRIES)
    assert row(first).last_error == "550 no such box"
    assert numbers(mail) == others


def test_a_message_of_a_kind_unknown_by_now_waits_for_its_words(mail: Path) -> None:
    first, *others = ids()
    change(first, kind="of_another_version")
    send_messages(ids())
    assert numbers(mail) == others
    assert row(first).last_error == "could not be written: LookupError: no words for its kind"


def test_what_one_plan_does_to_its_messages_is_not_the_others_fault(
    mail: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *others = ids()

    def words_or_fault(owed: OwedLetter) -> Move | None:
        if owed.id == first:
            raise ZeroDivisionError("a fault")
        return words_of(owed)

    monkeypatch.setattr(send, "words_of", words_or_fault)
    send_messages(ids())
    assert numbers(mail) == others
    assert row(first).last_error == "could not be written: ZeroDivisionError: a fault"


def test_who_is_disabled_gets_no_mail(mail: Path) -> None:
    first, *_ = ids()
    change_recipient(first, disabled_at=TODAY)
    send_messages([first])
    assert (row(first).state, row(first).last_error) == (
        "dead",
        "the recipient's account is disabled",
    )
    assert mails(mail) == []


def test_without_an_address_there_is_nothing_to_try(mail: Path) -> None:
    first, *_ = ids()
    change_recipient(first, email="")
    send_messages([first])
    assert (row(first).state, row(first).last_error) == ("dead", "the recipient has no address")


def test_an_odd_address_is_no_way_to_reach_others(mail: Path) -> None:
    first, *_ = ids()
    change_recipient(first, email="a@example.org, b@example.org")
    send_messages([first])
    assert mails(mail) == []
    assert row(first).last_error == "could not be written: ValueError: the address cannot be used"


def test_what_a_dead_worker_had_not_sent_goes_out_after_its_lease(
    mail: Path, monkeypatch: pytest.MonkeyPatch, clock: time_machine.Traveller
) -> None:
    fails_for(monkeypatch, ids()[5], Killed())
    with pytest.raises(Killed):
        send_messages(ids())
    assert numbers(mail) == ids()[:5]
    monkeypatch.undo()
    clock.shift(31)
    send_messages(ids())
    assert numbers(mail) == ids()


def test_killed_between_sending_and_settling_sends_the_same_message_again(
    mail: Path, monkeypatch: pytest.MonkeyPatch, clock: time_machine.Traveller
) -> None:
    def killed(*_: object) -> None:
        raise Killed

    first, *_ = ids()
    monkeypatch.setattr(send, "settle_message", killed)
    with pytest.raises(Killed):
        send_messages([first])
    monkeypatch.setattr(send, "settle_message", settle_message)
    clock.shift(31)
    send_messages([first])
    one, again = mails(mail)
    assert one.as_bytes() == again.as_bytes()


def test_a_message_that_kills_its_worker_is_given_up(mail: Path) -> None:
    first, *_ = ids()
    change(first, state="leased", lease_until=TODAY - MINUTE, attempts=TRIES)
    send_messages([first])
    assert (row(first).state, row(first).last_error) == ("dead", "its worker died in every try")
    assert mails(mail) == []


def test_a_slow_batch_keeps_its_messages(
    mail: Path, monkeypatch: pytest.MonkeyPatch, clock: time_machine.Traveller
) -> None:
    batch, whole = ids()[:8], Folder.send

    def slow(self: Folder, message: EmailMessage) -> None:
        clock.shift(9)
        assert claim_owed(Outbox, batch, dt.datetime.now(dt.UTC)) == []
        whole(self, message)

    monkeypatch.setattr(Folder, "send", slow)
    send_messages(batch)
    assert states(batch) == ["sent"] * 8


def test_what_another_took_meanwhile_is_left_to_them(
    mail: Path, monkeypatch: pytest.MonkeyPatch, clock: time_machine.Traveller
) -> None:
    whole = Folder.send

    def asleep(self: Folder, message: EmailMessage) -> None:
        whole(self, message)
        clock.shift(31)
        claim_owed(Outbox, ids(), dt.datetime.now(dt.UTC))

    monkeypatch.setattr(Folder, "send", asleep)
    send_messages(ids())
    assert numbers(mail) == ids()[:1]
    assert row(ids()[1]).attempts == 2


@pytest.mark.parametrize(
    ("fault", "times"), [(Busy("locked"), 2), (OperationalError("COMMIT", {}, Exception()), 4)]
)
def test_the_database_may_be_away_when_a_message_is_to_be_settled(
    mail: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception, times: int
) -> None:
    faults = [fault] * times

    def settle(claim: Claim, *rest: object) -> bool:
        if faults:
            raise faults.pop()
        return settle_message(claim, dt.datetime.now(dt.UTC))

    monkeypatch.setattr(send, "settle_message", settle)
    monkeypatch.setattr("time.sleep", lambda pause: None)
    send_messages(ids()[:1])
    assert states(ids()[:1]) == ["sent"]
    assert numbers(mail) == ids()[:1]


def test_an_invitation_leads_to_its_meeting(mail: Path) -> None:
    send_messages(ids())
    texts = [
        one.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # every mail has one
        for one in mails(mail)
        if "5/2569" in one["Subject"] and "Invitation" in one["Subject"]
    ]
    assert len(texts) == 13
    assert all("http://localhost/meetings/2" in text for text in texts)


@pytest.mark.parametrize(
    ("tell", "way"),
    [
        (lambda me: send_link(me, "invitation", None, TODAY), "/set-password/"),
        (lambda me: set_password(me, "ปลาทูแม่กลอง หน้างอคอหัก", "", TODAY), "/profile"),
    ],
)
def test_a_message_about_an_account_leads_to_where_it_is_settled(
    mail: Path, tell: Callable[[int], object], way: str
) -> None:
    tell(person_id("pcso.80"))
    send_messages([ids()[-1]])
    (one,) = mails(mail)
    assert f"http://localhost{way}" in one.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # every mail has one
