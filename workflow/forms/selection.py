"""A selection. Pages offer the same provinces, stages and sections a hundred at a time, so the text
of an option is made once."""

import functools
from typing import Any

from markupsafe import Markup
from wtforms import SelectField
from wtforms.fields.choices import Choice  # type: ignore[attr-defined]  # stubs lag
from wtforms.widgets import Select

_OPTIONS = 8_192
"""Options whose text a process keeps."""
_PLAIN = Markup('<option value="{}">{}</option>')
_CHOSEN = Markup('<option selected value="{}">{}</option>')


class Options(Select):
    """A selection as WTForms draws it."""

    @classmethod
    def render_option(  # type: ignore[override]  # stubs lag
        cls, choice: Choice, **kwargs: Any
    ) -> Markup:
        """One option."""
        if kwargs or choice.render_kw:
            drawn: Markup = super().render_option(choice, **kwargs)
            return drawn
        label = str(choice.label or choice.value)
        return _option(str(choice.value), label, bool(choice.selected))


class Selection(SelectField):
    """One of several choices, in a list that opens."""

    widget = Options()


@functools.lru_cache(maxsize=_OPTIONS)
def _option(value: str, label: str, selected: bool) -> Markup:
    return (_CHOSEN if selected else _PLAIN).format(value, label)
