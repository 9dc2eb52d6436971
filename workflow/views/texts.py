"""Translations as templates ask for them, hundreds of times a page: one look-up by language and
text."""

from typing import Any

from flask import Flask
from flask_babel import get_translations
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from workflow.views.reading import language

_known: dict[str, Any] = {}
_said: dict[str, dict[str, str]] = {"th": {}, "en": {}}
"""By language, what templates say without values: as many texts as stand in them."""


def bind_texts(app: Flask) -> None:
    """Let templates find translations the short way."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of Jinja's i18n
        gettext=lambda text: _texts().ugettext(text),
        ngettext=lambda one, many, n: _texts().ungettext(one, many, n),
        pgettext=lambda context, text: _texts().upgettext(context, text),
        npgettext=lambda context, one, many, n: _texts().unpgettext(context, one, many, n),
        newstyle=True,
    )
    app.jinja_env.globals["_"] = said


@pass_eval_context
def said(asked: EvalContext, text: str, /, **values: object) -> str:
    """A text in the language of the request, with its values, as Jinja's own `_` says it."""
    if values or not asked.autoescape:
        return _formed(asked, _texts().ugettext(text), values)
    known = _said[language()]
    if text not in known:
        known[text] = _formed(asked, _texts().ugettext(text), {})
    return known[text]


def _formed(asked: EvalContext, text: str, values: dict[str, object]) -> str:
    """A text of ours with its values, which are escaped where a page is made."""
    return (Markup(text) if asked.autoescape else text) % values  # noqa: S704 - texts are ours


def _texts() -> Any:
    asked = language()
    if asked not in _known:
        _known[asked] = get_translations()
    return _known[asked]
