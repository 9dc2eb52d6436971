"""What templates call the short way answers as Jinja's and Flask's own ways do."""

from typing import Any

import flask
import pytest
from flask import Flask
from jinja2 import pass_context, pass_environment

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


class _Made:
    def __str__(self) -> str:
        return "made"
