"""Names of what plans refer to, by code: read once a process, since they change once a year."""

import functools

import sqlalchemy as sa
from flask import current_app

from workflow.extensions import db
from workflow.models import Institution, Round
from workflow.queries.areas import province_names
from workflow.thai.words import Words


def institution_names() -> dict[str, Words]:
    """Names of institutions by code."""
    return _institutions(current_app.config["SQLALCHEMY_DATABASE_URI"])


def round_titles() -> dict[str, Words]:
    """Titles of planning rounds by code."""
    return _rounds(current_app.config["SQLALCHEMY_DATABASE_URI"])


def names_of(refers_to: str) -> dict[str, Words]:
    """Names by code of what a field of an outline refers to; empty where they are not known."""
    names = {
        "provinces.dopa_code": province_names,
        "rounds.code": round_titles,
        "representation.institutions.code": institution_names,
    }.get(refers_to)
    return names() if names else {}


@functools.lru_cache(maxsize=8)
def _institutions(database: str) -> dict[str, Words]:
    rows = db.session.execute(sa.select(Institution.code, Institution.name_th, Institution.name_en))
    return {code: Words(th, en) for code, th, en in rows}


@functools.lru_cache(maxsize=8)
def _rounds(database: str) -> dict[str, Words]:
    rows = db.session.execute(sa.select(Round.code, Round.title_th, Round.title_en))
    return {code: Words(th, en) for code, th, en in rows}
