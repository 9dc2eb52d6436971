"""The 77 areas. They change once in a generation, so a process reads them once."""

import functools
from dataclasses import dataclass

import sqlalchemy as sa
from flask import current_app

from workflow.extensions import db
from workflow.models import Cluster, Province
from workflow.thai.words import Words


@dataclass(frozen=True, slots=True)
class Area:
    """A province, or Bangkok. short: two Thai letters and three Latin ones, for the tile map.

    cluster: None for Bangkok. row, col: its cell on the tile map.
    """

    code: str
    name: Words
    short: Words
    region: Words
    cluster: str | None
    is_province: bool
    row: int
    col: int


def province_names() -> dict[str, Words]:
    """Names of provinces by code, without the word จังหวัด, in Thai dictionary order."""
    return _names(_database())


def areas() -> dict[str, Area]:
    """All 77 by code, in Thai dictionary order."""
    return _areas(_database())


def regions() -> dict[str, Words]:
    """Regions by their English name in lower case, in order of their size on the map."""
    return {area.region.en.lower(): area.region for area in areas().values()}


def cluster_names() -> dict[str, Words]:
    """Names of the provincial clusters by code."""
    return _clusters(_database())


def _database() -> str:
    address: str = current_app.config["SQLALCHEMY_DATABASE_URI"]
    return address


@functools.lru_cache(maxsize=8)
def _names(address: str) -> dict[str, Words]:
    return {code: area.name for code, area in _areas(address).items()}


@functools.lru_cache(maxsize=8)
def _areas(address: str) -> dict[str, Area]:
    rows = db.session.scalars(sa.select(Province).order_by(Province.sort_key))
    return {
        row.code: Area(
            code=row.code,
            name=Words(row.name_th, row.name_en),
            short=Words(row.short, row.map_id.upper()),
            region=Words(row.region, row.region_en),
            cluster=row.cluster_code,
            is_province=row.is_province,
            row=row.tile_row,
            col=row.tile_col,
        )
        for row in rows
    }


@functools.lru_cache(maxsize=8)
def _clusters(address: str) -> dict[str, Words]:
    rows = db.session.execute(
        sa.select(Cluster.code, Cluster.name_th, Cluster.name_en).order_by(Cluster.code)
    )
    return {code: Words(th, en) for code, th, en in rows}
