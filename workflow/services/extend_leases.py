"""Keep messages that are still to be sent: a slow batch must not be taken for a dead one."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Outbox, table
from workflow.services.claim_owed import LEASE, Claim


@durable
def extend_leases(claims: Sequence[Claim], at: dt.datetime) -> list[Claim]:
    """Lengthen the leases of claims; return, in order, those that nobody else has taken since."""
    writing()
    mine = [(claim.id, claim.attempt) for claim in claims]
    values = {"mine": mine, "until": at + LEASE}
    kept = {Claim(*row) for row in db.session.execute(_extend, values)}
    db.session.commit()
    return [claim for claim in claims if claim in kept]


_outbox = table(Outbox)
_extend = (
    sa.update(_outbox)
    .where(
        sa.tuple_(_outbox.c.id, _outbox.c.attempts).in_(sa.bindparam("mine", expanding=True)),
        _outbox.c.state == "leased",
    )
    .values(lease_until=sa.bindparam("until", type_=Outbox.next_at.type))
    .returning(_outbox.c.id, _outbox.c.attempts)
)
