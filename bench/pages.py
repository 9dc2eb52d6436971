"""Pages, as processor time of a request in process, against the least page of fifty rows."""

import time

import sqlalchemy as sa
from flask import Flask

from bench.floor_page import floor_page
from bench.report import Line, Part
from bench.timing import in_turns
from bench.worlds import world
from tests.conftest import TODAY
from tests.databases import Databases
from tests.page import Visitor
from workflow.demo.scale import scale
from workflow.extensions import db
from workflow.models import Session

PLANS = 2_000
_TIMES = 15
PAGES = {
    "inbox": ("secretariat.1", "/inbox", 2.0),
    "pipeline, one round": ("secretariat.1", "/pipeline?round=scale-2569", 2.0),
    "pipeline, all rounds": ("secretariat.1", "/pipeline?round=all", 2.0),
    "plan page": ("secretariat.1", "/plans/2", 3.0),
    "plan page, first after a save": ("secretariat.1", "/plans/2", 3.0),
}
_FIRST = "first after a save"


def measure(databases: Databases) -> Part:
    """On SQLite, with two thousand plans."""
    with world(databases, "sqlite") as app:
        with app.app_context():
            scale(PLANS, TODAY)
        visitor = Visitor(app.test_client()).signed_in("secretariat.1")
        with app.app_context():
            newest = sa.select(Session.id_hash).order_by(Session.created_at.desc()).limit(1)
            floor = floor_page(db.engine, db.session.execute(newest).scalar_one())
            db.session.remove()
        lines = [_line(visitor, floor, name, app) for name in PAGES]
    reading = (
        "Processor time of a whole request (session, posts, layout, every rule asked)"
        "\nagainst a page that reads its session and lists fifty plans by Core and Jinja, nothing"
        f" else;\nSQLite, {PLANS:,} plans. A process keeps the text of a plan's page, as"
        "\nlong as nobody saves it: the first page after a save makes it anew."
    )
    return Part("Pages", reading, lines)


def _line(visitor: Visitor, floor: object, name: str, app: Flask) -> Line:
    _, path, most = PAGES[name]

    def ours() -> None:
        if _FIRST in name:
            app.extensions["kept_texts"].clear()
        if visitor.client.get(path).status_code != 200:
            raise RuntimeError(f"{path} does not open")

    for _ in range(3):
        ours()
    get = floor.get  # type: ignore[attr-defined]  # Flask's test client
    ways = {"floor": lambda: get("/"), "ours": ours}
    found = in_turns(ways, _TIMES, time.process_time)
    return Line(name, found["floor"] * 1000, found["ours"] * 1000, most)
