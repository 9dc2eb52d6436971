"""The forms of bringing a table from a file: the file with the way in which it is taken, and the
press that saves what it brought."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag

from workflow.outline.grids import ADD, REPLACE
from workflow.spoken import lazy_gettext as _l


class BringForm(FlaskForm):
    """A workbook, and whether its rows are added or take the place of those that there are."""

    file = FileField(_l("XLSX file"), description=_l("A workbook of at most 5 MB, without macros"))
    way = RadioField(
        _l("What is done with its rows"),
        choices=[
            SelectChoice(ADD, _l("Add them to the rows that there are")),
            SelectChoice(REPLACE, _l("Put them in place of the rows that there are")),
        ],
        default=ADD,
    )


class KeepForm(FlaskForm):
    """What was read, sealed."""

    brought = HiddenField()
