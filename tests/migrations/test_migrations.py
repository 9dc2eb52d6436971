"""Migrations make what the models say, go back, and come again with all that must be there."""

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from tests.migrations.fresh import back_and_forth, upgrade
from tests.services.acting import by_hand
from workflow.cli.doctor import migrated as complaints
from workflow.cli.doctor import triggers
from workflow.extensions import Base, db
from workflow.ledger.keys import Keys
from workflow.models import Cluster, Mechanism, Province
from workflow.thai.text import sort_key

pytestmark = pytest.mark.both


def test_they_make_what_the_models_say(product: Flask) -> None:
    assert _differences() == []


def test_the_way_back_leaves_nothing(product: Flask) -> None:
    flask_migrate.downgrade(revision="base")
    assert set(_tables()) <= {"alembic_version"}


def test_the_way_back_and_forth_makes_the_same(product: Flask) -> None:
    back_and_forth()
    assert _differences() == []


def test_the_way_back_and_forth_brings_reference_data_again(product: Flask) -> None:
    back_and_forth()
    assert _counts() == [77, 18, 9]


def test_the_way_back_and_forth_brings_the_triggers_again(product: Flask) -> None:
    back_and_forth()
    assert list(triggers()) == []


def test_the_way_back_works_with_data_too(full: Flask) -> None:
    back_and_forth()
    assert _counts() == [77, 18, 9]
    assert _contents()["person"] == 0


def test_upgrading_again_changes_nothing(full: Flask) -> None:
    before = _contents()
    upgrade()
    assert _contents() == before


def test_areas_clusters_and_mechanisms_are_there(product: Flask) -> None:
    assert _counts() == [77, 18, 9]


def test_bangkok_alone_is_no_province(product: Flask) -> None:
    query = sa.select(Province.code).where(Province.is_province.is_(False))
    assert list(db.session.scalars(query)) == ["10"]


def test_every_area_has_a_cluster_of_the_list_or_none(product: Flask) -> None:
    known = set(db.session.scalars(sa.select(Cluster.code)))
    used = set(db.session.scalars(sa.select(Province.cluster_code))) - {None}
    assert used <= known
    assert len(used) == 18


def test_areas_are_sorted_as_the_dictionary_does(product: Flask) -> None:
    rows = db.session.execute(sa.select(Province.name_th, Province.sort_key)).all()
    assert all(row.sort_key == sort_key(row.name_th) for row in rows)
    ordered = db.session.scalars(sa.select(Province.name_th).order_by(Province.sort_key))
    assert list(ordered) == sorted((row.name_th for row in rows), key=sort_key)


def test_no_two_areas_share_a_tile(product: Flask) -> None:
    tiles = db.session.execute(sa.select(Province.tile_row, Province.tile_col)).all()
    assert len(set(tiles)) == 77


def test_a_database_behind_is_known_to_be(product: Flask) -> None:
    assert list(complaints()) == []
    by_hand(sa.text("UPDATE alembic_version SET version_num = '0000'"))
    assert len(list(complaints())) == 1


def test_keys_are_no_part_of_the_database(product: Flask) -> None:
    folder = product.extensions["settings"].folder / "keys"
    assert not (folder / "checkpoint").exists()
    assert Keys.at(folder).chain.keys() == {"k1"}


def _differences() -> list[object]:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found: list[object] = compare_metadata(context, Base.metadata)
    return found


def _tables() -> list[str]:
    return sa.inspect(db.engine).get_table_names()


def _counts() -> list[int]:
    db.session.rollback()
    queries = [sa.select(sa.func.count()).select_from(m) for m in (Province, Cluster, Mechanism)]
    return [int(db.session.execute(query).scalar_one()) for query in queries]


def _contents() -> dict[str, int]:
    db.session.rollback()
    counts = {name: sa.text(f"SELECT count(*) FROM {name}") for name in _tables()}  # noqa: S608 - names of our own tables
    return {name: int(db.session.execute(query).scalar_one()) for name, query in counts.items()}
