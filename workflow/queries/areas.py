"""The 77 areas. They change once in a generation, so a process reads them once."""

import functools

import sqlalchemy as sa
from flask import current_app

from workflow.extensions import db
from workflow.models import Province
from workflow.thai.words import Words


def province_names() -> dict[str, Words]:
    """Names of provinces by code, without the word จังหวัด, in Thai dictionary order."""
    return _names(current_app.config["SQLALCHEMY_DATABASE_URI"])


@functools.lru_cache(maxsize=8)
def _names(address: str) -> dict[str, Words]:
    rows = db.session.execute(
        sa.select(Province.code, Province.name_th, Province.name_en).order_by(Province.sort_key)
    )
    return {code: Words(th, en) for code, th, en in rows}
