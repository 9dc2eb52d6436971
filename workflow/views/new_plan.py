"""Where a plan is begun."""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request
from flask_babel import gettext

from workflow.access import SAFE, allows, now, person
from workflow.forms.new_plan import NewPlanForm, new_plan_form
from workflow.queries.new_plan import Beginning, Copy, beginnings, copies
from workflow.services.create_plan import NewPlan, create_plan
from workflow.spoken import language
from workflow.states.refusals import Reason, Refused
from workflow.views.reading import row_id, said
from workflow.views.saving import Answer
from workflow.views.ways import list_way

bp = Blueprint("new_plan", __name__)


@bp.route("/plans/new", methods=["GET", "POST"])
@allows("plan.create")
def begin() -> Answer:
    """Offer what the person may begin, and begin it."""
    found = beginnings(person(), now())
    form = _form([one for one in found if not one.reasons])
    if request.method in SAFE:
        return _page(form, found)
    try:
        plan_id = create_plan(_new(form), person(), now())
    except Refused as refused:
        return _page(form, beginnings(person(), now()), refused.reasons), refused.code
    return redirect(list_way(plan_id), 303)


def kind_title(code: str) -> str:
    """A kind of plan in words."""
    kinds = {
        "five_year": gettext("Five-year plan"),
        "annual": gettext("Annual plan"),
        "pilot": gettext("Pilot plan"),
    }
    return str(kinds.get(code, code))


def _form(ready: Sequence[Beginning]) -> NewPlanForm:
    """Each choice once, in the order in which they are offered; a blank plan before all copies."""
    provinces = {one.province: one.name.text(language()) for one in ready}
    rounds = {one.round: one.title.text(language()) for one in ready}
    kinds = {one.plan_type: kind_title(one.plan_type) for one in ready}
    sources = {"": gettext("A blank plan")} | {
        str(one.id): _copy_title(one) for one in copies(person(), provinces)
    }
    offered = {"province": provinces, "round": rounds, "plan_type": kinds, "source": sources}
    return new_plan_form({name: list(found.items()) for name, found in offered.items()})


def _copy_title(one: Copy) -> str:
    parts = (one.name, one.round, one.stage)
    what = " · ".join(words.text(language()) for words in parts)
    return str(gettext("A copy of: %(what)s", what=what))


def _new(form: NewPlanForm) -> NewPlan:
    return NewPlan(
        province=form.province.data or "",
        round=form.round.data or "",
        plan_type=form.plan_type.data or "",
        source=_source(form.source.data or ""),
    )


def _source(typed: str) -> int | None:
    """The plan to copy; 0, which no plan has, where it is none of ours to read."""
    return (row_id(typed) or 0) if typed else None


def _page(form: NewPlanForm, found: Sequence[Beginning], reasons: Sequence[Reason] = ()) -> str:
    lines = [(f"#{reason.field}" if reason.field else "", said(reason)) for reason in reasons]
    return render_template(
        "new_plan/new.html",
        form=form,
        ready=[one for one in found if not one.reasons],
        closed=[one for one in found if one.reasons],
        lines=lines,
    )


FILTERS = {"kind_title": kind_title}
