"""The handbook: both languages have the same chapters and pictures, and nothing leads nowhere."""

import re
from pathlib import Path

import pytest

from config import ROOT

GUIDE = ROOT / "docs" / "guide"
PAGES = sorted(GUIDE.rglob("*.md"))
_LINK = re.compile(r"\]\(([^)#]+)\)")
_PICTURE = re.compile(r"!\[.+?\]\(\.\./pictures/([\w-]+)\.(th|en)\.png\)")
LARGEST = 150_000


def pictures(language: str, chapter: str) -> list[tuple[str, str]]:
    text = (GUIDE / language / chapter).read_text(encoding="utf-8")
    return _PICTURE.findall(text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(GUIDE).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    links = _LINK.findall(page.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_both_languages_have_the_same_chapters() -> None:
    names = [sorted(path.name for path in (GUIDE / lang).iterdir()) for lang in ("th", "en")]
    assert names[0] == names[1]
    assert len(names[0]) == 10


@pytest.mark.parametrize("page", sorted(path.name for path in (GUIDE / "th").iterdir()))
def test_a_chapter_shows_the_same_in_both_languages(page: str) -> None:
    thai, english = pictures("th", page), pictures("en", page)
    assert [name for name, _ in thai] == [name for name, _ in english] != []
    assert {language for _, language in thai} == {"th"}
    assert {language for _, language in english} == {"en"}


def test_pictures_are_small_and_all_shown() -> None:
    there = {path.name: path.stat().st_size for path in (GUIDE / "pictures").glob("*.png")}
    shown = {f"{a}.{b}.png" for page in PAGES for a, b in _PICTURE.findall(page.read_text("utf-8"))}
    assert there.keys() == shown
    assert max(there.values()) < LARGEST
