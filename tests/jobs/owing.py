"""The outbox as tests of messages see it."""

import datetime as dt
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tests.conftest import TODAY
from workflow.extensions import db, writing
from workflow.models import Outbox, Person

MINUTE = dt.timedelta(minutes=1)
LATER = TODAY + dt.timedelta(seconds=31)
"""When a lease of TODAY has run out."""


def ids() -> list[int]:
    """Every message of the demo, in order."""
    db.session.rollback()
    return list(db.session.scalars(sa.select(Outbox.id).order_by(Outbox.id)))


def row(message_id: int) -> Any:
    """A message as it now stands."""
    db.session.rollback()
    query = sa.select(*Outbox.__table__.columns).where(Outbox.id == message_id)
    return db.session.execute(query).one()


def states(message_ids: list[int]) -> list[str]:
    """States of messages, in the order of their ids."""
    return [row(message_id).state for message_id in message_ids]


def change(message_id: int, **values: Any) -> None:
    """Put a message into a state in which nobody brings it."""
    writing()
    db.session.execute(sa.update(Outbox).where(Outbox.id == message_id).values(**values))
    db.session.commit()


def change_recipient(message_id: int, **values: Any) -> None:
    """Change the account of whom a message is for."""
    recipient = row(message_id).recipient_id
    writing()
    db.session.execute(sa.update(Person).where(Person.id == recipient).values(**values))
    db.session.commit()


def only(*message_ids: int) -> None:
    """Let nothing but these messages be owed."""
    writing()
    others = Outbox.id.not_in(message_ids)
    db.session.execute(sa.update(Outbox).where(others).values(state="sent"))
    db.session.commit()


def mails(folder: Path) -> list[EmailMessage]:
    """Every attempt in a mail folder, oldest first."""
    parser = BytesParser(policy=default)
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
    return [parser.parsebytes(file.read_bytes()) for file in files]


def numbers(folder: Path) -> list[int]:
    """Ids of the messages of every attempt in a mail folder."""
    return [int(str(mail["Message-ID"])[8:].partition("@")[0]) for mail in mails(folder)]
