"""What every template may use: both languages' words, dates, money, and who is signed in."""

import datetime as dt
import re

from flask import Flask, request

from workflow import access
from workflow.extensions import settings
from workflow.forms.labels import LABELS
from workflow.outline.fields import TEXTS
from workflow.outline.outline import default_text, read
from workflow.services.end_sessions import handle_of
from workflow.spoken import language
from workflow.states import policy
from workflow.states.policy import CAPACITIES, POSTS, SPEAKERS
from workflow.thai import dates, numbers
from workflow.thai.words import Words
from workflow.views import (
    amendments,
    attaching,
    briefing,
    budgeting,
    choices,
    comparing,
    deciding,
    devices,
    drawing,
    findings,
    new_plan,
    refusing,
    saying,
    sitting,
)
from workflow.views.reading import way_back

MODULES = (
    attaching,
    briefing,
    budgeting,
    amendments,
    choices,
    comparing,
    deciding,
    devices,
    drawing,
    findings,
    new_plan,
    refusing,
    saying,
    sitting,
)
_TITLES = re.compile(r"^(ผศ\. ดร\.|รศ\. ดร\.|ดร\.|นางสาว|นาย|นาง|Asst Prof|Mr|Mrs|Ms|Dr)\s*")
_LETTER = re.compile("^[เแโใไ]")


def bind_components(app: Flask) -> None:
    """Give templates their filters and what they show on every page."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        words=words,
        day=day,
        short_day=short_day,
        day_month=day_month,
        time=clock,
        weekday=weekday,
        baht=numbers.baht,
        million=numbers.million_baht,
        initials=initials,
        typed_name=typed_name,
        may_open=lambda person, action: policy.may_open(action, person),
        session_handle=handle_of,
    )
    for module in MODULES:
        app.jinja_env.filters.update(module.FILTERS)
    app.jinja_env.globals.update(POSTS=POSTS, SPEAKERS=SPEAKERS, CAPACITIES=CAPACITIES)
    app.jinja_env.globals.update(file_endings=attaching.ACCEPTED, way_back=way_back)
    app.context_processor(_on_every_page)


def words(pair: Words) -> str:
    """A pair of words in the language of the request."""
    return pair.text(language())


def day(value: dt.date | dt.datetime) -> str:
    """18 พฤศจิกายน 2569, or 18 November 2026."""
    on = _day(value)
    return dates.thai_date(on) if language() == "th" else dates.english_date(on)


def short_day(value: dt.date | dt.datetime) -> str:
    """18 พ.ย. 2569, or 18 Nov 2026."""
    on = _day(value)
    thai = language() == "th"
    return dates.thai_date(on, short=True) if thai else dates.english_date(on, short=True)


def day_month(value: dt.date | dt.datetime) -> str:
    """18 พ.ย., or 18 Nov: where the year is clear."""
    return short_day(value).rpartition("\u00a0")[0]


def clock(value: dt.datetime) -> str:
    """09:14 น., or 09:14, Bangkok time."""
    time = dates.local_time(value)
    return f"{time}\u00a0น." if language() == "th" else time


def weekday(on: dt.date) -> str:
    """วันพฤหัสบดีที่, or Thursday."""
    name = dates.weekday(on, language())
    return f"วัน{name}ที่" if language() == "th" else name


def initials(name: str) -> str:
    """Two letters for an avatar: of first and family name, without titles."""
    parts = _TITLES.sub("", name).split()
    return "".join(_LETTER.sub("", part)[:1] for part in parts[:2])


def typed_name(name: str) -> str:
    """The label of a text that was typed; empty for choices, ticks and what programs read."""
    first, *rest = name.split("-")
    label = LABELS.get(first)
    if label and (not rest or rest[-1] in ("text", "note")):
        return str(label)
    return "" if label else _of_the_plan(name)


def _of_the_plan(name: str) -> str:
    """The label of a control of the editor, with the numbers of its rows. The plan itself is not
    asked for: this is also said when nobody is signed in."""
    keys = [key for key in name.split("-") if not key.isdigit()]
    outline = read(default_text())
    field = next((f for place, f in outline.fields.items() if place.split(".")[1:] == keys), None)
    if field is None or field.type not in (*TEXTS, "list"):
        return ""
    numbers = [str(int(key) + 1) for key in name.split("-") if key.isdigit() and len(key) < 5]
    return " ".join([field.label.text(language()), *numbers])


def _day(value: dt.date | dt.datetime) -> dt.date:
    return dates.local_day(value) if isinstance(value, dt.datetime) else value


def _on_every_page() -> dict[str, object]:
    return {
        "lang": language(),
        "theme": request.cookies.get("theme", "auto"),
        "me": access.account() if access.signed_in() else None,
        "may": _may,
        "is_demo": settings().is_demo,
        "today": dates.local_day(access.now()),
        "read_at": access.now(),
    }


def _may(action: str) -> bool:
    """Whether the person signed in opens the screens of an action."""
    return access.signed_in() and policy.may_open(action, access.person())
