"""Ways to touch the record by SQL, as somebody with the database in hand could; each at random.

A way returns the subject that it touched.
"""

import hashlib
import random
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db, ledger_keys
from workflow.ledger.chain import Entry as ChainEntry
from workflow.ledger.chain import seal
from workflow.models import Entry, EntryBody
from workflow.queries.chains import chained

Way = Callable[[random.Random], str]

_COLUMNS = [column.key for column in Entry.__table__.columns if column.key != "id"]
_ODD = [None, "", "x", 0, -1, 7, b"\x00", "2026-11-24 03:00:00.000000", "ก", "0" * 64, 10**12]


def edit(chance: random.Random) -> str:
    """Change one column of one entry, to a value of another kind perhaps."""
    row, column = _some(chance), chance.choice(_COLUMNS)
    known = getattr(row, column)
    odd = [value for value in _ODD if value != known and not (value is None and _is_needed(column))]
    value = chance.choice(odd)
    statement = sa.text(f"UPDATE entry SET {column} = :value WHERE id = :id")  # noqa: S608 - a column of ours
    _run(statement, value=value, id=row.id)
    return str(row.subject)


def delete(chance: random.Random) -> str:
    """Take out one entry with its text."""
    row = _some(chance)
    _forget(row.id)
    return str(row.subject)


def truncate(chance: random.Random) -> str:
    """Take out the newest entries of a chain, or all of it."""
    row = _some(chance)
    tail = sa.select(Entry.id).where(Entry.subject == row.subject, Entry.n >= row.n)
    for entry_id in list(db.session.scalars(tail)):
        _forget(entry_id)
    return str(row.subject)


def swap(chance: random.Random) -> str:
    """Let two entries of a chain change places."""
    first, second = _two_of_one_chain(chance)
    for entry_id, n in ((first.id, -1), (second.id, first.n), (first.id, second.n)):
        _run(sa.text("UPDATE entry SET n = :n WHERE id = :id"), n=n, id=entry_id)
    return str(first.subject)


def forge(chance: random.Random) -> str:
    """Put an entry behind a chain without having the key."""
    row = _last(_some(chance).subject)
    values = {**row._mapping, "id": 10**6, "n": row.n + 1, "prev": row.hash, "operation_id": None}
    values["hash"] = hashlib.sha256(str(chance.random()).encode()).hexdigest()
    db.session.execute(sa.insert(Entry).values(**values))
    db.session.execute(sa.insert(EntryBody).values(entry_id=10**6, salt=b"s" * 16, text=b"{}"))
    return str(row.subject)


def repeat(chance: random.Random) -> str:
    """Put a copy of an entry behind its chain."""
    row = _some(chance)
    values = {**row._mapping, "id": 10**6, "n": _last(row.subject).n + 1, "operation_id": None}
    db.session.execute(sa.insert(Entry).values(**values))
    return str(row.subject)


def reword(chance: random.Random) -> str:
    """Change the text or the salt beside an entry."""
    row, column = _some(chance), chance.choice(["text", "salt"])
    value = chance.choice([b"{}", b"", "{}", chance.randbytes(16)])
    statement = sa.text(f"UPDATE entry_body SET {column} = :value WHERE entry_id = :id")  # noqa: S608 - ours
    _run(statement, value=value, id=row.id)
    return str(row.subject)


def silence(chance: random.Random) -> str:
    """Take out the text beside an entry."""
    row = _some(chance)
    _run(sa.text("DELETE FROM entry_body WHERE entry_id = :id"), id=row.id)
    return str(row.subject)


def exchange(chance: random.Random) -> str:
    """Let two entries exchange their texts."""
    first, second = _two_of_one_chain(chance)
    for entry_id, other in ((first.id, -1), (second.id, first.id), (-1, second.id)):
        statement = sa.text("UPDATE entry_body SET entry_id = :other WHERE entry_id = :id")
        _run(statement, other=other, id=entry_id)
    return str(first.subject)


def rebuild(chance: random.Random) -> str:
    """With the key in hand too: change an entry and seal it and all that follow anew."""
    row = _some(chance)
    prev = ""
    for entry, _ in list(chained(row.subject)):
        fields: dict[str, Any] = asdict(entry)
        if entry.n == row.n:
            fields["act"] = entry.act + "d"
        fields["prev"] = prev or entry.prev
        prev = seal(ledger_keys().chain[entry.key_id], ChainEntry(**{**fields, "hash": ""}))
        kept = {"act": fields["act"], "prev": fields["prev"], "hash": prev}
        here = (Entry.subject == entry.subject, Entry.n == entry.n)
        db.session.execute(sa.update(Entry).where(*here).values(**kept))
    return str(row.subject)


WAYS: list[Way] = [
    *(edit, delete, truncate, swap, forge, repeat, reword, silence, exchange, rebuild)
]


def _is_needed(column: str) -> bool:
    return not Entry.__table__.columns[column].nullable


def _some(chance: random.Random) -> Any:
    """An entry at random."""
    number = db.session.execute(sa.select(sa.func.count()).select_from(Entry)).scalar_one()
    query = sa.select(*Entry.__table__.columns).order_by(Entry.id)
    return db.session.execute(query.offset(chance.randrange(number)).limit(1)).one()


def _two_of_one_chain(chance: random.Random) -> tuple[Any, Any]:
    long = sa.select(Entry.subject).group_by(Entry.subject).having(sa.func.count() > 1)
    subject = chance.choice(sorted(db.session.scalars(long)))
    query = sa.select(*Entry.__table__.columns).where(Entry.subject == subject)
    first, second = chance.sample(list(db.session.execute(query.order_by(Entry.n))), 2)
    return first, second


def _last(subject: str) -> Any:
    query = sa.select(*Entry.__table__.columns).where(Entry.subject == subject)
    return db.session.execute(query.order_by(Entry.n.desc()).limit(1)).one()


def _forget(entry_id: int) -> None:
    _run(sa.text("DELETE FROM entry_body WHERE entry_id = :id"), id=entry_id)
    _run(sa.text("DELETE FROM entry WHERE id = :id"), id=entry_id)


def _run(statement: sa.TextClause, **values: Any) -> None:
    db.session.execute(statement, values)
