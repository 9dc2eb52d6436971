"""Filling a plan's forms as a drafter does: typing, choosing, ticking, adding rows."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import FilePayload

import workflow
from tests.journeys.browsing import Tab
from tests.outline.sample import outline
from workflow.demo.documents import Document, attachments, documents
from workflow.forms.typed import typed
from workflow.outline.fields import Field
from workflow.outline.findings import anchor

FIXED = "fixed_at_create"
OWN_PAGES = ("issues", "projects")
"""Sections whose rows have a page of their own each."""
SAMPLE: Mapping[str, Any] = next(
    plan
    for plan in json.loads(
        (Path(workflow.__path__[0]) / "demo/sample_plans.json").read_text(encoding="utf-8")
    )["plans"]
    if plan["key"] == "samut-songkhram-2571"
)


def for_yala() -> dict[str, Any]:
    """The sample's sections with Yala's districts and institution in place of its own."""
    text = json.dumps(SAMPLE["sections"], ensure_ascii=False)
    for code in ("01", "02", "03"):
        text = text.replace(f'"75{code}"', f'"95{code}"')
    for theirs, ours in (("INST-75", "INST-95"), ("75-2571", "95-2571"), ('"75"', '"95"')):
        text = text.replace(theirs, ours)
    sections: dict[str, Any] = json.loads(text)
    rows = [row for row in attachments(sections)["files"] if row["kind"] != "partner_consent"]
    return {**sections, "attachments": {"files": rows}}


class Drafter:
    """A person who writes a plan in a tab. plan: the address of its list of sections."""

    def __init__(self, tab: Tab, plan: str):
        self.tab, self.plan = tab, plan

    def everything(self, written: Callable[[str], object] = str) -> None:
        """Write every section of the sample, for Yala. written: told the key of each that has
        pages for its rows."""
        bodies = for_yala()
        self.brings(documents(bodies))
        for section in outline().sections:
            body = bodies[section.key]
            if section.key not in OWN_PAGES:
                self.section(section.key, section.fields, body)
                continue
            table = section.field[section.key]
            for number, row in enumerate(body[table.key]):
                self.row(table, number, row)
            written(section.key)

    def brings(self, documents: list[Document]) -> None:
        """Attach documents, one by one."""
        self.tab.open(self.plan.removesuffix("sections") + "files")
        for one in documents:
            file: FilePayload = {
                "name": one.name,
                "mimeType": "application/pdf",
                "buffer": one.content,
            }
            self.tab.find("#file").set_input_files(file)
            self.tab.press("main form .btn-primary")
            assert one.name in self.tab.text(".tasks")

    def section(self, key: str, fields: tuple[Field, ...], body: dict[str, Any]) -> None:
        """Fill a section that is one form, and save it."""
        asked = [one for one in fields if FIXED not in one.rules and one.type != "computed"]
        self.tab.open(f"{self.plan}/{key}")
        for one in asked:
            self._fill(anchor(f"{key}.{one.key}"), one, body.get(one.key))
        self.saves()

    def row(self, table: Field, number: int, body: dict[str, Any]) -> None:
        """Add a row that has a page of its own, and fill it."""
        self.tab.open(f"{self.plan}/{table.key}")
        self.tab.press(f'button[name="add"][value="{table.key}"]')
        assert self.tab.path == f"{self.plan}/{table.key}/{number + 1}"
        for column in table.stored:
            if column.key != table.row_key:
                at = anchor(f"x.{table.key}.{column.key}", (number,))
                self._fill(at, column, body.get(column.key))
        self.saves()

    def saves(self) -> None:
        """Save, and be told so."""
        self.tab.press('main form button[name="then"][value="stay"]')
        assert self.tab.text("[role=status]") in ("บันทึกแล้ว", "Saved")

    def _fill(self, at: str, one: Field, value: Any) -> None:
        if one.type == "table":
            self._rows(at, one, value or [])
        elif one.type == "list":
            self._lines(at, value or [])
        elif one.type == "multi_choice":
            self._ticks(at, value or [])
        elif value not in (None, ""):
            self._single(at, typed(one, value, "th"))

    def _rows(self, at: str, table: Field, rows: list[dict[str, Any]]) -> None:
        for number, row in enumerate(rows):
            self._room(at, number)
            for column in table.stored:
                self._fill(f"{at}-{number}-{column.key}", column, row.get(column.key))

    def _lines(self, at: str, texts: list[str]) -> None:
        for number, text in enumerate(texts):
            self._room(at, number)
            self._single(f"{at}-{number}", text)

    def _room(self, at: str, number: int) -> None:
        """Add a row where there is none yet; what was typed before stays."""
        if self.tab.page.locator(f"#{at}-{number}").count():
            return
        self.tab.press(f"#{at} button[name=add]")
        self.tab.find(f"#{at}-{number}")

    def _ticks(self, at: str, codes: list[str]) -> None:
        if not codes:
            return
        summary = self.tab.page.locator(f"#{at} summary")
        if summary.count():
            summary.click()
        for code in codes:
            self.tab.tick(f"#{at}-{code}")

    def _single(self, at: str, text: str) -> None:
        """Type or choose. Whether it is in sight the browser sees by itself: fields are many."""
        control = self.tab.page.locator(f"#{at}")
        if control.evaluate("it => it.tagName") == "SELECT":
            control.select_option(text)
        else:
            control.fill(text)
