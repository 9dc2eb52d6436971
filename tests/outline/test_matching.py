"""Which row is which."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.outline.strategies import PATIENT
from workflow.outline.matching import Pair, keyed, likeness, moved, pairs, profile

FORUM = {"date": "2026-06-17", "place": "หอประชุมอำเภอ", "participants": 58}
OTHER = {"date": "2026-08-13", "place": "วัดป่า", "participants": 61}
SEVEN = {"date": "2026-06-17", "place": "หอประชุมอำเภอ", "participants": 77}


@pytest.mark.parametrize(
    ("old", "new", "key", "expected"),
    [
        ([], [], None, []),
        ([FORUM], [], None, []),
        ([FORUM], [FORUM], None, [(0, 0)]),
        ([FORUM, OTHER], [OTHER, FORUM], None, [(1, 0), (0, 1)]),
        ([FORUM, FORUM], [FORUM], None, [(0, 0)]),
        ([FORUM], [SEVEN], None, [(0, 0)]),
        ([FORUM], [OTHER], None, []),
        ([FORUM, OTHER], [OTHER, SEVEN], None, [(1, 0), (0, 1)]),
        ([SEVEN], [FORUM, SEVEN], None, [(0, 1)]),
        ([{"code": "1", "name": "ก"}], [{"code": "1", "name": "ข"}], "code", [(0, 0)]),
        ([{"code": "1", "name": "ก"}], [{"code": "2", "name": "ก"}], "code", []),
        ([{"code": "", "name": "ก"}], [{"code": "", "name": "ก"}], "code", [(0, 0)]),
        ([{"code": "1"}], [{"code": "1"}, {"code": "1"}], "code", [(0, 0)]),
        ([{"code": "1"}, {"code": "2"}], [{"code": "2"}, {"code": "1"}], "code", [(1, 0), (0, 1)]),
        (["ดินดี"], ["ดินดีมาก"], None, [(0, 0)]),
        (["ดินดี"], ["น้ำน้อย"], None, []),
        ([""], ["", "ก"], None, [(0, 0)]),
        ([{}], [{"name": ""}], None, []),
    ],
)
def test_rows_are_matched(
    old: list[Any], new: list[Any], key: str | None, expected: list[Pair]
) -> None:
    assert pairs(old, new, key) == expected


def test_of_rows_equally_alike_the_nearest_is_taken() -> None:
    old = [{"name": "อบรม", "year": year} for year in (1, 2, 3)]
    new = [{"name": "อบรม", "year": year} for year in (4, 5, 6)]
    assert pairs(old, new, None) == [(0, 0), (1, 1), (2, 2)]


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        ({"a": "กขคง"}, {"a": "กขคง"}, 1000),
        ({"a": "กขคง"}, {"a": "กขคจ"}, 500),
        ({"a": "ก", "b": 5}, {"a": "ก", "b": 6}, 500),
        ({"a": "ก", "b": None}, {"a": "ก", "b": []}, 1000),
        ({"a": ["ก", "ข"]}, {"a": ["ข", "ค"]}, 500),
        ({"a": {"b": 5}}, {"a": {"c": 5}}, 1000),
        ({"a": "ก"}, {"b": "ก"}, 0),
        ({}, {}, 0),
    ],
)
def test_how_alike_rows_are(one: Any, other: Any, score: int) -> None:
    assert likeness(profile(one), profile(other)) == score


@pytest.mark.parametrize(
    ("matched", "strays"),
    [
        ([], set()),
        ([(0, 0), (1, 1)], set()),
        ([(0, 1), (1, 2)], set()),
        ([(2, 0), (0, 1), (1, 2)], {(2, 0)}),
        ([(1, 0), (2, 1), (0, 2)], {(0, 2)}),
    ],
)
def test_the_fewest_rows_are_said_to_have_moved(matched: list[Pair], strays: set[Pair]) -> None:
    assert moved(matched) == strays


CODES = st.sampled_from(["", "1", "2"])
NAMES = st.text("กข", max_size=4)
ROWS = st.lists(st.fixed_dictionaries({"code": CODES, "name": NAMES}), max_size=5)


@PATIENT
@given(ROWS, st.sampled_from([None, "code"]))
def test_every_row_is_its_own_match(rows: list[dict[str, str]], key: str | None) -> None:
    assert pairs(rows, rows, key) == [(n, n) for n in range(len(rows))]


@PATIENT
@given(ROWS, ROWS, st.sampled_from([None, "code"]))
def test_no_row_is_matched_twice(
    old: list[dict[str, str]], new: list[dict[str, str]], key: str | None
) -> None:
    matched = pairs(old, new, key)
    assert len({a for a, _ in matched}) == len({b for _, b in matched}) == len(matched)


def test_a_key_that_is_there_twice_before_leaves_it_to_likeness() -> None:
    old = [{"code": "a", "name": "น้ำสะอาดเพื่อชุมชน"}, {"code": "a", "name": "โดรนสำรวจป่า"}]
    assert pairs(old, [{"code": "a", "name": "น้ำสะอาดเพื่อชุมชน"}], "code") == [(0, 0)]
    assert keyed(old, [old[0]], "code") == []


def test_a_column_that_only_one_fills_in_makes_them_less_alike() -> None:
    both, one = profile({"name": "น้ำสะอาด", "site": "แม่ริม"}), profile({"name": "น้ำสะอาด"})
    assert likeness(both, one) == likeness(one, both) == 500
