"""Saving by itself: the same rules, few past texts, and who has a section open."""

import datetime as dt
import json
from typing import Any

import pytest

from tests.conftest import TODAY
from tests.services.acting import (
    NAKHON,
    NAN,
    actor,
    body,
    codes,
    count,
    person_id,
    refusal,
    section,
)
from workflow.models import PastSection, Presence
from workflow.outline.merge import UNKNOWN
from workflow.queries.editor import editor
from workflow.queries.presence import others_at
from workflow.services.keep_presence import keep_presence
from workflow.services.keep_quiet import KEPT, Opened
from workflow.services.save_section import NewSection, save_section
from workflow.states.refusals import NotFound

pytestmark = pytest.mark.both

LATER = KEPT + dt.timedelta(minutes=1)


def _quiet(text: str, at: dt.datetime = TODAY, username: str = "drafter.55", **more: Any) -> int:
    version = section(NAN, "summary").version
    given = {"plan_id": NAN, "key": "summary", "body": {"executive_summary": text}}
    new = NewSection(**{**given, "version": version, "quiet": True, **more})
    return save_section(new, actor(username), at)


def _pasts() -> int:
    return count(PastSection, PastSection.plan_id == NAN, PastSection.key == "summary")


def past(version: int) -> Any:
    """What the summary said in a version that somebody saw."""
    return editor(NAN, actor("drafter.55"), TODAY).seen("summary", version)


def test_a_quiet_save_keeps_the_text_and_says_that_it_was_quiet() -> None:
    assert _quiet("พิมพ์อยู่") == 3
    assert json.loads(section(NAN, "summary").body) == {"executive_summary": "พิมพ์อยู่"}
    assert section(NAN, "summary").quiet is True


def test_a_quiet_save_of_what_is_there_writes_no_text() -> None:
    _quiet("พิมพ์อยู่")
    before = _pasts()
    assert _quiet("พิมพ์อยู่") == 3
    assert _pasts() == before


def test_a_quiet_save_that_saw_an_older_text_is_refused() -> None:
    _quiet("ของเพื่อน", username="drafter2.55")
    new = NewSection(plan_id=NAN, key="summary", body={}, version=2, quiet=True)
    assert codes(save_section, new, actor("drafter.55"), TODAY) == ["stale_section"]


def test_an_hour_of_typing_leaves_few_texts_behind() -> None:
    for n in range(60):
        _quiet(f"ร่าง {n}", TODAY + dt.timedelta(minutes=n))
    assert _pasts() <= 34


def test_a_text_that_a_page_shows_is_kept_for_it_however_long() -> None:
    seen = _quiet("ที่เพื่อนเห็น")
    keep_presence(Opened(NAN, "summary", seen), actor("drafter2.55"), TODAY)
    _quiet("ต่อ", TODAY + dt.timedelta(minutes=1))
    _quiet("ต่ออีก", TODAY + 2 * LATER)
    assert past(seen) == {"executive_summary": "ที่เพื่อนเห็น"}


def test_a_quiet_text_that_nobody_can_be_working_on_goes() -> None:
    seen = _quiet("ระหว่างทาง")
    _quiet("ต่อ", TODAY + dt.timedelta(minutes=1))
    _quiet("ต่ออีก", TODAY + 2 * LATER)
    assert past(seen) is UNKNOWN


def test_a_text_that_was_saved_by_a_button_is_kept() -> None:
    _quiet("กดบันทึก", quiet=False)
    _quiet("ต่อ", TODAY + dt.timedelta(minutes=1))
    _quiet("ต่ออีก", TODAY + 2 * LATER)
    assert past(3) == {"executive_summary": "กดบันทึก"}


def test_who_has_a_section_open_is_told_to_the_others() -> None:
    keep_presence(Opened(NAN, "summary", 2), actor("drafter2.55"), TODAY)
    at = TODAY + dt.timedelta(seconds=70)
    (other,) = others_at(NAN, "summary", actor("drafter.55"), at)
    assert (other.minutes, bool(other.name.th)) == (1, True)
    assert others_at(NAN, "summary", actor("drafter2.55"), at) == ()
    assert others_at(NAN, "summary", actor("drafter.55"), TODAY + dt.timedelta(minutes=2)) == ()


def test_a_sign_of_life_is_one_row_a_person_and_goes_after_half_a_day() -> None:
    for minutes in (0, 1):
        at = TODAY + dt.timedelta(minutes=minutes)
        keep_presence(Opened(NAN, "summary", 2), actor("drafter2.55"), at)
    assert count(Presence) == 1
    keep_presence(Opened(NAN, "risks", 2), actor("drafter.55"), TODAY + dt.timedelta(hours=13))
    assert count(Presence, Presence.person_id == person_id("drafter2.55")) == 0


def test_whoever_may_not_write_is_not_there() -> None:
    opened = Opened(NAN, "summary", 2)
    assert refusal(keep_presence, opened, actor("secretariat.1"), TODAY).code == 403
    assert refusal(keep_presence, Opened(NAKHON, "summary", 2), actor("drafter.80"), TODAY)
    assert count(Presence) == 0


@pytest.mark.parametrize(("username", "key"), [("drafter.45", "summary"), ("drafter.55", "none")])
def test_a_section_that_is_not_theirs_is_not_there(username: str, key: str) -> None:
    with pytest.raises(NotFound):
        keep_presence(Opened(NAN, key, 2), actor(username), TODAY)


def test_a_quiet_save_changes_nothing_else_of_the_section() -> None:
    before = body(NAN, "risks")
    _quiet("พิมพ์อยู่")
    assert body(NAN, "risks") == before
