"""Published procedures and outlines by id. They never change, so a process reads each once."""

import functools

import sqlalchemy as sa
from flask import current_app

from workflow.extensions import db
from workflow.models import Outline, Procedure
from workflow.outline import outline as outlines
from workflow.states import procedure as procedures
from workflow.states.amending import PROCEDURES
from workflow.states.refusals import Reason, Refused


def procedure_of(procedure_id: int) -> procedures.Procedure:
    """The procedure a plan is pinned to."""
    return procedures.read(_text(_database(), Procedure, procedure_id)[0])


def outline_of(outline_id: int) -> tuple[outlines.Outline, int]:
    """The outline a plan is pinned to, and its version."""
    text, version = _text(_database(), Outline, outline_id)
    return outlines.read(text), version


def for_new_plans() -> int | None:
    """Id of the procedure that new plans follow: the newest published one, but for those that only
    amendments follow; None when there is none."""
    query = sa.select(Procedure.id).where(Procedure.name.not_in(PROCEDURES.values()))
    query = query.order_by(Procedure.published_at.desc(), Procedure.id.desc()).limit(1)
    found: int | None = db.session.execute(query).scalar_one_or_none()
    return found


def for_amendments(kind: str | None) -> int:
    """Id of the procedure that a new amendment of a kind follows, or a plan that is none. Refused:
    it has not been published."""
    name = PROCEDURES.get(kind or "")
    found = newest(Procedure, name) if name else for_new_plans()
    if found is None:
        raise Refused([Reason("amendment_unpublished", field="kind")])
    return found


def published_procedures() -> dict[int, procedures.Procedure]:
    """Every published procedure by id, each name's versions from the oldest on."""
    query = sa.select(Procedure.id).order_by(Procedure.name, Procedure.version)
    return {number: procedure_of(number) for number in db.session.scalars(query).all()}


def newest(model: type[Procedure | Outline], name: str | None = None) -> int | None:
    """Id of the newest published version, of a name if one is given; None when there is none."""
    query = sa.select(model.id).order_by(model.published_at.desc(), model.id.desc()).limit(1)
    if name is not None:
        query = query.where(model.name == name)
    found: int | None = db.session.execute(query).scalar_one_or_none()
    return found


@functools.lru_cache(maxsize=64)
def _text(database: str, model: type[Procedure | Outline], row_id: int) -> tuple[str, int]:
    row = db.session.execute(sa.select(model.text, model.version).where(model.id == row_id)).one()
    return row.text, row.version


def _database() -> str:
    address: str = current_app.config["SQLALCHEMY_DATABASE_URI"]
    return address
