"""Take over institutions, who represents which province, planning rounds, and the seats of the
committee."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Institution, Recruitment, Representation, Round, Seat

TABLES = {
    "institution": Institution,
    "representation": Representation,
    "recruitment": Recruitment,
    "round": Round,
    "seat": Seat,
}


@durable
def import_reference(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Insert rows by table name, in one transaction. Raises ValueError for other tables."""
    writing()
    for name in sorted(rows, key=list(TABLES).index):
        if rows[name]:
            db.session.execute(sa.insert(TABLES[name]), [dict(row) for row in rows[name]])
    db.session.commit()
