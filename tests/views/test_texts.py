"""Texts of templates: in the language of the request, with values that are escaped on pages."""

from flask import Flask

ASKS = '{{ _("%(name)s asks to undo: %(act)s", name=name, act="x") }}'


def _said(app: Flask, source: str, language: str = "th", *, autoescape: bool = True) -> str:
    pages = app.jinja_env.overlay(autoescape=autoescape)
    with app.test_request_context("/", headers={"Cookie": f"lang={language}"}):
        return pages.from_string(source).render(name="<b>")


def test_a_text_is_said_in_each_language_again_and_again(app: Flask) -> None:
    for _ in range(2):
        assert _said(app, '{{ _("Sign out") }}') == "ออกจากระบบ"
        assert _said(app, '{{ _("Sign out") }}', "en") == "Sign out"


def test_values_are_escaped_on_a_page(app: Flask) -> None:
    assert _said(app, ASKS, "en") == "&lt;b&gt; asks to undo: x"


def test_values_stay_as_they_are_in_a_mail(app: Flask) -> None:
    assert _said(app, ASKS, "en", autoescape=False) == "<b> asks to undo: x"
    assert _said(app, '{{ _("Sign out") }}', "en", autoescape=False) == "Sign out"


def test_a_text_with_a_percent_sign_says_it_once(app: Flask) -> None:
    assert _said(app, '{{ _("100%%") }}') == "100%"
