"""A campaign against messages: what is owed, what a mail server got, and what must hold."""

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass

import sqlalchemy as sa
from aiosmtpd.smtp import Envelope
from flask import Flask

from tests.channels.post import Post
from tests.faults.processes import Product
from workflow.extensions import db, writing
from workflow.models import Entry, Outbox, Person
from workflow.services.owe import Debt, owe
from workflow.states.procedure import events

_NUMBER = re.compile(rb"^Message-ID: <outbox-(\d+)@", re.MULTILINE)


@dataclass
class Campaign:
    """A product, the post that it sends to, and how many waves of messages were owed.

    since: id of the last message that is not of this campaign.
    """

    app: Flask
    product: Product
    post: Post
    waves: int = 0
    since: int = 0

    def begin(self) -> None:
        """Forget what came before."""
        self.since = max(self.owed_ids(), default=0)
        self.post.got.clear()
        self.post.pause = 0.0
        self.post.on_data = lambda envelope: True

    def owe(self, number: int) -> list[int]:
        """Owe so many more messages, as a decision would; return their ids."""
        wave, self.waves = self.waves, self.waves + 1
        now = dt.datetime.now(dt.UTC)
        with self.app.app_context():
            entries = db.session.execute(_plan_entries).all()
            turn, at = divmod(wave, len(events()) * len(entries))
            entry, kind = entries[at % len(entries)], list(events())[at // len(entries)]
            plan_id = int(entry.subject.removeprefix("plan:"))
            people = sa.select(Person.id).order_by(Person.id).offset(turn * number).limit(number)
            told = db.session.scalars(people).all()
            writing()
            last = db.session.execute(sa.select(sa.func.max(Outbox.id))).scalar_one()
            owe(Debt(entry_id=entry.id, plan_id=plan_id, kind=kind, at=now), told)
            db.session.commit()
            new = sa.select(Outbox.id).where(Outbox.id > last).order_by(Outbox.id)
            return list(db.session.scalars(new))

    def states(self) -> Counter[str]:
        """How many messages are in each state."""
        with self.app.app_context():
            return Counter(db.session.scalars(sa.select(Outbox.state)))

    def is_drained(self) -> bool:
        """Whether every message is sent."""
        return set(self.states()) == {"sent"}

    def got(self) -> Counter[int]:
        """How often the post has taken each message."""
        return Counter(number_of(envelope) for envelope in self.post.got)

    def owed_ids(self) -> set[int]:
        """Every message of this campaign."""
        with self.app.app_context():
            return set(db.session.scalars(sa.select(Outbox.id).where(Outbox.id > self.since)))

    def said(self) -> str:
        """How it stands, for who reads a failure."""
        return f"{self.states()}\n{self.product.said()}"

    def check(self, kills: int) -> None:
        """Nothing lost; at most one message again for each kill, and then the very same."""
        got = self.got()
        assert self.owed_ids() == set(got), "every message arrived"
        assert sum(got.values()) - len(got) <= kills, "one kill doubles at most one message"
        texts: dict[int, set[bytes]] = {}
        for envelope in self.post.got:
            texts.setdefault(number_of(envelope), set()).add(content_of(envelope))
        assert {len(same) for same in texts.values()} == {1}, "again is the same again"


def settle_all(app: Flask) -> None:
    """Let nothing be owed: when the demo's messages are due depends on the machine's date."""
    with app.app_context():
        writing()
        db.session.execute(sa.update(Outbox).values(state="sent"))
        db.session.commit()


def number_of(envelope: Envelope) -> int:
    """Id of a message, as its Message-ID says."""
    found = _NUMBER.search(content_of(envelope))
    assert found is not None
    return int(found[1])


def content_of(envelope: Envelope) -> bytes:
    """A message as it arrived."""
    assert isinstance(envelope.content, bytes)
    return envelope.content


_plan_entries = (
    sa.select(Entry.id, Entry.subject).where(Entry.subject.like("plan:%")).order_by(Entry.id)
)
