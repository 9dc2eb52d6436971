"""What a paper tells of: one revision of a plan, and how far it has come."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflow.outline.outline import Outline
from workflow.outline.shown import Names
from workflow.thai.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A decision that stands: who took it, from which post and in what capacity, what was said
    with it, and where it stands in the record. document: day and number of the paper on which it
    was decided, if it was."""

    act: Words
    name: Words
    post: str
    capacity: str
    order_no: str
    at: dt.datetime
    said: tuple[str, ...]
    n: int
    hash: str
    document: tuple[dt.date, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A place on the plan's way where somebody decides. signed: None while nobody has."""

    title: Words
    post: str
    signed: Signed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Which paper it is. address: where the public verifies it; empty for a paper on which nothing
    is decided."""

    kind: str
    edition: str
    revision: int
    code: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The frozen text. before: sections of the revision before, None for the first."""

    outline: Outline
    sections: Mapping[str, Any]
    before: Mapping[str, Any] | None
    digest: str
    frozen_at: dt.datetime
    names: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """A plan that this one follows. amendment: of what kind the amendment is that this one is of
    it; None where it is an ended plan that was begun again. revision: 0 when it was never sent.
    digest: of its last text."""

    title: Words
    revision: int
    digest: str
    amendment: Words | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One paper's material. place: the province as papers call it: จังหวัดน่าน, Nan. until: when the
    newest act was done that the paper knows of; stage: where the plan was then. follows: the plans
    before it, that which it amends first."""

    label: Label
    text: Text
    place: Words
    round: Words
    stage: Words
    until: dt.datetime
    desks: tuple[Desk, ...]
    warnings: tuple[Words, ...]
    follows: tuple[Before, ...] = ()

    @property
    def language(self) -> str:
        """Of the paper: "th" or "en"."""
        return "en" if self.label.edition == "en" else "th"

    @property
    def title(self) -> str:
        """The plan's title in the paper's language, as far as it has one."""
        general = self.text.sections.get("general", {})
        keys = ("title_en", "title_th") if self.language == "en" else ("title_th", "title_en")
        return next((str(general[key]) for key in keys if general.get(key)), "")
