"""The least page that knows who asks: a signed cookie, the session by Core, fifty rows by Core, a
table by Jinja."""

from typing import Any

import sqlalchemy as sa
from flask import Flask, render_template_string, session

from workflow.models import Person, Plan, Session

_PAGE = """<!doctype html><html lang="th"><title>{{ who }}</title><table>
{% for id, title, stage, at, money in rows %}
<tr><td><a href="/plans/{{ id }}">{{ title }}</a><td>{{ stage }}<td>{{ at }}<td>{{ money }}</tr>
{% endfor %}</table>"""
_who = (
    sa.select(Person.id, Person.name_th)
    .join(Session, Session.person_id == Person.id)
    .where(Session.id_hash == sa.bindparam("hash"), Session.ended_at.is_(None))
)
_rows = (
    sa.select(Plan.id, Plan.title, Plan.stage, Plan.last_at, Plan.total_satang)
    .order_by(Plan.last_at.desc(), Plan.id.desc())
    .limit(50)
)


def floor_page(engine: sa.Engine, session_hash: str) -> Any:
    """A client of an app with nothing but that page, signed in."""
    app = Flask(__name__)
    app.secret_key = "a secret of the bench"  # noqa: S105 - it guards nothing

    @app.get("/in")
    def enter() -> str:
        session["hash"] = session_hash
        return ""

    @app.get("/")
    def page() -> str:
        with engine.connect() as connection:
            who = connection.execute(_who, {"hash": session["hash"]}).one()
            rows = connection.execute(_rows).all()
            return render_template_string(_PAGE, who=who.name_th, rows=rows)

    client = app.test_client()
    client.get("/in")
    return client
