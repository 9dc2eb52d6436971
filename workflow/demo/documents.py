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
    """A document of a plan. about: what it is about, as the attachments say it."""

    kind: str
    name: str
    content: bytes
    about: tuple[str, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of its bytes."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def rows(self) -> list[dict[str, str]]:
        """Rows of the attachments, one for each thing that it is about."""
        title = _WORDS[self.kind][0]
        same = {"kind": self.kind, "file": self.digest}
        return [{**same, "about": one, "title": f"{title} {_said(one)}"} for one in self.about]


def documents(sections: Mapping[str, Body]) -> Iterator[Document]:
    """The documents that a plan's text asks for: one of each kind."""
    forums = sections["needs"]["forums"]
    projects = sections["projects"]["projects"]
    held = {
        one["date"]: f"{_said(one['date'])} {one['place']} ผู้เข้าร่วม {one['participants']} คน"
        for one in forums
    }
    named = {one["code"]: f"{one['code']} {one['name']}" for one in projects}
    needed = {
        "minutes": held,
        "site_consent": {one["code"]: named[one["code"]] for one in projects if invests(one)},
        "partner_consent": {one["code"]: named[one["code"]] for one in projects if _shares(one)},
    }
    title = str(sections["general"]["title_th"])
    yield from (_document(kind, title, about) for kind, about in needed.items() if about)


def attachments(made: Sequence[Document]) -> dict[str, list[dict[str, str]]]:
    """What the attachments say of some documents."""
    return {"files": [row for one in made for row in one.rows]}


def _document(kind: str, title: str, about: Mapping[str, str]) -> Document:
    head, close = _WORDS[kind]
    content = _sheet(head, (title, *about.values(), close, _DEMO))
    return Document(kind, f"{head}.pdf", content, tuple(about))


def _shares(project: Body) -> bool:
    return any(line["source"] in PARTNERS for line in project["budget"])


def _said(about: str) -> str:
    try:
        return thai_date(dt.date.fromisoformat(about)).replace("\u00a0", " ")
    except ValueError:
        return about


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
