"""Leaving a decision's form: asked for what is written in it, not for what is not."""

import pytest
from playwright.sync_api import Dialog

from tests.journeys.browsing import Tab
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.browser


def answered(tab: Tab) -> list[str]:
    """What the browser asks from now on, which is answered with yes."""
    asked = list[str]()

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    tab.page.on("dialog", answer)
    return asked


def test_who_leaves_a_form_with_words_in_it_is_asked(world: str, visit: Visit) -> None:
    tab = visit(world, "clinic.75").open("/plans/4/moves/recommend")
    asked = answered(tab)
    tab.press(".crumbs a")
    assert (tab.path, asked) == ("/inbox", [])
    tab.open("/plans/4/moves/recommend").type("#opinion", "เห็นควร")
    tab.press(".crumbs a")
    assert (tab.path, asked) == ("/inbox", ["beforeunload"])


def test_who_sends_it_is_not_but_is_when_it_comes_back(world: str, visit: Visit) -> None:
    tab = visit(world, "clinic.75").open("/plans/4/moves/recommend")
    asked = answered(tab)
    tab.type("#opinion", "เห็นควร")
    tab.press("main form button.btn-lg")
    tab.find(".errors")
    assert not asked
    tab.press(".crumbs a")
    assert (tab.path, asked) == ("/inbox", ["beforeunload"])
