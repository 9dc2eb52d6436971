"""How the product says no: every refusal carries all of its reasons, each a sentence."""

import dataclasses
import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path

from workflow.thai.dates import english_date, thai_date
from workflow.thai.text import apart
from workflow.thai.words import Words


class Kind(IntEnum):
    """What a reason is about, in the order in which an answer's code is chosen."""

    STALE = 409
    PERSON = 403
    CONTENT = 422

    @property
    def rank(self) -> int:
        """Order of judgement: what changed, who asks, what is asked."""
        return [Kind.STALE, Kind.PERSON, Kind.CONTENT].index(self)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason against: a code, the field or rule it comes from, and the words' values."""

    code: str
    kind: Kind = Kind.CONTENT
    field: str | None = None
    rule: str | None = None
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    words: Words | None = None
    """Set when the sentence comes from elsewhere (an outline's check); else `reasons.toml`."""

    def text(self, language: str) -> str:
        """The sentence to show, "th" or "en"."""
        values = {name: _said(value, language) for name, value in self.values.items()}
        text = (self.words or sentences()[self.code]).filled(language, values)
        return text if language == "en" else apart(text)

    def of_another(self) -> "Reason":
        """The same as it is told to whoever asks about somebody else."""
        code = f"{self.code}_of_another"
        return dataclasses.replace(self, code=code) if code in sentences() else self


class Refused(Exception):
    """Something was asked for that may not be done now, or not by this person."""

    def __init__(self, reasons: Iterable[Reason]):
        self.reasons = tuple(sorted(reasons, key=lambda reason: reason.kind.rank))
        super().__init__("; ".join(reason.text("en") for reason in self.reasons))

    @property
    def code(self) -> int:
        """HTTP status of the first kind of reason: 409, 403 or 422."""
        return int(self.reasons[0].kind)


class Stale(Refused):
    """What the person saw is no longer so."""

    def __init__(self, code: str = "stale", **values: object):
        super().__init__([Reason(code, Kind.STALE, values=values)])


class NotFound(Exception):
    """Not there, or not this person's to know of: the two read alike."""


class TooMany(Exception):
    """Tried too often. retry_after: seconds until it is worth trying again."""

    def __init__(self, retry_after: int):
        self.retry_after = retry_after
        super().__init__(f"retry after {retry_after} s")


class Busy(Exception):
    """The database could not take the lock in time; nothing was written."""


def refuse(
    code: str, kind: Kind = Kind.CONTENT, field: str | None = None, **values: object
) -> None:
    """Raise a refusal with a single reason."""
    raise Refused([Reason(code, kind, field, values=values)])


def _said(value: object, language: str) -> object:
    if isinstance(value, Words):
        return value.text(language)
    if isinstance(value, dt.date):
        return thai_date(value) if language == "th" else english_date(value)
    return value


@cache
def sentences() -> dict[str, Words]:
    """Every reason's sentence, by code."""
    text = Path(__file__).with_name("reasons.toml").read_text(encoding="utf-8")
    return {code: Words.read(words) for code, words in tomllib.loads(text).items()}
