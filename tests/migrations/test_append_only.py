"""What must stand for ever cannot be changed or removed, not even by SQL."""

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError

from tests.migrations.fresh import back_and_forth
from tests.services.acting import by_hand
from workflow.demo.load import load
from workflow.extensions import db

pytestmark = pytest.mark.both

COLUMN = {
    "entry": "act",
    "entry_body": "salt",
    "revision": "body",
    "procedure": "text",
    "procedure_stage": "n",
    "outline": "text",
}
ACTS = {
    "update": "UPDATE {table} SET {column} = {column}",
    "delete": "DELETE FROM {table}",
    "truncate": "TRUNCATE {table} CASCADE",
}


def test_no_protected_table_can_be_changed(full: Flask, backend: str) -> None:
    refused = _all_refused(backend)
    assert all(refused.values()), refused


def test_nor_can_it_after_the_way_back_and_forth(product: Flask, backend: str) -> None:
    back_and_forth()
    load(seed=None)
    refused = _all_refused(backend)
    assert all(refused.values()), refused


def test_other_tables_can_be_changed(full: Flask) -> None:
    by_hand(sa.text("DELETE FROM attempt"))
    by_hand(sa.text("UPDATE person SET name_en = name_en"))


def test_a_refusal_says_what_the_table_is(full: Flask) -> None:
    with pytest.raises(DBAPIError, match="entry is append-only"):
        by_hand(sa.text("DELETE FROM entry"))


def _all_refused(backend: str) -> dict[tuple[str, str], bool]:
    acts = [act for act in ACTS if act != "truncate" or backend == "postgresql"]
    return {(table, act): _refused(table, act) for table in COLUMN for act in acts}


def _refused(table: str, act: str) -> bool:
    statement = sa.text(ACTS[act].format(table=table, column=COLUMN[table]))
    rows = db.session.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608 - our own table
    try:
        by_hand(statement)
    except DBAPIError as error:
        return bool(rows) and "append-only" in str(error.orig)
    return False
