"""Reading a workbook for a table of the product's outline, with the choices of a small plan."""

from collections.abc import Sequence
from typing import Any

import geothai

from tests.outline.sample import outline
from workflow.forms.brought import Reading, Wanted, reading
from workflow.forms.controls import Offered
from workflow.outline.fields import Field
from workflow.outline.grids import ADD, is_taken, table_of
from workflow.workbooks import read

Row = dict[str, Any]
YEARS = range(2571, 2576)


def table(place: str) -> Field:
    """A table by its dotted place."""
    found = table_of(outline(), *place.split("."))
    assert found is not None
    return found


def offered(language: str) -> Offered:
    """What a plan of Chiang Mai offers."""
    districts = [(d.code, d.name_en if language == "en" else d.name_th) for d in DISTRICTS]
    choices = {
        "years": [(str(year), str(year)) for year in YEARS],
        "districts": districts,
        "issues.issues.code": [("1", "1 ชื่อประเด็น"), ("2", "2 ประเด็นที่สอง")],
    }
    return Offered(language, choices)


def wanted(place: str, way: str = ADD, present: Sequence[Row] = ()) -> Wanted:
    """A table to read a file for."""
    both = (offered("th"), offered("en"))
    return Wanted(outline(), place.split(".")[0], table(place), present, way, both)


def found_in(content: bytes, place: str, way: str = ADD, present: Sequence[Row] = ()) -> Reading:
    """What came of reading a file."""
    return reading(wanted(place, way, present), read(content))


def told(result: Reading) -> list[tuple[str, str]]:
    """What stands against a file: cell and code."""
    return [(it.spot.cell if it.spot else "", it.reason.code) for it in result.errors]


DISTRICTS = geothai.districts("50")
TABLES = [
    f"{section.key}.{field.key}"
    for section in outline().sections
    for field in section.stored
    if field.type == "table" and is_taken(field)
]
"""Every table that a file can bring, by its dotted place."""
