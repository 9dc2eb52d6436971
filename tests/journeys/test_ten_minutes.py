"""A PCSO with ten minutes and a phone: from signing in to an endorsed plan in six presses."""

import pytest

from tests.journeys.browsing import Tab
from tests.journeys.conftest import Visit
from workflow.queries.demo import PASSWORD

pytestmark = pytest.mark.browser

MOST_PRESSES = 6


def test_a_pcso_endorses_within_six_presses_on_a_phone(world: str, visit: Visit) -> None:
    tab = visit(world, width=390, height=844).open("/sign-in")
    tab.type("#username", "pcso.80")
    tab.type("#password", PASSWORD)
    pressed = [_press(tab, it) for it in ("main form button.btn-primary", ".task__act a")]
    tab.picture("brief-1-read")
    _reads_to_the_end(tab)
    pressed += [_press(tab, it) for it in (".acts .btn-primary", ".dock a", "form .btn-lg")]
    assert tab.path == "/plans/5"
    assert "เห็นชอบ" in tab.text('[role="status"]')
    assert len(pressed) <= MOST_PRESSES


def _press(tab: Tab, selector: str) -> str:
    tab.press(selector)
    return selector


def _reads_to_the_end(tab: Tab) -> None:
    """The acts stay within reach wherever the reader is."""
    tab.page.evaluate("window.scrollTo(0, document.body.scrollHeight / 2)")
    box = tab.find(".acts").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < box["height"]
