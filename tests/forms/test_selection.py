"""Selections of ours say what those of WTForms say."""

import pytest
from wtforms import Form, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag

from workflow.forms.selection import Selection

CHOICES = {
    "plain": [SelectChoice("th", "ไทย"), SelectChoice("en", "English"), SelectChoice("", "")],
    "odd": [SelectChoice('"><script>', "<b> & 'c'"), SelectChoice("en", "")],
    "grouped": [SelectChoice("a", "A", optgroup="First"), SelectChoice("en", "B", optgroup="&")],
    "with attributes": [SelectChoice("en", "English", {"disabled": True, "data-x": "1"})],
    "none": [],
}


@pytest.mark.parametrize("name", CHOICES)
def test_a_selection_is_drawn_as_wtforms_draws_it(name: str) -> None:
    class Both(Form):
        ours = Selection("Language", choices=CHOICES[name], default="en")
        theirs = SelectField("Language", choices=CHOICES[name], default="en")

    form = Both()
    for _ in range(2):
        drawn = str(form.ours(**{"class": "form-select"})).replace("ours", "theirs")
        assert drawn == str(form.theirs(**{"class": "form-select"}))
