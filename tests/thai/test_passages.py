"""Where two texts differ, in pieces that a reader can follow."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.thai.passages import CUT, PUT, SAME, Piece, passages

TEXTS = st.text(st.sampled_from("กขเแอะาิ่้ ab1\n"), max_size=60)


def told(old: str, new: str) -> str:
    """The pieces in a line: [-cut-]{+put+}."""
    marks = {SAME: "%s", CUT: "[-%s-]", PUT: "{+%s+}"}
    return "".join(marks[piece.kind] % piece.text for piece in passages(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("ข้อมูลล่าช้า", "ข้อมูลล่าช้า", "ข้อมูลล่าช้า"),
        ("", "ข้อมูล", "{+ข้อมูล+}"),
        ("ข้อมูล", "", "[-ข้อมูล-]"),
        ("", "", ""),
        ("มีสถานี 3 แห่ง ในอำเภอ", "มีสถานี 5 แห่ง ในอำเภอ", "มีสถานี [-3 -]{+5 +}แห่ง ในอำเภอ"),
        (
            "สถานีวัดตั้งห่างกันมากและข้อมูลล่าช้า",
            "สถานีวัดตั้งห่างกันเกินไปและข้อมูลล่าช้า",
            "สถานีวัดตั้งห่างกัน[-มาก-]{+เกินไป+}และข้อมูลล่าช้า",
        ),
        ("ดินดีน้ำดี", "โรงอบลำไย", "[-ดินดีน้ำดี-]{+โรงอบลำไย+}"),
    ],
)
def test_a_difference_is_marked_where_it_is(old: str, new: str, expected: str) -> None:
    assert told(old, new) == expected


def test_a_piece_never_begins_with_a_mark_of_the_letter_before() -> None:
    pieces = passages("การพัฒนาพื้นที่ต้นแบบ", "การพัฒนาพื้นที่ต่างแบบ")
    assert not [p for p in pieces if "\u0e31" <= p.text[0] <= "\u0e3a" or p.text[0] >= "\u0e47"]


@given(TEXTS, TEXTS)
def test_the_pieces_make_both_texts(old: str, new: str) -> None:
    pieces = passages(old, new)
    assert "".join(p.text for p in pieces if p.kind != PUT) == old
    assert "".join(p.text for p in pieces if p.kind != CUT) == new


@given(TEXTS, TEXTS)
def test_no_two_neighbours_are_of_a_kind_and_none_is_empty(old: str, new: str) -> None:
    pieces = passages(old, new)
    assert all(piece.text for piece in pieces)
    assert all(a.kind != b.kind for a, b in zip(pieces, pieces[1:], strict=False))


@pytest.mark.parametrize(("old", "new"), [("a " * 8000, "ab " * 8000), ("กข" * 4000, "ขก" * 4000)])
def test_texts_made_to_be_slow_are_compared_soon(old: str, new: str) -> None:
    began = time.process_time()
    passages(f"x {old}", f"y {new} z")
    assert time.process_time() - began < 5


def test_of_texts_too_alike_to_compare_the_middle_is_said_whole() -> None:
    assert passages("a " * 300 + "b", "b " + "a " * 300)[0] == Piece(CUT, "a " * 300 + "b")
