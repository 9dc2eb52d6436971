"""What people type into the forms of moves, and how the tables stand afterwards."""

import hashlib
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from tests.page import Visitor
from tests.services.acting import CHECKS, NAKHON, NAN, PATTANI, SAMUT_SONGKHRAM, WARNINGS
from tests.stage import hear
from workflow.extensions import Base, db
from workflow.models import Plan, Session

Values = dict[str, str]

CHECKED: Values = {f"checklist-{code}": "y" for code in CHECKS}
ACKNOWLEDGED: Values = {f"warnings-{code}": "y" for code in WARNINGS}
RECOMMEND: Values = {"opinion": "ข้อมูลครบถ้วน เห็นควรเสนอ", **CHECKED}
RETURN: Values = {
    "reason": "ขอให้เพิ่มเวทีรับฟังความคิดเห็น",
    "points-0-field": "needs.forums",
    "points-0-text": "ขอให้เพิ่มเวทีอีกหนึ่งครั้ง",
}
ORDER: Values = {"order": "ให้ปรับงบลงทุนตามราคากลาง"}
REASON_OF_50 = "โครงการซ้ำซ้อนกับแผนปฏิบัติราชการของจังหวัดที่ได้รับจัดสรรงบประมาณแล้ว"
RESUBMIT: Values = {
    "replies-1": "fixed",
    "replies-1-text": "แนบหนังสือยินยอมแล้ว",
    "replies-2": "explained",
    "replies-2-text": "ปรับตามราคากลางแล้ว",
    "summary": "แนบหนังสือยินยอมและปรับงบลงทุน",
    **ACKNOWLEDGED,
}
REVIEW = f"/plans/{SAMUT_SONGKHRAM}/moves/recommend"
SEND_BACK = f"/plans/{SAMUT_SONGKHRAM}/moves/clinic_return"
ENDORSE = f"/plans/{NAKHON}/moves/endorse"
ANSWER = f"/plans/{NAN}/moves/resubmit"
SUBMIT = f"/plans/{PATTANI}/moves/submit"


def send(person: Visitor, path: str, values: Values, **changed: str) -> TestResponse:
    """Open the form of a move, fill it in, send it."""
    return person.post(path, **{**values, **changed})


def filled(person: Visitor, path: str, values: Values, **changed: str) -> dict[str, Any]:
    """What would be sent, to be sent later or twice."""
    return {**person.get(path).form(path), **values, **changed}


def inside(app: Flask, run: Callable[..., Any], *arguments: Any) -> Any:
    """Ask or change the tables between two requests."""
    with app.app_context():
        try:
            return run(*arguments)
        finally:
            db.session.remove()


def where(app: Flask, plan_id: int) -> tuple[str, int]:
    """Stage and version of a plan."""
    query = sa.select(Plan.stage, Plan.version).where(Plan.id == plan_id)
    stage, version = inside(app, lambda: db.session.execute(query).one())
    return stage, version


def listen() -> list[str]:
    """What is sent to the database from now on."""
    asked: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN")):
            asked.append(statement)

    hear("before_cursor_execute", note)
    return asked


def fingerprint(app: Flask) -> dict[str, str]:
    """Every table's rows as a digest, but when a session was last seen, which is no one's sight."""
    return {str(name): str(digest) for name, digest in inside(app, _digests).items()}


def _digests() -> dict[str, str]:
    digests = {}
    for table in Base.metadata.sorted_tables:
        columns = [c for c in table.columns if c is not Session.__table__.c.seen_at]
        rows = db.session.execute(sa.select(*columns).order_by(*table.primary_key)).all()
        digests[table.name] = hashlib.sha256(repr(rows).encode()).hexdigest()
    return digests
