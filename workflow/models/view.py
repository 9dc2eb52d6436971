"""Views of the pipeline that a person keeps."""

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base


class SavedView(Base):
    """A filter of the pipeline that a person keeps under a name. query: as the pipeline's address
    carries it, written by the pipeline's own form."""

    __tablename__ = "saved_view"
    __table_args__ = (Index("uq_saved_view_name", "person_id", "name_key", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(60))
    name_key: Mapped[str] = mapped_column(String(200))
    """Under which look-alikes are one name (`thai.text.key`)."""
    query: Mapped[str] = mapped_column(Text)
