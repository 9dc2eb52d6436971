"""Where a plan's text names one of its files."""

from tests.outline.sample import MINUTES, SITE, outline, plan
from workflow.outline.attached import files_named


def test_every_file_that_a_text_names_is_found_with_its_field() -> None:
    named = files_named(outline(), plan())
    assert [leaf.place for leaf in named[MINUTES]] == ["attachments.files.file"]
    assert [leaf.row for leaf in named[SITE]] == [(1,)]
    assert len(named) == 3


def test_a_file_that_is_named_twice_is_found_at_both_in_their_order() -> None:
    named = files_named(outline(), plan("attachments.files.2.file", MINUTES))
    assert [leaf.row for leaf in named[MINUTES]] == [(0,), (2,)]


def test_a_field_that_names_no_file_is_left_out() -> None:
    named = files_named(outline(), plan("attachments.files.0.file", ""))
    assert set(named) == {leaf.value for leaves in named.values() for leaf in leaves}
    assert len(named) == 2
