"""A small world for many short histories: one province, seven people, a text to begin with, and
an outline that asks for no files."""

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import flask_migrate
from flask import Flask

from tests.databases import running, settings
from tests.services.acting import actor
from workflow.demo.world import read, reference
from workflow.extensions import close_connections, db, ledger_keys
from workflow.models import Round
from workflow.outline import outline as outlines
from workflow.services.add_people import NewPerson, add_people
from workflow.services.appoint import NewAppointment
from workflow.services.create_plan import NewPlan, create_plan
from workflow.services.import_reference import import_reference
from workflow.services.publish import publish_outline, publish_procedure
from workflow.services.save_section import NewSection, save_section
from workflow.states import procedure as procedures

BEGINNING = dt.datetime(2026, 8, 20, 3, tzinfo=dt.UTC)
FIRST_DAY = dt.date(2026, 1, 1)
ROUND, TEMPLATE = "2571-five-year", 1
"""The round that plans are made in; the plan whose text they take, which is of another round."""
PEOPLE = {
    "drafter.75": ["drafter"],
    "drafter2.75": ["drafter"],
    "clinic.75": ["clinic_rep"],
    "both.75": ["drafter", "clinic_rep"],
    "pcso.75": ["pcso"],
    "standin.75": ["clinic_rep", "pcso"],
    "secretariat.1": ["secretariat"],
}
STAND_IN = "standin.75"
"""Who acts for the PCSO while the PCSO is absent."""


@contextmanager
def small_world(folder: Path) -> Iterator[Flask]:
    """The product on the small world; `renewed` brings it back to its beginning."""
    with running(settings(folder)) as app, app.app_context():
        flask_migrate.upgrade()
        ledger_keys()
        import_reference(_ground())
        publish_outline(outlines.first_text(), BEGINNING)
        publish_procedure(procedures.default_text(), BEGINNING)
        add_people([_person(name) for name in PEOPLE], BEGINNING)
        _template()
        _close()
        shutil.copy(folder / "sanoe.sqlite3", folder / "beginning.sqlite3")
        yield app


def renewed(app: Flask) -> None:
    """Bring the world back to its beginning."""
    _close()
    folder: Path = app.extensions["settings"].folder
    for left in folder.glob("sanoe.sqlite3-*"):
        left.unlink()
    shutil.copy(folder / "beginning.sqlite3", folder / "sanoe.sqlite3")


def appointments(name: str, since: dt.date) -> list[NewAppointment]:
    """The posts of a person, from a day."""
    return [_appointment(name, post, since) for post in PEOPLE[name]]


def _close() -> None:
    db.session.remove()
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    close_connections()


def _ground() -> dict[str, list[dict[str, Any]]]:
    ground = reference()
    (taken,) = [row for row in ground["round"] if row["code"] == ROUND]
    here = {
        name: [row for row in ground[name] if row["province_code"] == "75"]
        for name in ("institution", "representation", "recruitment")
    }
    return {**here, Round.__tablename__: [taken, {**taken, "code": "template"}]}


def _person(name: str) -> NewPerson:
    return NewPerson(
        username=name,
        name_th=name,
        name_en=name,
        email=f"{name}@example.org",
        password_hash="x",
        appointments=appointments(name, FIRST_DAY),
    )


def _appointment(name: str, post: str, since: dt.date) -> NewAppointment:
    of_province = post != "secretariat"
    return NewAppointment(
        post=post,
        province_code="75" if of_province else None,
        institution_code="INST-75" if post in ("drafter", "clinic_rep") else None,
        capacity="acting" if (name, post) == (STAND_IN, "pcso") else "own",
        order_no="1/2569",
        since=since,
    )


def _template() -> None:
    """A draft of another round with a whole text, for others to take."""
    drafter = actor("drafter.75", BEGINNING)
    new = NewPlan(province="75", round="template", plan_type="five_year")
    plan = create_plan(new, drafter, BEGINNING)
    (sample,) = [s for s in read("sample_plans")["plans"] if s["province"] == "75"]
    for key, text in sample["sections"].items():
        save_section(NewSection(plan_id=plan, key=key, body=text, version=1), drafter, BEGINNING)
