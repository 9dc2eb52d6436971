"""Provinces and Bangkok, their clusters, and the mechanisms that carry technology to people."""

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base
from workflow.models.types import SortKey


class Cluster(Base):
    """One of the provincial clusters (กลุ่มจังหวัด)."""

    __tablename__ = "cluster"

    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    name_th: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))


class Province(Base):
    """One of 77 areas, by its DOPA code. Bangkok is one of them, but no province."""

    __tablename__ = "province"

    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    name_th: Mapped[str] = mapped_column(String(100))
    name_en: Mapped[str] = mapped_column(String(100))
    sort_key: Mapped[str] = mapped_column(SortKey, index=True)
    region: Mapped[str] = mapped_column(String(60))
    region_en: Mapped[str] = mapped_column(String(60))
    cluster_code: Mapped[str | None] = mapped_column(ForeignKey("cluster.code"))
    is_province: Mapped[bool]
    since: Mapped[dt.date | None]
    tile_row: Mapped[int]
    tile_col: Mapped[int]
    map_id: Mapped[str] = mapped_column(String(8))
    short: Mapped[str] = mapped_column(String(2), server_default="")
    """Two Thai letters, for the tile map."""


class Mechanism(Base):
    """A way of bringing technology to people (กลไกการถ่ายทอด): an open list."""

    __tablename__ = "mechanism"

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    name_th: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
