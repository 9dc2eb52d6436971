"""Institutions of the Technology Clinic network and the provinces they represent."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base


class Institution(Base):
    """A university or college whose Technology Clinic may represent the ministry."""

    __tablename__ = "institution"

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    province_code: Mapped[str] = mapped_column(ForeignKey("province.code"))
    name_th: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    clinic_th: Mapped[str] = mapped_column(String(250))


class Representation(Base):
    """From when to when an institution represents a province, or takes care of it meanwhile."""

    __tablename__ = "representation"
    __table_args__ = (
        CheckConstraint("status IN ('appointed', 'caretaker')", name="status"),
        CheckConstraint("until IS NULL OR until >= since", name="order"),
        Index("ix_representation_province", "province_code", "since"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    province_code: Mapped[str] = mapped_column(ForeignKey("province.code"))
    institution_code: Mapped[str] = mapped_column(ForeignKey("institution.code"))
    status: Mapped[str] = mapped_column(String(10))
    order_no: Mapped[str] = mapped_column(String(120))
    since: Mapped[dt.date]
    until: Mapped[dt.date | None]


class Recruitment(Base):
    """How far the search for a province's representative has come."""

    __tablename__ = "recruitment"

    province_code: Mapped[str] = mapped_column(ForeignKey("province.code"), primary_key=True)
    step: Mapped[str] = mapped_column(String(20))
