"""Publish a procedure or an outline: its text is kept, for ever, as the next version."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Outline, Procedure, ProcedureStage, table
from workflow.outline import lint as outline_lint
from workflow.outline import outline as outlines
from workflow.services.record import record
from workflow.states import lint as procedure_lint
from workflow.states import procedure as procedures
from workflow.states.facts import Person
from workflow.states.refusals import Reason, Refused, refuse


@durable
def publish_procedure(text: str, at: dt.datetime, by: Person | None = None) -> tuple[str, int]:
    """Publish a procedure file; return its name and version. Refused: every fault of the file.

    by: who publishes it, in whose own record it then stands.
    """
    _clean(procedure_lint.lint(text))
    procedure = procedures.parse(text)
    writing()
    publisher = {"published_by": by.ref if by else None}
    row_id, version = _insert(Procedure, procedure.name, text, at, publisher)
    stages = [
        {"procedure_id": row_id, "code": stage.code, "n": n}
        for n, stage in enumerate(procedure.stages)
    ]
    db.session.execute(sa.insert(table(ProcedureStage)), stages)
    if by is not None:
        body = {"name": procedure.name, "version": version, "sha256": procedure.sha256}
        record(by.id, "procedure_published", at, body)
    db.session.commit()
    return procedure.name, version


@durable
def publish_outline(text: str, at: dt.datetime) -> tuple[str, int]:
    """Publish an outline file; return its name and version. Refused: every fault of the file."""
    _clean([Reason(f.code, words=f.words, rule=f.place) for f in outline_lint.lint(text)])
    outline = outlines.parse(text)
    writing()
    _, version = _insert(Outline, outline.name, text, at)
    db.session.commit()
    return outline.name, version


def _clean(faults: Sequence[Reason]) -> None:
    if faults:
        raise Refused(faults)


def _insert(
    model: type[Procedure | Outline],
    name: str,
    text: str,
    at: dt.datetime,
    more: Mapping[str, object] | None = None,
) -> tuple[int, int]:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    rows = db.session.execute(
        sa.select(model.version, model.sha256).where(model.name == name)
    ).all()
    for row in rows:
        if row.sha256 == sha256:
            refuse("already_published", version=row.version)
    version = max((row.version for row in rows), default=0) + 1
    values = {
        "name": name,
        "version": version,
        "text": text,
        "sha256": sha256,
        "published_at": at,
        **(more or {}),
    }
    row_id: int = db.session.execute(
        sa.insert(table(model)).returning(model.id), values
    ).scalar_one()
    return row_id, version
