"""What people type as what is stored, and back: digits of two scripts, years of two eras, baht."""

import pytest
from hypothesis import given as each
from hypothesis import strategies as st

from tests.outline.sample import outline
from tests.outline.strategies import PATIENT, stored
from workflow.forms.typed import given, typed
from workflow.outline.fields import Field
from workflow.outline.kinds import KINDS

AMOUNT = "projects.projects.budget.amount_satang"
COUNT = "projects.projects.target_count"
YEAR = "area.baseline.year"
DAY = "needs.forums.date"
MONTH = "projects.projects.activities.start_month"
VALUE = "area.baseline.value"
PHONE = "general.contact_phone"
NAME = "projects.projects.name"

READ = [
    (AMOUNT, "1,500,000.50", 150_000_050),
    (AMOUNT, "๑,๕๐๐,๐๐๐.๕๐", 150_000_050),
    (AMOUNT, " 1500000.5 ", 150_000_050),
    (AMOUNT, "0", 0),
    (COUNT, "๑,๒๐๐", 1200),
    (COUNT, "1200", 1200),
    (YEAR, "๒๕๖๙", 2569),
    (YEAR, " 2569 ", 2569),
    (DAY, "17/06/2569", "2026-06-17"),
    (DAY, "๑๗/๖/๒๕๖๙", "2026-06-17"),
    (DAY, "17/06/2026", "2026-06-17"),
    (DAY, "17 มิถุนายน 2569", "2026-06-17"),
    (DAY, "17 มิ.ย. 2569", "2026-06-17"),
    (DAY, "17 June 2026", "2026-06-17"),
    (DAY, "2026-06-17", "2026-06-17"),
    (DAY, "2569-06-17", "2026-06-17"),
    (MONTH, "๑๒", 12),
    (PHONE, "053-000 050", "053000050"),
    (PHONE, "๐๕๓๐๐๐๐๕๐", "053000050"),
    (PHONE, "(053) 000-050", "053000050"),
    (PHONE, "053 ต่อ 12", "053 ต่อ 12"),
    (NAME, " ชื่อ ๑ ", " ชื่อ ๑ "),
]
UNREAD = [
    *((AMOUNT, text) for text in ("abc", "1,5", "1.5.0", "١٢", "1e5", "฿5", "=1+1", "9" * 40)),
    *((COUNT, text) for text in ("1.5", "สิบ", "+5", "5 คน", "²")),
    *((YEAR, text) for text in ("2026", "69", "๒๕๖", "25690", "2569.0")),
    *((DAY, text) for text in ("31/02/2569", "17/06", "2569", "17.06/2569", "17 มิถุนา 2569", "x")),
    *((MONTH, text) for text in ("ตุลาคม", "1.0")),
]


def field(place: str) -> Field:
    """A field of the outline that comes with the product."""
    found = outline().field(place)
    assert found is not None
    return found


@pytest.mark.parametrize(("place", "text", "value"), READ)
def test_what_is_typed_is_read(place: str, text: str, value: object) -> None:
    assert given(field(place), text) == (value, None)


@pytest.mark.parametrize(("place", "text"), UNREAD)
def test_what_cannot_be_read_goes_on_as_typed_and_is_refused_by_the_outline(
    place: str, text: str
) -> None:
    value, code = given(field(place), text)
    assert (value, code) == (text, None)
    assert KINDS[field(place).type](field(place), value)[1] is not None


@pytest.mark.parametrize("text", ["", "  ", "\n", "\u00a0"])
@pytest.mark.parametrize("place", [AMOUNT, YEAR, DAY, VALUE, NAME])
def test_nothing_typed_is_nothing(place: str, text: str) -> None:
    assert given(field(place), text) == (None, None)


@pytest.mark.parametrize("text", ["1.005", "๐.๑๒๓"])
def test_parts_of_a_satang_are_named(text: str) -> None:
    assert given(field(AMOUNT), text) == (text, "baht_too_fine")


@pytest.mark.parametrize(("place", "text"), [(AMOUNT, "-5"), (COUNT, "-๑"), (AMOUNT, "-0.01")])
def test_a_negative_number_is_named(place: str, text: str) -> None:
    assert given(field(place), text) == (text, "too_small")


@pytest.mark.parametrize(
    ("place", "value", "language", "text"),
    [
        (AMOUNT, 150_000_050, "th", "1,500,000.50"),
        (DAY, "2026-06-17", "th", "17/06/2569"),
        (DAY, "2026-06-17", "en", "2026-06-17"),
        (DAY, "no day", "th", "no day"),
        (YEAR, 2569, "th", "2569"),
        (VALUE, "9.5", "th", "9.5"),
        (AMOUNT, None, "th", ""),
        (COUNT, "twelve", "th", "twelve"),
    ],
)
def test_a_stored_value_is_shown_as_people_type_it(
    place: str, value: object, language: str, text: str
) -> None:
    assert typed(field(place), value, language) == text


@PATIENT
@each(st.sampled_from([AMOUNT, COUNT, YEAR, DAY, MONTH, VALUE]), st.data())
def test_what_is_shown_reads_as_what_is_stored(place: str, data: st.DataObject) -> None:
    value = data.draw(stored(field(place)))
    language = data.draw(st.sampled_from(["th", "en"]))
    assert given(field(place), typed(field(place), value, language)) == (value, None)
