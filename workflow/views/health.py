"""For whoever watches over the product: is the process alive, can it serve."""

import redis
import sqlalchemy as sa
from flask import Blueprint, jsonify
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from workflow.access import open_to_all
from workflow.extensions import db, settings, valkey

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@open_to_all
def healthz() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@bp.get("/readyz")
@open_to_all
def readyz() -> Response | tuple[Response, int]:
    """The database must answer; without Valkey messages are only late."""
    try:
        db.session.execute(sa.text("SELECT 1"))
    except SQLAlchemyError:
        return jsonify(status="down", database="down"), 503
    return jsonify(status="ok", database="ok", valkey="ok" if _valkey_answers() else "degraded")


def _valkey_answers() -> bool:
    try:
        return bool(valkey(settings().redis).ping())
    except redis.RedisError:
        return False
