"""Translations as templates ask for them, hundreds of times a page: one look-up by language and
text."""

from flask import Flask
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from workflow.spoken import language, translations

_said: dict[str, dict[str, str]] = {"th": {}, "en": {}}
"""By language, what templates say without values: as many texts as stand in them."""


def bind_texts(app: Flask) -> None:
    """Let templates find translations the short way."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of Jinja's i18n
        gettext=lambda text: translations().ugettext(text),
        ngettext=lambda one, many, n: translations().ungettext(one, many, n),
        pgettext=lambda context, text: translations().upgettext(context, text),
        npgettext=lambda context, one, many, n: translations().unpgettext(context, one, many, n),
        newstyle=True,
    )
    app.jinja_env.globals["_"] = said


@pass_eval_context
def said(asked: EvalContext, text: str, /, **values: object) -> str:
    """A text in the language of the request, with its values, as Jinja's own `_` says it."""
    if values or not asked.autoescape:
        return _formed(asked, translations().ugettext(text), values)
    known = _said[language()]
    if text not in known:
        known[text] = _formed(asked, translations().ugettext(text), {})
    return known[text]


def _formed(asked: EvalContext, text: str, values: dict[str, object]) -> str:
    """A text of ours with its values, which are escaped where a page is made."""
    return (Markup(text) if asked.autoescape else text) % values  # noqa: S704 - texts are ours
