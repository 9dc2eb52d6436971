"""The words of papers themselves, in both languages, and what every paper says in the same way."""

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from workflow.papers.matter import Before, Matter
from workflow.thai.dates import english_date, local_day, local_time, thai_date
from workflow.thai.numbers import thai_digits
from workflow.thai.text import keep_years
from workflow.thai.words import Words

KINDS = {
    "plan": Words("แผนพัฒนาจังหวัดด้าน วทน.", "STI development plan"),
    "summary": Words("สรุปหนึ่งหน้า", "One-page summary"),
    "endorsement": Words("ใบเห็นชอบ", "Endorsement sheet"),
}
"""What each kind of paper is called."""
_PLAIN = frozenset(
    {"digest", "hash", "code", "address", "lang", "iso", "share", "text_code", "t", "level"}
)
"""What programs and people compare letter by letter keeps its digits."""


EDITIONS = {
    "th": Words("ภาษาไทย", "Thai"),
    "th-digits": Words("ภาษาไทย เลขไทย", "Thai, with Thai digits"),
    "en": Words("ภาษาอังกฤษ", "English"),
}


def file_name(kind: str, edition: str, province: Words, revision: int) -> str:
    """What a paper's file is called, in the paper's language."""
    language = "en" if edition == "en" else "th"
    no = sentences()["revision"].filled(language, {"no": revision})
    parts = [KINDS[kind].text(language), province.text(language), no]
    return f"{' '.join(parts)}.pdf"


@cache
def sentences() -> dict[str, Words]:
    """Every word of ours that stands on papers, by name."""
    text = Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
    return {name: Words.read(words) for name, words in tomllib.loads(text).items()}


def words(matter: Matter) -> dict[str, str]:
    """Those words in a paper's language."""
    return {name: pair.text(matter.language) for name, pair in sentences().items()}


def say(matter: Matter, name: str, **values: object) -> str:
    """One sentence of ours in a paper's language, filled in."""
    return sentences()[name].filled(matter.language, values)


def day(matter: Matter, at: dt.datetime | dt.date) -> str:
    """18 พฤศจิกายน 2569, or 18 November 2026."""
    on = local_day(at) if isinstance(at, dt.datetime) else at
    return thai_date(on) if matter.language == "th" else english_date(on)


def moment(matter: Matter, at: dt.datetime) -> str:
    """A day and the time of day in Bangkok."""
    return say(matter, "moment", day=day(matter, at), time=local_time(at))


def grouped(text: str, size: int = 4) -> str:
    """A code in groups that can be read aloud."""
    return " ".join(text[at : at + size] for at in range(0, len(text), size))


def head(matter: Matter) -> dict[str, Any]:
    """What every paper says of itself: title, revision, digest, way to verify it."""
    return {
        "lang": matter.language,
        "iso": local_day(matter.until).isoformat(),
        "name": KINDS[matter.label.kind].text(matter.language),
        "title": keep_years(matter.title) or KINDS[matter.label.kind].text(matter.language),
        "place": matter.place.text(matter.language),
        "round": keep_years(matter.round.text(matter.language)),
        "stage": matter.stage.text(matter.language),
        "revision": say(matter, "revision", no=matter.label.revision),
        "follows": [_before(matter, before) for before in matter.follows],
        "frozen": say(matter, "frozen", at=moment(matter, matter.text.frozen_at)),
        "as_of": say(matter, "as_of", at=moment(matter, matter.until)),
        "digest": matter.text.digest,
        "code": grouped(matter.label.code) if matter.label.address else "",
        "address": matter.label.address,
        "words": words(matter),
    }


def _before(matter: Matter, before: Before) -> dict[str, str]:
    """A plan that this one follows, in a sentence, and the digest of its text."""
    language = matter.language
    name = "amends" if before.amendment else "begun_again"
    if not before.revision:
        name = "begun_again_unsent"
    kind = before.amendment.text(language) if before.amendment else ""
    title = keep_years(before.title.text(language))
    return {
        "said": say(matter, name, kind=kind, title=title, no=before.revision),
        "digest": before.digest,
    }


def in_digits(matter: Matter, value: Any) -> Any:
    """A paper's content with Thai digits where the edition wants them."""
    return _thai(value) if matter.label.edition == "th-digits" else value


def _thai(value: Any) -> Any:
    if isinstance(value, str):
        return value if "@" in value else thai_digits(value)
    if isinstance(value, list):
        return [_thai(item) for item in value]
    if isinstance(value, dict):
        return {key: item if key in _PLAIN else _thai(item) for key, item in value.items()}
    return value
