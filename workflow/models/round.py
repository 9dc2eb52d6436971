"""Planning rounds (รอบการจัดทำแผน)."""

import datetime as dt

from sqlalchemy import JSON, BigInteger, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base


class Round(Base):
    """A round: which plans it takes, for which fiscal years (Buddhist), from when to when.

    invited: province codes, None for every province. ceiling_satang: per province and fiscal
    year, over the sources listed.
    """

    __tablename__ = "round"
    __table_args__ = (CheckConstraint("closes >= opens", name="order"),)

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    title_th: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200))
    plan_types: Mapped[list[str]] = mapped_column(JSON)
    fiscal_year_start: Mapped[int]
    fiscal_year_end: Mapped[int]
    opens: Mapped[dt.date]
    closes: Mapped[dt.date]
    late_allowed: Mapped[bool]
    invited: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    ceiling_satang: Mapped[int | None] = mapped_column(BigInteger)
    ceiling_sources: Mapped[list[str]] = mapped_column(JSON)
