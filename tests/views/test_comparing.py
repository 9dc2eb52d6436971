"""How two long texts stand side by side, and where pages of changes are cut."""

import pytest

from workflow.thai.passages import CUT, PUT, SAME
from workflow.views.comparing import is_cut, new_side, old_side, stray

LONG = "ข้อความ ที่ไม่เปลี่ยน " * 60


def test_a_side_shows_its_own_pieces_alone() -> None:
    kinds = [[piece.kind for piece in side("มี 3 แห่ง", "มี 5 แห่ง")] for side in (old_side, new_side)]
    assert kinds == [[SAME, CUT, SAME], [SAME, PUT, SAME]]


@pytest.mark.parametrize(
    ("old", "new", "begins", "ends"),
    [
        (f"1 {LONG}", f"2 {LONG}", "1", " … "),
        (f"{LONG} 1", f"{LONG} 2", " … ", "1"),
        (f"1 {LONG} 1", f"2 {LONG} 2", "1", "1"),
    ],
)
def test_what_stays_for_long_is_left_out(old: str, new: str, begins: str, ends: str) -> None:
    text = "".join(piece.text for piece in old_side(old, new))
    assert len(text) < 300
    assert " … " in text
    assert text.startswith(begins)
    assert text.endswith(ends)
    assert is_cut(old, new)


def test_a_side_says_that_it_ends_before_its_text_does() -> None:
    (piece,) = old_side("ก " * 9000, "")
    assert (piece.kind, piece.text) == (CUT, "ก " * 1749 + "ก …")


def test_a_short_text_is_shown_whole() -> None:
    assert not is_cut("มี 3 แห่ง", "มี 5 แห่ง")


def test_what_no_field_reads_is_told_by_its_keys() -> None:
    assert stray([{"a": 1, "b": None}, "c"]) == "a: 1 · b: \nc"
