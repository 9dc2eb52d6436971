"""How a refusal carries its reasons: their order, its code, their words."""

import dataclasses
import datetime as dt

import pytest

from workflow.states.refusals import Kind, Reason, Refused, Stale, TooMany, refuse
from workflow.thai.words import Words

STALE = Reason("stale", Kind.STALE)
PERSON = Reason("not_yours", Kind.PERSON)
CONTENT, MORE = Reason("no_point"), Reason("ask_empty", field="reason")


@pytest.mark.parametrize(
    ("reasons", "code"),
    [
        ([CONTENT], 422),
        ([PERSON], 403),
        ([STALE], 409),
        ([CONTENT, PERSON], 403),
        ([CONTENT, PERSON, STALE], 409),
        ([CONTENT, STALE], 409),
    ],
)
def test_what_changed_comes_before_who_asks_before_what_is_asked(
    reasons: list[Reason], code: int
) -> None:
    assert Refused(reasons).code == code
    assert Refused(reversed(reasons)).code == code


def test_reasons_of_one_kind_keep_their_order() -> None:
    assert Refused([MORE, PERSON, CONTENT]).reasons == (PERSON, MORE, CONTENT)


def test_a_refusal_says_all_of_its_reasons() -> None:
    assert str(Refused([MORE, CONTENT])) == (
        "Please fill in this field.; A return needs at least one point to correct."
    )


def test_what_is_stale_has_one_reason_with_its_values() -> None:
    stale = Stale("wrong_stage", stage=Words("ร่าง", "Draft"), move=Words("เห็นชอบ", "Endorse"))
    assert stale.code == 409
    assert str(stale) == "The plan is now at “Draft”, so “Endorse” cannot be done."
    assert Stale().reasons[0].code == "stale"


def test_refuse_raises_a_single_reason() -> None:
    with pytest.raises(Refused) as refused:
        refuse("already_published", field="text", version=3)
    assert refused.value.reasons == (
        Reason("already_published", Kind.CONTENT, "text", values={"version": 3}),
    )


def test_too_many_tries_say_when_to_try_again() -> None:
    assert TooMany(30).retry_after == 30


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("th", "รอบนี้เปิดรับแผนตั้งแต่วันที่ 1\u00a0ตุลาคม\u00a02569"),
        ("en", "This round takes plans from 1\u00a0October\u00a02026."),
    ],
)
def test_a_day_is_said_as_people_of_the_language_write_it(language: str, text: str) -> None:
    reason = Reason("round_not_open", values={"day": dt.date(2026, 10, 1)})
    assert reason.text(language) == text


def test_words_from_elsewhere_stand_for_the_codes_own() -> None:
    reason = Reason("some_check", values={"n": 2}, words=Words("ขาด {n}", "{n} are missing"))
    assert (reason.text("th"), reason.text("en")) == ("ขาด 2", "2 are missing")


def test_a_value_nobody_gave_leaves_its_place_empty() -> None:
    assert Reason("no_title", words=Words("", "Title {where}!")).text("en") == "Title !"


def test_braces_that_a_person_typed_stay_text() -> None:
    reason = Reason("x", values={"name": "{actor.__class__}"}, words=Words("", "I am {name}"))
    assert reason.text("en") == "I am {actor.__class__}"


def test_of_somebody_else_it_is_told_in_other_words_where_there_are_some() -> None:
    own = Reason("author_decides", Kind.PERSON, field="reason", values={"move": "x"})
    other = own.of_another()
    assert other == dataclasses.replace(own, code="author_decides_of_another")
    assert "ท่าน" in own.text("th")
    assert "ท่าน" not in other.text("th")
    assert CONTENT.of_another() == CONTENT


@pytest.mark.parametrize(("language", "said"), [("th", "ของ PCSO ของ"), ("en", "ofPCSOof")])
def test_thai_words_stand_apart_from_latin_ones_that_are_filled_in(
    language: str, said: str
) -> None:
    reason = Reason("x", values={"post": "PCSO"}, words=Words("ของ{post}ของ", "of{post}of"))
    assert reason.text(language) == said


def test_too_many_tries_are_said_in_a_log_with_the_seconds() -> None:
    assert str(TooMany(30)) == "retry after 30 s"
