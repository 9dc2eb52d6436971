"""What a plan's page shows below its head, made once for each text and kept in the process.

It follows from its name alone: from nothing else that changes while a process runs. Who may read
the plan is asked before, at each request.
"""

import sys
from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock

from flask import Flask, current_app, render_template
from markupsafe import Markup

from workflow.queries.plan_page import PlanPage
from workflow.queries.present_text import present_text
from workflow.spoken import here, language
from workflow.views.points import may_review
from workflow.views.values import parts

MOST = 16_000_000
"""Bytes of texts that a process keeps: some three hundred."""


@dataclass(frozen=True, slots=True)
class Pin:
    """An open point, as it stands by the section that it is about."""

    no: int
    section: str
    field: str
    row: str | None
    blocking: bool


@dataclass(frozen=True, slots=True)
class Name:
    """All that the text of a plan's page follows from. digest: of sections and files.
    newest_file: with it the plan may know a file by another name. root: where our addresses begin.
    edits, reviews: whether it leads to the editor, and to making points. pins: the open points."""

    plan_id: int
    outline_id: int
    digest: str
    newest_file: int | None
    language: str
    root: str
    edits: bool
    reviews: bool
    pins: tuple[Pin, ...]


class Kept:
    """Texts by name, the least lately used of them given up for newer ones."""

    def __init__(self, most: int = MOST):
        self.most, self.size = most, 0
        self._texts: OrderedDict[Name, Markup] = OrderedDict()
        self._lock = Lock()

    def get(self, name: Name) -> Markup | None:
        """The text of a name, if it is kept."""
        with self._lock:
            if name in self._texts:
                self._texts.move_to_end(name)
            return self._texts.get(name)

    def put(self, name: Name, text: Markup) -> None:
        """Keep a text."""
        with self._lock:
            self._give_up(name)
            self._texts[name] = text
            self.size += sys.getsizeof(text)
            while self.size > self.most:
                self._give_up(next(iter(self._texts)))

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._texts.clear()
            self.size = 0

    def _give_up(self, name: Name) -> None:
        self.size -= sys.getsizeof(self._texts.pop(name)) if name in self._texts else 0


def bind_kept(app: Flask) -> None:
    """Give an app its own: two apps have two databases."""
    app.extensions["kept_texts"] = Kept()


def plan_text(page: PlanPage) -> Markup:
    """What a plan's page shows below its head, for a person who may read the plan."""
    kept: Kept = current_app.extensions["kept_texts"]
    name = Name(
        plan_id=page.plan.id,
        outline_id=page.plan.outline_id,
        digest=page.plan.digest,
        newest_file=page.plan.newest_file,
        language=language(),
        root=here().root,
        edits=not page.unwritable,
        reviews=may_review(page),
        pins=tuple(
            Pin(one.no, one.section, one.field, one.row, one.blocking)
            for one in page.case.points
            if one.ticked_at is None
        ),
    )
    return kept.get(name) or _made(page, name, kept)


def _made(page: PlanPage, name: Name, kept: Kept) -> Markup:
    """Make a text and keep it. Somebody may have saved since the page was read: it is kept under
    the digest that was read with it."""
    text, outline = present_text(name.plan_id), page.case.outline
    name = replace(name, digest=text.digest, newest_file=text.newest_file)
    made = render_template(
        "plans/_text.html",
        plan_id=name.plan_id,
        outline=outline,
        sections=text.sections,
        parts=parts(outline, text.sections),
        edits=name.edits,
        reviews=name.reviews,
        points=name.pins,
    )
    kept.put(name, Markup(made))  # noqa: S704 - of a template, which escapes
    return Markup(made)  # noqa: S704 - the same
