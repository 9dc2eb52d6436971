"""Hypothesis strategies: stored bodies that an outline allows, and what nobody should send."""

import datetime as dt
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.outline.sample import outline
from workflow.outline.fields import Field
from workflow.outline.kinds import settle

MODEST = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For bodies of whole sections: few examples, and patience on a busy machine."""
PATIENT = settings(max_examples=100, deadline=None)
"""For small values."""
LETTERS = "กขคงเแาิีุ่้์ำ aZ9๙-"
MARKS = "ำ่้๊ัิุ็์ํ\u0e3a\u200b\u202e\u0301\x00\ud800\r\n \u00a0"
ABSURD_TEXT = st.text(st.characters() | st.sampled_from(MARKS), max_size=12)
JUNK: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ABSURD_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ABSURD_TEXT, inner, max_size=4),
    max_leaves=8,
)
"""Anything that JSON could carry, and some that it could not."""
CODES = {
    "provinces.dopa_code": "50",
    "rounds.code": "2571-five-year",
    "representation.institutions.code": "INST-50",
    "issues.issues.code": "1",
    "files.sha256": "a" * 64,
}


def texts(most: int) -> st.SearchStrategy[str]:
    """Short texts in stored form."""
    text = st.text(LETTERS, max_size=min(most, 12)).map(settle)
    return text.filter(lambda one: one is not None).map(str)


def stored(field: Field) -> st.SearchStrategy[Any]:
    """Values that a field keeps as they are."""
    if field.type == "table":
        return st.lists(row(field.stored), max_size=2)
    if field.type == "list":
        return st.lists(texts(12).filter(bool), max_size=2)
    if field.type in ("text", "longtext"):
        return texts(int(field.max or 12))
    return _single(field)


def _single(field: Field) -> st.SearchStrategy[Any]:
    codes = st.sampled_from(sorted(field.choice) or ["5001", "5003", "9404"])
    kinds = {
        "int": st.integers(0, 5),
        "computed": st.integers(0, 5),
        "year_be": st.integers(2569, 2575),
        "month": st.integers(1, 12),
        "decimal": st.sampled_from(["0", "9.5", "60", "0.0001"]),
        "date": st.dates(dt.date(2026, 1, 1), dt.date(2030, 1, 1)).map(dt.date.isoformat),
        "choice": codes,
        "multi_choice": st.lists(codes, max_size=2, unique=True),
        "reference": st.just(CODES.get(field.refers_to or "")),
    }
    kept = kinds[field.type]
    return kept if field.type == "multi_choice" else st.none() | kept


def row(fields: tuple[Field, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """A stored body: every key, values that are kept."""
    return st.fixed_dictionaries({field.key: stored(field) for field in fields})


def bodies(*keys: str) -> st.SearchStrategy[dict[str, Any]]:
    """Sections of a plan in stored form."""
    sections = outline().section
    return st.fixed_dictionaries({key: row(sections[key].stored) for key in keys})


def given_for(field: Field) -> st.SearchStrategy[Any]:
    """What may come in for a field: what it keeps, junk, and for tables rows of junk."""
    if field.type != "table":
        return JUNK | stored(field)
    return JUNK | st.lists(JUNK | given_row(field.columns), max_size=2)


def given_row(fields: tuple[Field, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """A body that may come in: any of its keys, and one that it does not have."""
    known = {field.key: given_for(field) for field in fields}
    return st.fixed_dictionaries({}, optional=known | {"stranger": JUNK})
