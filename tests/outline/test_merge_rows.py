"""Rows without a code that two people wrote: known by likeness, and none of them lost."""

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.outline.strategies import PATIENT
from workflow.outline.merge_rows import Collides, merge_rows

Rows = list[dict[str, Any]]
FLOOD, FIRE, THEFT = (
    {"risk": "น้ำท่วมพื้นที่โครงการในฤดูฝน", "owner": "ปภ.", "level": 3},
    {"risk": "ไฟป่าและหมอกควันข้ามแดน", "owner": "ทสจ.", "level": 2},
    {"risk": "อุปกรณ์ตรวจวัดสูญหาย", "owner": "ตำรวจภูธร", "level": 1},
)
MORE, LESS = {**FLOOD, "level": 5}, {**FLOOD, "level": 1}
NEW, OTHER = {"risk": "ภัยแล้ง"}, {"risk": "โรคระบาดสัตว์"}
BASE = [FLOOD, FIRE, THEFT]


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ([MORE, FIRE, THEFT], [FLOOD, FIRE], [MORE, FIRE]),
        ([MORE, FIRE, THEFT], [FLOOD, {**FIRE, "level": 4}, THEFT], [MORE, {**FIRE, "level": 4}]),
        ([*BASE, NEW], [*BASE, OTHER], [*BASE, OTHER, NEW]),
        ([NEW, *BASE], [OTHER, *BASE], [OTHER, NEW, *BASE]),
        ([FLOOD, NEW, FIRE, THEFT], [OTHER, *BASE], [OTHER, FLOOD, NEW, FIRE, THEFT]),
        ([FIRE, FLOOD, THEFT, NEW], [*BASE, OTHER], [FIRE, FLOOD, THEFT, OTHER, NEW]),
        ([MORE, FIRE, THEFT], [THEFT, FLOOD, FIRE], [THEFT, MORE, FIRE]),
        ([FIRE, THEFT], [FLOOD, FIRE], [FIRE]),
        ([*BASE, NEW, NEW], [*BASE, NEW], [*BASE, NEW, NEW]),
        ([], BASE, []),
    ],
)
def test_work_on_different_rows_is_taken_from_both(mine: Rows, theirs: Rows, both: Rows) -> None:
    found = merge_rows(BASE, mine, theirs)
    assert found[: len(both)] == both
    assert found[len(both) :] in ([], [THEFT])


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ([MORE, FIRE, THEFT], [LESS, FIRE, THEFT]),
        ([FIRE, THEFT], [LESS, FIRE, THEFT]),
        ([MORE, FIRE, THEFT], [FIRE, THEFT]),
    ],
)
def test_work_on_one_row_collides(mine: Rows, theirs: Rows) -> None:
    with pytest.raises(Collides):
        merge_rows(BASE, mine, theirs)


def test_both_may_do_the_same_to_a_row() -> None:
    assert merge_rows(BASE, [MORE, NEW], [MORE, FIRE, NEW]) == [MORE, NEW]


RISKS = st.sampled_from(["น้ำท่วมใหญ่", "ไฟป่าลุกลาม", "ภัยแล้งยาวนาน", "โรคระบาด", ""])
ROW = st.fixed_dictionaries(
    {"risk": RISKS, "owner": st.sampled_from(["ปภ.", "ทสจ.", ""]), "level": st.integers(1, 3)}
)
TABLE = st.lists(ROW, max_size=4)


@st.composite
def edits(draw: st.DrawFn, base: Rows) -> Rows:
    """A table as somebody leaves it: rows changed, taken out, moved and added."""
    kept = [{**row, **draw(st.sampled_from([{}, {}, {"level": 9}]))} for row in base]
    kept = [row for row in kept if draw(st.integers(0, 4))]
    added = draw(st.lists(ROW, max_size=2))
    return draw(st.permutations([*kept, *added])) if draw(st.booleans()) else [*kept, *added]


@st.composite
def three(draw: st.DrawFn) -> tuple[Rows, Rows, Rows]:
    """A table, and as two people leave it."""
    base = draw(TABLE)
    return base, draw(edits(base)), draw(edits(base))


def tried(base: Rows, mine: Rows, theirs: Rows) -> Rows | None:
    """What comes of it; None where it collides."""
    try:
        return merge_rows(base, mine, theirs)
    except Collides:
        return None


def counted(rows: Rows) -> Counter[str]:
    return Counter(json.dumps(row, sort_keys=True) for row in rows)


@PATIENT
@given(three())
def test_what_one_alone_did_is_just_that(tables: tuple[Rows, Rows, Rows]) -> None:
    base, mine, _ = tables
    assert merge_rows(base, mine, base) == mine
    assert merge_rows(base, base, mine) == mine
    assert merge_rows(base, mine, mine) == mine


@PATIENT
@given(three())
def test_from_either_side_it_is_the_same_but_for_the_order(tables: tuple[Rows, Rows, Rows]) -> None:
    base, mine, theirs = tables
    one, other = tried(base, mine, theirs), tried(base, theirs, mine)
    assert (one is None) == (other is None)
    assert counted(one or []) == counted(other or [])


@PATIENT
@given(three())
def test_nothing_that_somebody_wrote_is_lost(tables: tuple[Rows, Rows, Rows]) -> None:
    base, mine, theirs = tables
    found = tried(base, mine, theirs)
    for side in (mine, theirs):
        written = counted(side) - counted(base)
        assert found is None or not written - counted(found)
