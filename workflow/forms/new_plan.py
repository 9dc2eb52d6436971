"""The form with which a plan is begun: province, round and kind, of those that can be begun."""

from collections.abc import Mapping, Sequence

from flask_wtf import FlaskForm
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag

from workflow.forms.selection import Selection
from workflow.spoken import lazy_gettext as _l

Pairs = Sequence[tuple[str, str]]


class NewPlanForm(FlaskForm):
    """What is not offered is judged, and refused, by the service."""

    province = Selection(_l("Province"), validate_choice=False)
    round = Selection(_l("Planning round"), validate_choice=False)
    plan_type = Selection(_l("Kind of plan"), validate_choice=False)
    source = Selection(_l("Begin with"), validate_choice=False)


def new_plan_form(offered: Mapping[str, Pairs]) -> NewPlanForm:
    """A form that offers these by field; pairs are code and words."""
    form = NewPlanForm()
    for name, pairs in offered.items():
        form[name].choices = [SelectChoice(code, words) for code, words in pairs]
    return form
