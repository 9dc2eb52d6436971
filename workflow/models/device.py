"""Browsers in which a person signed in before."""

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base
from workflow.models.types import Instant


class KnownDevice(Base):
    """A browser in which a person signed in before, by the SHA-256 of what its cookie carries."""

    __tablename__ = "known_device"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    id_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    first_seen: Mapped[dt.datetime] = mapped_column(Instant)
    last_seen: Mapped[dt.datetime] = mapped_column(Instant)
