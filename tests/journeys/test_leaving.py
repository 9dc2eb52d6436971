"""Leaving a decision's form: asked for what is written in it and kept nowhere, not for the rest."""

import re

import pytest
from playwright.sync_api import Dialog, Route, expect

from tests.journeys.browsing import Tab
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.browser

PATH, STATE = "/plans/4/moves/recommend", "[data-state]"
FILLED_IN = """form => {
  const password = Object.assign(document.createElement("input"), { name: "password" });
  form.append(password);
  password.value = "kept by the browser";
}"""
KEPT = re.compile(r"เก็บไว้แล้ว \d\d:\d\d")


def answered(tab: Tab) -> list[str]:
    """What the browser asks from now on, which is answered with yes."""
    asked = list[str]()

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    tab.page.on("dialog", answer)
    return asked


def unheard(tab: Tab) -> None:
    """Let nothing that the page sends by itself arrive."""
    tab.page.route("**/unsent", lambda route: route.abort())


def test_who_leaves_a_form_with_words_in_it_is_asked(world: str, visit: Visit) -> None:
    tab = visit(world, "clinic.75").open(PATH)
    asked = answered(tab)
    tab.press(".crumbs a")
    assert (tab.path, asked) == ("/inbox", [])
    tab.open(PATH)
    unheard(tab)
    tab.type("#opinion", "เห็นควร")
    tab.press(".crumbs a")
    assert (tab.path, asked) == ("/inbox", ["beforeunload"])
    tab.complaints.clear()


def test_who_sends_it_is_not_but_is_when_it_comes_back(world: str, visit: Visit) -> None:
    tab = visit(world, "clinic.75").open(PATH)
    asked = answered(tab)
    unheard(tab)
    tab.type("#opinion", "เห็นควร")
    tab.press("main form button.btn-lg")
    tab.find(".errors")
    assert not asked
    tab.press(".crumbs a")
    assert (tab.path, asked) == ("/inbox", ["beforeunload"])
    tab.complaints.clear()


def test_a_password_that_a_browser_fills_in_is_nothing_that_was_written(
    world: str, visit: Visit
) -> None:
    tab, late = visit(world, "clinic.75"), list[Route]()
    asked = answered(tab)
    tab.page.route("**/autosave.*.js", lambda route: late.append(route))
    tab.page.goto(PATH, wait_until="commit")
    tab.find("form[data-autosave]").evaluate(FILLED_IN)
    late.pop().continue_()
    tab.page.wait_for_load_state()
    tab.press(".crumbs a")
    assert (tab.path, asked) == ("/inbox", [])


def test_who_leaves_what_is_kept_is_not_and_finds_it_again(world: str, visit: Visit) -> None:
    tab = visit(world, "clinic.75").open(PATH)
    asked = answered(tab)
    tab.type("#opinion", "เห็นควร")
    expect(tab.find(STATE)).to_have_text(KEPT)
    tab.press(".crumbs a")
    assert (tab.path, asked) == ("/inbox", [])
    tab.press(".task__meta a")
    assert tab.find("#opinion").input_value() == "เห็นควร"
