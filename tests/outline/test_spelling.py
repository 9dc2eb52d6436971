"""A slip of the pen put right is spelling; another word is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.outline.spelling import edits, respelled


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("แผนพัฒนาจังหวัดเชียงใหม่", "แผนพัฒนาจังหวัดเชียงไหม่", True),
        ("หมู่บ้านแม่ขาย", "หมู่บ้านแม่ข่าย", True),
        ("แผนพัฒนาจังหวัดเชียงใหม่", "แผนพัฒนากลุ่มจังหวัดภาคเหนือ", False),
        ("อบรม 3 รุ่น", "อบรม 5 รุ่น", False),
        ("อบรม 3 รุ่น", "อบรม ๓ รุ่น", True),
        ("", "ใหม่", False),
        ("เดิม", "", False),
        ("ก" * 100, "ก" * 90 + "ข" * 10, True),
        ("ก" * 100, "ก" * 89 + "ข" * 11, False),
        ("กขค", "กขคงจฉ", True),
        ("กขค", "กขคงจฉช", False),
    ],
)
def test_what_is_spelling(old: str, new: str, expected: bool) -> None:
    assert respelled(old, new, share=10, least=3) is expected


@pytest.mark.parametrize(
    ("old", "new", "most", "expected"),
    [
        ("กขคง", "กขคง", 3, 0),
        ("กขคง", "กคง", 3, 1),
        ("kitten", "sitting", 5, 3),
        ("kitten", "sitting", 1, 2),
        ("ab", "cdefgh", 2, 3),
        ("abcdef", "uvwxyz", 2, 3),
    ],
)
def test_edits_are_counted_up_to_what_matters(old: str, new: str, most: int, expected: int) -> None:
    assert edits(old, new, most) == expected


@given(st.text("กขค", max_size=8), st.text("กขค", max_size=8))
def test_edits_read_alike_from_both_sides(one: str, other: str) -> None:
    assert edits(one, other, 8) == edits(other, one, 8)
