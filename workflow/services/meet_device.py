"""Know the browsers in which a person signs in, and tell them of a new one."""

import datetime as dt

import sqlalchemy as sa

from workflow.extensions import db
from workflow.models import KnownDevice, table
from workflow.services.record import record_and_tell
from workflow.services.throttle import Visitor, digest

KEPT = dt.timedelta(days=400)
"""For how long a browser is known: its cookie has run out by then."""


def meet_device(person_id: int, visitor: Visitor, at: dt.datetime) -> None:
    """Note the browser of a sign-in, in the caller's transaction, which has locked the account.

    Its person is told when it is new; of their very first one they are not.
    """
    id_hash = digest(f"device:{visitor.device}")
    mine = KnownDevice.person_id == person_id
    db.session.execute(sa.delete(KnownDevice).where(mine, KnownDevice.last_seen < at - KEPT))
    known = set(db.session.scalars(sa.select(KnownDevice.id_hash).where(mine)))
    if id_hash in known:
        seen = sa.update(KnownDevice).where(mine, KnownDevice.id_hash == id_hash)
        db.session.execute(seen.values(last_seen=at))
        return
    values = {"person_id": person_id, "id_hash": id_hash, "first_seen": at, "last_seen": at}
    db.session.execute(sa.insert(table(KnownDevice)), values)
    if known:
        record_and_tell(person_id, "new_device", at, {"address": visitor.address})
