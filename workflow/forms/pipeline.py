"""The pipeline's filters, as its address carries them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, SelectField, StringField
from wtforms.validators import Length, ValidationError

EVERY_ROUND = "all"
LONGEST_WORDS = 200

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PipelineChoices:
    """What can be chosen: pairs of a value and its words."""

    round: Pairs
    stage: Pairs
    province: Pairs
    region: Pairs
    cluster: Pairs
    holder: Pairs


class _Choice(SelectField):
    """A selection whose value came in an address, where anything can stand."""

    def pre_validate(self, form: Any) -> None:
        """Raise ValidationError where the value is none of the choices."""
        if self.data not in {value for value, *_ in self.iter_choices()}:
            shown = str(self.data)[:40]
            raise ValidationError(
                gettext("“%(value)s” is none of the choices: choose another", value=shown)
            )


class PipelineForm(Form):
    """Filters of the pipeline; empty means all, and the newest round."""

    q = StringField(
        _l("Words of the title"),
        [Length(max=LONGEST_WORDS, message=_l("At most %(max)d characters"))],
        filters=[lambda typed: (typed or "").strip()],
        render_kw={"type": "search", "maxlength": LONGEST_WORDS},
    )
    round = _Choice(_l("Round"), default="")
    stage = _Choice(_l("Stage"), default="")
    province = _Choice(_l("Province"), default="")
    region = _Choice(_l("Region"), default="")
    cluster = _Choice(_l("Province cluster"), default="")
    holder = _Choice(_l("Held by"), default="")
    overdue = BooleanField(_l("Only what is late"))


SELECTIONS = ("round", "stage", "province", "region", "cluster", "holder")
_ALL = {
    "stage": _l("All stages"),
    "province": _l("All provinces"),
    "region": _l("All regions"),
    "cluster": _l("All clusters"),
    "holder": _l("All holders"),
}


def pipeline_form(given: MultiDict[str, str], choices: PipelineChoices) -> PipelineForm:
    """The form with its choices, filled from an address."""
    form = PipelineForm(given)
    for name in SELECTIONS:
        pairs = [(value, words) for value, words in getattr(choices, name)]
        getattr(form, name).choices = [("", _ALL[name]), *pairs] if name in _ALL else pairs
    return form
