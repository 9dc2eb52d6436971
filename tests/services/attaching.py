"""Bringing files to the demo's plans in a test."""

from typing import Any

import sqlalchemy as sa

from tests.conftest import TODAY
from tests.files import PDF
from tests.services.acting import actor, body, save
from workflow.extensions import db
from workflow.models import PlanFile, Revision
from workflow.services.add_file import NewFile, add_file
from workflow.services.remove_file import OldFile, remove_file

NAME = "รายงานเวที.pdf"


def attach(username: str, plan_id: int, name: str = NAME, content: bytes = PDF) -> str:
    """Bring a file; return its digest."""
    return add_file(NewFile(plan_id=plan_id, name=name, content=content), actor(username), TODAY)


def detach(username: str, plan_id: int, digest: str) -> None:
    """Take a file out."""
    remove_file(OldFile(plan_id=plan_id, digest=digest), actor(username), TODAY)


def refer(username: str, plan_id: int, digest: str) -> None:
    """Let a row of the attachments name a file."""
    row = {"kind": "other", "about": "", "title": "รายงาน", "file": digest}
    save(username, plan_id, "attachments", files=[*body(plan_id, "attachments")["files"], row])


def files(plan_id: int) -> list[Any]:
    """Every file that a plan has or had, the oldest first."""
    db.session.rollback()
    query = sa.select(*PlanFile.__table__.columns).where(PlanFile.plan_id == plan_id)
    return list(db.session.execute(query.order_by(PlanFile.id)))


def revision(plan_id: int) -> Any:
    """The newest revision of a plan."""
    query = sa.select(*Revision.__table__.columns).where(Revision.plan_id == plan_id)
    return db.session.execute(query.order_by(Revision.no.desc()).limit(1)).one()
