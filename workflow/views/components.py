"""What every template may use: both languages' words, dates, money, and who is signed in."""

import datetime as dt
import re

from flask import Flask, request

from workflow import access
from workflow.extensions import settings
from workflow.forms.labels import LABELS
from workflow.services.end_sessions import handle_of
from workflow.states.policy import CAPACITIES, POSTS, may_open
from workflow.thai import dates, numbers
from workflow.thai.words import Words
from workflow.views import deciding, devices, refusing, saying
from workflow.views.reading import language

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
        may_open=lambda person, action: may_open(action, person),
        session_handle=handle_of,
    )
    for module in (saying, refusing, deciding, devices):
        app.jinja_env.filters.update(module.FILTERS)
    app.jinja_env.globals.update(POSTS=POSTS, CAPACITIES=CAPACITIES)
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
    return str(label) if label and (not rest or rest[-1] in ("text", "note")) else ""


def _day(value: dt.date | dt.datetime) -> dt.date:
    return dates.local_day(value) if isinstance(value, dt.datetime) else value


def _on_every_page() -> dict[str, object]:
    return {
        "lang": language(),
        "theme": request.cookies.get("theme", "auto"),
        "me": access.account() if access.signed_in() else None,
        "is_demo": settings().is_demo,
        "today": dates.local_day(access.now()),
    }
