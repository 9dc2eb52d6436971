"""Typst at work: a paper's content in, a PDF out. The same content gives the same bytes.

Content goes in as JSON and is used as strings: nothing that people wrote is ever Typst code. The
files are PDF/A-3a and PDF/UA-1: they can be archived, and read aloud. Copied text is not to be
relied on (Thai marks are doubled in it), so the plan's own text is attached as JSON.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import fontpkg
import typst

from workflow.canonical import canonical_json
from workflow.papers.endorsement import endorsement_content
from workflow.papers.matter import Matter
from workflow.papers.plan import plan_content
from workflow.papers.qr import qr_svg
from workflow.papers.summary import ROOMS, summary_content
from workflow.papers.wording import in_digits

TEMPLATES = Path(__file__).with_name("typst")
_STANDARDS: list[Any] = ["a-3a", "ua-1"]


@dataclass(frozen=True, slots=True)
class Pressed:
    """A finished paper."""

    content: bytes
    pages: int


def press(matter: Matter) -> Pressed:
    """Make a paper. Raises RuntimeError when Typst cannot set it."""
    if matter.label.kind == "summary":
        return _on_one_page(matter)
    return _set(matter, _WHOLE[matter.label.kind](matter))


def _on_one_page(matter: Matter) -> Pressed:
    """The fullest summary that one page holds; in the last room, as many pages as it takes."""
    for room in ROOMS:
        pressed = _set(matter, summary_content(matter, room))
        if pressed.pages == 1:
            break
    return pressed


def _set(matter: Matter, content: dict[str, Any]) -> Pressed:
    compiler = compiled(matter, content)
    pdf = compiler.compile(format="pdf", pdf_standards=_STANDARDS)
    pages = json.loads(compiler.query("<pages>", field="value", one=True))
    if not isinstance(pdf, bytes):
        raise TypeError("a PDF is one run of bytes")
    return Pressed(pdf, int(pages))


def compiled(matter: Matter, content: dict[str, Any]) -> "typst.Compiler":
    """Typst, given a paper's template, its content and, for the whole plan, its text."""
    inputs = {
        "content": json.dumps(in_digits(matter, content), ensure_ascii=False),
        "qr": qr_svg(matter.label.address) if matter.label.address else "",
        "text": canonical_json(dict(matter.text.sections)).decode(),
    }
    return typst.Compiler(
        str(TEMPLATES / f"{matter.label.kind}.typ"),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=inputs,
    )


@cache
def _fonts() -> "typst.Fonts":
    """Sarabun, and nothing that happens to be on the machine."""
    folder = str(Path(str(fontpkg.path("Sarabun"))).parent)
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])


_WHOLE: dict[str, Callable[[Matter], dict[str, Any]]] = {
    "plan": plan_content,
    "endorsement": endorsement_content,
}
