"""What templates call the short way answers as Jinja's and Flask's own ways do."""

import re
from pathlib import Path
from typing import Any

import flask
import pytest
from flask import Flask
from jinja2 import pass_context, pass_environment

from workflow.views.calling import SMALL

ADDRESSES: list[tuple[str, dict[str, Any]]] = [
    ("inbox.inbox", {}),
    ("plans.plan", {"plan_id": 4}),
    ("plans.text", {"plan_id": 4, "key": "needs"}),
    ("plans.timeline", {"plan_id": 4, "before": None}),
    ("pipeline.listed", {"q": "ก" * 50, "stage": ["draft", "approved"]}),
    ("plans.points", {"plan_id": 4, "_anchor": "point-1"}),
    ("plans.points", {"plan_id": 4, "_external": True}),
    ("plans.points", {"plan_id": 4, "_scheme": "https"}),
    (".timeline", {"plan_id": 4}),
]
_SMALL = '{% from "components/where.html" import due_chip %}{{ due_chip(0) }}'
CALLS = [
    ("{{ plain(1, b=2) }}", "1 2"),
    ("{% for n in [1, 2] %}{{ plain(n) }};{% endfor %}", "1 -;2 -;"),
    ("{{ knows_context(1) }}", "1 here"),
    ("{{ knows_environment(1) }}", "1 True"),
    ("{{ 'a-b'.split('-') | join(' ') }}", "a b"),
    ("{{ {'a': 1}.get('a') }}", "1"),
    ("{% macro m(x) %}<b>{{ x }}</b>{% endmacro %}{{ m('<') }}", "<b>&lt;</b>"),
    ("{% macro m() %}[{{ caller() }}]{% endmacro %}{% call m() %}in{% endcall %}", "[in]"),
    ("{{ kind() }}", "made"),
]


@pytest.mark.parametrize(("endpoint", "values"), ADDRESSES)
@pytest.mark.parametrize("root", ["", "/behind"])
def test_an_address_is_that_of_flask_each_time(
    app: Flask, endpoint: str, values: dict[str, Any], root: str
) -> None:
    short: Any = app.jinja_env.globals["url_for"]
    for _ in range(2):
        with app.test_request_context("/plans/4", base_url=f"http://localhost{root}"):
            assert short(endpoint, **values) == flask.url_for(endpoint, **values)


@pytest.mark.parametrize(("source", "said"), CALLS)
def test_a_template_calls_what_it_is_given(app: Flask, source: str, said: str) -> None:
    template = app.jinja_env.from_string(source)
    given = {
        "plain": lambda a, b="-": f"{a} {b}",
        "knows_context": pass_context(lambda context, a: f"{a} {context['where']}"),
        "knows_environment": pass_environment(lambda env, a: f"{a} {env is app.jinja_env}"),
        "kind": _Made,
    }
    assert template.render(**given, where="here") == said


def test_a_small_component_says_what_it_is_asked_where_and_in_which_language(app: Flask) -> None:
    template = app.jinja_env.from_string(_SMALL)
    said = []
    for root, language in [("", "th"), ("/behind", "th"), ("", "en"), ("", "th")]:
        cookie = {"Cookie": f"lang={language}"}
        with app.test_request_context("/", base_url=f"http://localhost{root}", headers=cookie):
            said.append(template.render())
    assert re.findall(r'href="([^"]*)/assets/', "".join(said)) == ["", "/behind", "", ""]
    assert ["due today" in text for text in said] == [False, False, True, False]


def test_a_small_component_is_told_apart_by_what_it_is_given(app: Flask) -> None:
    source = _SMALL + "{{ due_chip(1) }}{{ due_chip(1, mark=false) }}{{ due_chip(true) }}"
    with app.test_request_context("/"):
        said = app.jinja_env.from_string(source).render()
    assert said.count('class="due') == 4
    assert said.count("<svg") == 3


@pytest.mark.parametrize("name", sorted(SMALL))
def test_a_small_component_has_a_name_of_its_own(app: Flask, name: str) -> None:
    folder = Path(app.root_path) / "templates"
    having = [path for path in folder.rglob("*.html") if f"macro {name}(" in path.read_text()]
    assert [path.parent.name for path in having] == ["components"]


class _Made:
    def __str__(self) -> str:
        return "made"
