"""How many plans stand where: counted in the transaction that moves them."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base


class Counter(Base):
    """Plans of a province in a round at a stage. `flask recount` makes them anew."""

    __tablename__ = "counter"
    __table_args__ = (Index("ix_counter_round", "round_code", "stage"),)

    province_code: Mapped[str] = mapped_column(ForeignKey("province.code"), primary_key=True)
    round_code: Mapped[str] = mapped_column(ForeignKey("round.code"), primary_key=True)
    stage: Mapped[str] = mapped_column(String(40), primary_key=True)
    n: Mapped[int]
