"""What is wrong with an outline file: each fault has a file that has it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.outline.small import SMALL, with_change
from tests.outline.strategies import PATIENT
from workflow.outline.lint import lint
from workflow.outline.outline import default_text, first_text
from workflow.outline.sentences import sentences

CASES = [
    ("not_toml", "file", "[rules]", "[rules"),
    ("no_name", "file", 'name = "small"', 'name = ""'),
    ("unknown_key", "file", 'name = "small"', 'name = "small"\nverison = 1'),
    ("unknown_key", "general", 'key = "general"', 'key = "general"\nhnit = 1'),
    ("unknown_key", "general.colour", 'key = "colour"', 'key = "colour"\nreqiured = true'),
    ("unknown_key", "email", 'code = "email"', 'code = "email"\nlevle = "error"'),
    ("unknown_key", "colours", 'code = "red"', 'code = "red", colour = "red"'),
    ("not_tables", "general.contact_email", "min = 3", "column = [3]"),
    ("not_tables", "things.rows.parts.side", "choices = [", "choices = [ 5,"),
    ("wrong_value", "file", "[rules]", "[[rules]]"),
    ("wrong_value", "general.contact_email", "required = true", 'required = "submit"'),
    ("wrong_value", "general.contact_email", "min = 3", 'min = "3"'),
    ("wrong_value", "general.contact_email", "max = 9", "max = true"),
    ("wrong_value", "general.weight", 'min = "0.5"', "min = 0.5"),
    ("wrong_value", "general.weight", 'min = "0.5"', 'min = "0.50"'),
    ("wrong_value", "general.colour", 'choices = "colours"', 'choices = "colours"\nmin = 1'),
    ("wrong_value", "general.words", "item_min = 1", 'item_min = "1"'),
    ("wrong_value", "general.contact_email", 'rules = ["email", ', "rules = [5, "),
    ("wrong_value", "general.colour", 'choices = "colours"', 'choices_from = "stars"'),
    ("wrong_value", "things.rows", 'row_key = "code"', "row_key = 5"),
    ("bad_key", "general.Colour", 'key = "colour"', 'key = "Colour"'),
    ("bad_key", "section", 'key = "general"', ""),
    ("double_section", "general", 'key = "things"', 'key = "general"'),
    ("double_field", "file", 'key = "rows"', 'key = "colour"'),
    ("double_field", "things.rows", 'key = "parts"', 'key = "code"'),
    ("double_check", "email", "[[check]]", '[[check]]\ncode = "email"\n[[check]]'),
    ("double_choice", "things.rows.parts.side", 'code = "left", ', ""),
    (
        "double_choice",
        "colours",
        "colours = [",
        'colours = [ { code = "red", label = { th = "แดง", en = "Red" } },',
    ),
    ("no_words", "file", ', en = "Small"', ""),
    ("no_words", "general", ', en = "General"', ""),
    ("no_words", "general", 'th = "คำแนะนำ", ', ""),
    ("no_words", "general.contact_email", 'th = "อีเมล", ', ""),
    ("no_words", "general.contact_email", ', en = "Such as"', ""),
    ("no_words", "colours", ', en = "Red"', ""),
    ("no_words", "colours", 'code = "red", label', 'code = "place", lable'),
    ("no_words", "email", ', en = "Wrong e-mail."', ""),
    ("no_words", "required", 'required = { th = "{label}", ', "required = { "),
    ("unknown_type", "general.colour", 'type = "choice"', 'type = "choise"'),
    ("limits_crossed", "general.contact_email", "min = 3", "min = 30"),
    ("limits_crossed", "general.weight", 'min = "0.5"', 'min = "9.5"'),
    ("limits_crossed", "general.words", "item_min = 1", "item_min = 10"),
    ("no_column", "general.words", 'type = "list"', 'type = "table"'),
    ("strange_column", "things.rows", 'type = "table"', 'type = "list"'),
    ("nested_table", "things.rows.parts", "row_page = true", ""),
    ("nested_table", "things.rows.parts.side", 'key = "side"\n    type = "choice"', ""),
    ("strange_row_page", "general.words", 'type = "list"', 'type = "list"\nrow_page = true'),
    ("unknown_row_key", "things.rows", 'row_key = "code"', 'row_key = "name"'),
    ("no_choice", "general.colour", 'choices = "colours"', ""),
    ("no_choice", "shapes", "[choices]", "[choices]\nshapes = []"),
    ("strange_choice", "general.weight", 'min = "0.5"', 'choices = "colours"'),
    ("unknown_choices", "general.colour", 'choices = "colours"', 'choices = "colors"'),
    ("unknown_reference", "general.round", '"rounds.code"', '"rounds.name"'),
    ("unknown_sum", "general.total", "of = ", "# of = "),
    ("unknown_sum", "things.rows.code", 'key = "code"\n  type = "text"', ""),
    ("unknown_rule", "general.contact_email", '"personal_data"]', '"personal"]'),
    ("unknown_rule", "general.contact_email", '"personal_data"]', '"phone"]'),
    ("unknown_rule", "rules", "personal_data = ", 'personnal = "x"\npersonal_data = '),
    ("unknown_check", "emial", 'code = "email"', 'code = "emial"'),
    ("unknown_level", "email", 'level = "error"', 'level = "fatal"'),
    ("unknown_where", "email", '"general.contact_email"', '"general.email"'),
    ("no_message", "required", "required = {", "reqiured = {"),
    ("unknown_message", "reqiured", "required = {", "reqiured = {"),
    ("unknown_placeholder", "required", 'required = { th = "{label}', 'required = { th = "{who}'),
    ("unknown_placeholder", "required", 'required = { th = "{label}', 'required = { th = "{min:9}'),
    ("unknown_placeholder", "email", "อีเมลผิด", "อีเมลผิด {label}"),
    ("unknown_placeholder", "email", "อีเมลผิด", "อีเมลผิด {"),
]
SWAPPED = {
    "nested_table things.rows.parts.side": 'key = "side"\n    type = "table"',
    "unknown_sum things.rows.code": 'key = "code"\n  type = "computed"',
}
"""Replacements too long for a line of the table above."""


def test_the_default_outline_has_no_fault() -> None:
    assert lint(default_text()) == []


def test_nor_had_the_first_one() -> None:
    assert lint(first_text()) == []


def test_the_small_outline_has_no_fault() -> None:
    assert lint(SMALL) == []


def test_only_what_blocks_may_say_what_it_is_about() -> None:
    error = with_change("อีเมลผิด", "อีเมลผิด {about}")
    warning = error.replace('level = "error"', 'level = "warning"')
    assert lint(error) == []
    assert [fault.code for fault in lint(warning)] == ["unknown_placeholder"]


@pytest.mark.parametrize(("code", "place", "old", "new"), CASES)
def test_a_fault_is_found_at_its_place(code: str, place: str, old: str, new: str) -> None:
    text = with_change(old, SWAPPED.get(f"{code} {place}", new))
    assert (code, place) in {(fault.code, fault.place) for fault in lint(text)}


def test_an_outline_needs_a_section() -> None:
    assert "no_section" in {fault.code for fault in lint('name = "small"')}


@pytest.mark.parametrize("code", sorted({case[0] for case in CASES}))
def test_every_fault_is_said_in_both_languages(code: str) -> None:
    assert sentences()[f"lint_{code}"].complete


def test_every_sentence_of_the_lint_has_a_file_that_causes_it() -> None:
    said = {code for code in sentences() if code.startswith("lint_")}
    assert said == {f"lint_{case[0]}" for case in CASES} | {"lint_no_section"}


def test_the_sentence_names_place_and_detail() -> None:
    (fault,) = lint(with_change("max = 9", "max = 1"))
    assert fault.words.en == "general.contact_email: the least is more than the most (3 > 1)."


@pytest.mark.parametrize(
    ("code", "place", "detail"),
    [
        ("unknown_key", "file", "verison"),
        ("unknown_key", "general", "hnit"),
        ("unknown_key", "general.colour", "reqiured"),
        ("unknown_key", "email", "levle"),
        ("unknown_key", "colours", "colour"),
        ("not_tables", "general.contact_email", "column"),
        ("not_tables", "things.rows.parts.side", "choices"),
        ("wrong_value", "file", "rules"),
        ("wrong_value", "general.contact_email", "required"),
        ("wrong_value", "general.words", "item_min"),
        ("wrong_value", "things.rows", "row_key"),
        ("no_words", "file", "title"),
        ("no_words", "general", "title"),
        ("no_words", "general.contact_email", "label"),
        ("unknown_type", "general.colour", "choise"),
        ("unknown_row_key", "things.rows", "name"),
        ("unknown_choices", "general.colour", "colors"),
        ("unknown_reference", "general.round", "rounds.name"),
        ("unknown_rule", "general.contact_email", "personal"),
        ("unknown_level", "email", "fatal"),
        ("unknown_where", "email", "general.email"),
        ("unknown_placeholder", "required", "who"),
        ("unknown_placeholder", "email", "label"),
    ],
)
def test_a_fault_names_what_is_wrong_there(code: str, place: str, detail: str) -> None:
    old, new = next(case[2:] for case in CASES if case[:2] == (code, place))
    said = [one for one in lint(with_change(old, new)) if (one.code, one.place) == (code, place)]
    assert any(detail in one.words.en and detail in one.words.th for one in said)


def test_a_file_that_cannot_be_read_says_where() -> None:
    (fault,) = lint(with_change("[rules]", "[rules"))
    assert "line" in fault.words.en


@pytest.mark.parametrize("text", ["", "x = " + "[" * 5000, "a = 1\ud800", "section = 5"])
def test_absurd_files_are_faults_too(text: str) -> None:
    assert lint(text)


@PATIENT
@given(st.integers(0, len(SMALL) - 1), st.sampled_from(["", "[", '"', "5", "{}", "true", "\n"]))
def test_no_slip_of_the_pen_breaks_the_lint(at: int, slip: str) -> None:
    assert isinstance(lint(SMALL[:at] + slip + SMALL[at + 1 :]), list)
