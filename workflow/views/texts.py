"""Translations as templates ask for them, hundreds of times a page: one look-up by language."""

from typing import Any

from flask import Flask
from flask_babel import get_locale, get_translations

_known: dict[str, Any] = {}


def bind_texts(app: Flask) -> None:
    """Let templates find translations the short way."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of Jinja's i18n
        gettext=lambda text: _texts().ugettext(text),
        ngettext=lambda one, many, n: _texts().ungettext(one, many, n),
        pgettext=lambda context, text: _texts().upgettext(context, text),
        npgettext=lambda context, one, many, n: _texts().unpgettext(context, one, many, n),
        newstyle=True,
    )


def _texts() -> Any:
    locale = get_locale()
    language = locale.language if locale else ""
    if language not in _known:
        _known[language] = get_translations()
    return _known[language]
