"""Documents of a plan in the demo: minutes and consents, as sheets that look scanned.

The same text gives the same bytes. They say that they are for demonstration.
"""

import datetime as dt
import hashlib
import io
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import fontpkg
from PIL import Image, ImageDraw, ImageFont

from workflow.outline.checks_budget import invests
from workflow.outline.checks_files import PARTNERS
from workflow.thai.dates import thai_date

Body = Mapping[str, Any]
Row = dict[str, str]
_LONGEST_TITLE = 150
_PAGE, _DPI = (827, 1169), 100
_LEFT, _TOP, _LINE, _SIZE = 80, 90, 42, 23
_LONGEST = 62
"""Characters of a line."""
_LONG_AGO = time.gmtime(0)
_WORDS = {
    "minutes": (
        "รายงานเวทีรับฟังความคิดเห็น",
        "ที่ประชุมรับทราบปัญหาและความต้องการของพื้นที่ และเห็นชอบให้นำไปจัดทำแผน",
    ),
    "site_consent": ("หนังสือยินยอมให้ใช้พื้นที่", "เจ้าของพื้นที่ยินยอมให้ใช้พื้นที่ดำเนินโครงการตลอดระยะเวลาของแผน"),
    "partner_consent": ("หนังสือยินยอมร่วมดำเนินการ", "หน่วยงานร่วมยินยอมสมทบงบประมาณตามที่ระบุไว้ในแผน"),
}
_DEMO = "เอกสารสาธิต มิใช่เอกสารราชการ"


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a plan."""

    kind: str
    content: bytes

    @property
    def name(self) -> str:
        """Name of its file."""
        return f"{_WORDS[self.kind][0]}.pdf"

    @property
    def digest(self) -> str:
        """SHA-256 of its bytes."""
        return hashlib.sha256(self.content).hexdigest()


def attachments(sections: Mapping[str, Body]) -> dict[str, list[Row]]:
    """What the attachments of a plan say when everything is attached that its text asks for: a row
    for each forum and project, and a document for each kind."""
    title = str(sections["general"]["title_th"])
    files: list[Row] = []
    for kind, about in _needed(sections).items():
        rows = [_row(kind, code, words) for code, words in about.items()]
        digest = _document(kind, title, rows).digest
        files += [{**row, "file": digest} for row in rows]
    return {"files": files}


def documents(sections: Mapping[str, Body]) -> list[Document]:
    """The documents that the attachments of a plan name."""
    title = str(sections["general"]["title_th"])
    of_kind: dict[str, list[Row]] = {}
    for row in sections.get("attachments", {}).get("files", ()):
        of_kind.setdefault(row["kind"], []).append(row)
    return [_document(kind, title, rows) for kind, rows in of_kind.items()]


def _needed(sections: Mapping[str, Body]) -> dict[str, dict[str, str]]:
    """By kind: what a document must be about, and that in words."""
    projects = sections["projects"]["projects"]
    forums = sections["needs"]["forums"]
    return {
        "minutes": {one["date"]: f"{_said(one['date'])} {one['place']}" for one in forums},
        "site_consent": {one["code"]: _named(one) for one in projects if invests(one)},
        "partner_consent": {one["code"]: _named(one) for one in projects if _shares(one)},
    }


def _row(kind: str, about: str, words: str) -> Row:
    return {"kind": kind, "about": about, "title": f"{_WORDS[kind][0]} {words}"[:_LONGEST_TITLE]}


def _document(kind: str, title: str, rows: Sequence[Row]) -> Document:
    head, close = _WORDS[kind]
    lines = (title, *(row["title"].removeprefix(f"{head} ") for row in rows), close, _DEMO)
    return Document(kind, _sheet(head, lines))


def _named(project: Body) -> str:
    return f"{project['code']} {project['name']}"


def _shares(project: Body) -> bool:
    return any(line["source"] in PARTNERS for line in project["budget"])


def _said(day: str) -> str:
    return thai_date(dt.date.fromisoformat(day)).replace("\u00a0", " ")


@cache
def _sheet(head: str, lines: tuple[str, ...]) -> bytes:
    """A page of paper as a PDF: a heading and lines, broken where they are too long."""
    page = Image.new("1", _PAGE, 1)
    pen, top = ImageDraw.Draw(page), _TOP
    pen.text((_LEFT, top), head, fill=0, font=_font(_SIZE + 9))
    for line in (part for text in lines for part in _broken(text)):
        top += _LINE
        pen.text((_LEFT, top + _LINE), line, fill=0, font=_font(_SIZE))
    out = io.BytesIO()
    dated = {"creationDate": _LONG_AGO, "modDate": _LONG_AGO}
    page.save(out, "PDF", resolution=_DPI, title=head, producer="Sanoe", **dated)
    return out.getvalue()


def _broken(text: str) -> Iterator[str]:
    """Lines no longer than a page is wide; Thai has few spaces, so words may break."""
    while len(text) > _LONGEST:
        at = text.rfind(" ", _LONGEST // 2, _LONGEST)
        at = _LONGEST if at < 0 else at
        yield text[:at]
        text = text[at:].strip()
    yield text


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    folder = Path(str(fontpkg.path("Sarabun"))).parent
    return ImageFont.truetype(folder / "Sarabun-Regular.ttf", size)
