"""What the page of a move tells of what its person began there and has not sent."""

import datetime as dt
from dataclasses import dataclass

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from workflow.facts.unsent import UnsentRow
from workflow.forms.move import MoveForm
from workflow.forms.unsent import Misfit, misfits
from workflow.queries.move_page import MovePage
from workflow.spoken import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class Begun:
    """at: when it was kept last. rewritten: whether the plan's text has changed since. lines: what
    of it no longer fits, in sentences."""

    at: dt.datetime
    rewritten: bool
    lines: tuple[str, ...]


def begun_of(page: MovePage, form: MoveForm, kept: UnsentRow) -> Begun:
    """What is told of what is kept, whose form it has filled."""
    lines = [_said(it) for it in misfits(form, MultiDict(kept.fields))]
    return Begun(kept.kept_at, kept.digest != page.case.plan.digest, tuple(lines))


def _said(it: Misfit) -> str:
    if it.kind == "replies" and it.words:
        said = gettext("Point %(no)s no longer waits for a reply. You wrote:", no=it.no)
        return f"{said} {it.words}"
    return str(_SAID[it.kind] % {"no": it.no})


_SAID = {
    "replies": _l("Point %(no)s no longer waits for a reply."),
    "ticks": _l("Point %(no)s is no longer to be settled here; your tick is left out."),
    "place": _l("Point %(no)s: its place is no longer in the plan. Please choose another."),
    "other": _l("Something that you ticked is no longer asked for; it is left out."),
}
