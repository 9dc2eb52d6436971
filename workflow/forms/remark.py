"""Forms for what is said beside the moves: a comment, a tick, a point of the review."""

from collections.abc import Sequence

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, TextAreaField

from workflow.forms.selection import Selection
from workflow.spoken import lazy_gettext as _l
from workflow.thai.text import clean


class RemarkForm(FlaskForm):
    """What somebody says, with the plan's version as they saw it and the operation's id."""

    version = HiddenField()
    operation_id = HiddenField()
    comment = TextAreaField(_l("Comment"), render_kw={"rows": 3})

    @property
    def said(self) -> str:
        """What was typed, cleaned."""
        return clean(self.comment.data or "")


class PointForm(RemarkForm):
    """A point: its place, its words, and whether it blocks. Places are handed in."""

    place = Selection(_l("Section or field"), choices=[], validate_choice=False)
    comment = TextAreaField(_l("What is to be corrected"), render_kw={"rows": 3})
    advisory = BooleanField(_l("Only a suggestion; need not be followed"))

    places: frozenset[str] = frozenset()

    @classmethod
    def offering(cls, places: Sequence[tuple[str, str]]) -> "PointForm":
        """A form with these places: dotted place and label."""
        form = cls()
        form.place.choices = list(places)
        form.places = frozenset(code for code, _ in places)
        return form

    @property
    def is_place(self) -> bool:
        """Whether the place is one of those offered."""
        return self.place.data in self.places
