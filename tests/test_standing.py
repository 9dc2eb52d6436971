"""A test that takes its turn on PostgreSQL finds the world as it was, whatever the one before
did."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.databases import Databases, running
from tests.services.acting import by_hand
from tests.views.deeds import fingerprint
from workflow.extensions import db

DEEDS = {
    "adds": "INSERT INTO attempt (name_hash, address, at) VALUES ('x', 'x', now())",
    "changes": "UPDATE plan SET title = 'x' WHERE id = 4",
    "removes": "DELETE FROM notice",
    "changes the schema": "ALTER TABLE plan ADD COLUMN more integer",
    "takes a number": "SELECT nextval('plan_id_seq')",
}

BESIDES = (
    "SELECT last_value, is_called FROM plan_id_seq",
    "SELECT count(*) FROM information_schema.columns WHERE table_name = 'plan'",
)
"""What is no row of a table."""


@pytest.mark.parametrize("deed", DEEDS)
def test_whatever_a_test_does_the_next_one_finds_what_it_found(
    databases: Databases, tmp_path: Path, deed: str
) -> None:
    found = [_looked_at(databases, tmp_path, number, DEEDS[deed]) for number in range(2)]
    assert found[0] == found[1]


def _looked_at(databases: Databases, place: Path, number: int, deed: str) -> object:
    """What a turn finds, before it does a deed."""
    folder = place / str(number)
    folder.mkdir()
    with databases.copy("demo", "postgresql", folder, place) as chosen, running(chosen) as app:
        rows = fingerprint(app)
        with app.app_context():
            others = [tuple(db.session.execute(sa.text(query)).one()) for query in BESIDES]
            by_hand(sa.text(deed))
    return rows, others
