"""A message as an e-mail: Thai first, English below, plain and HTML, the same in every attempt."""

import datetime as dt
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.headerregistry import BaseHeader, HeaderRegistry
from email.message import EmailMessage
from email.policy import SMTP, Policy
from typing import Any
from urllib.parse import urlsplit

from flask import current_app

from workflow.states import clock
from workflow.states.policy import CAPACITIES, POSTS
from workflow.states.procedure import Move
from workflow.thai.dates import english_date, local_day, thai_date
from workflow.thai.words import Words

LANGUAGES = ("th", "en")
TEMPLATES = PLAIN, HTML = ("messages/message.txt", "messages/message.html")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+")
_BOUNDARY = "=_sanoe"
_HEADERS = 512
"""Headers that a process keeps."""
_NBSP = "\u00a0"
_SYSTEM = Words("ระบบ", "the system")


class Header(BaseHeader):
    """Python's header, which is brought into lines once for each way to do it."""

    def fold(self, *, policy: Policy) -> str:
        """The header in lines, as a policy has them."""
        way = (
            policy.max_line_length,
            policy.linesep,
            policy.cte_type,
            getattr(policy, "utf8", False),
        )
        folded: dict[object, str] = self.__dict__.setdefault("_folded", {})
        if way not in folded:
            folded[way] = super().fold(policy=policy)
        return folded[way]


class Headers(HeaderRegistry):
    """Python's headers, made once: most are the same in the messages of a batch, and reading and
    folding them takes half of the time that a message takes; so do their classes, which would be
    new for each."""

    def __init__(self) -> None:
        super().__init__(base_class=Header)
        self.classes: dict[str, type] = {}
        self.made = functools.lru_cache(maxsize=_HEADERS)(super().__call__)

    def __getitem__(self, name: str) -> Any:
        if name not in self.classes:
            self.classes[name] = super().__getitem__(name)
        return self.classes[name]

    def __call__(self, name: str, value: Any) -> Any:
        """A header of that name."""
        return self.made(name, value)


_POLICY = SMTP.clone(header_factory=Headers())


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What a message tells of. body: what the entry says; its `given` is what was given."""

    at: dt.datetime
    actor: Words
    post: str
    capacity: str
    body: Mapping[str, Any]
    plan: Words = Words("", "")
    province: Words = Words("", "")
    round: Words = Words("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message to be written. words: the move or event that it tells of. path: of the page where
    it is dealt with. operation: that of the act, for whoever traces it."""

    id: int
    made_at: dt.datetime
    address: str
    name: Words
    words: Move
    happened: Happened
    path: str
    operation: str


@dataclass(frozen=True, slots=True)
class Part:
    """One language's half of a message."""

    language: str
    name: str
    lines: list[str]


def email_of(letter: Letter, sender: str, origin: str) -> EmailMessage:
    """Write a message. sender: its From. origin: the product's address, without a slash.

    The Message-ID comes from the message's id and the origin's host alone. Raises ValueError
    when an address cannot be used.
    """
    message = EmailMessage(policy=_POLICY)
    message["From"] = sender
    message["To"] = _address(letter.address)
    message["Subject"] = subject_of(letter)
    message["Date"] = letter.made_at
    message["Message-ID"] = f"<outbox-{letter.id}@{urlsplit(origin).hostname}>"
    message["X-Operation-Id"] = letter.operation
    message["Auto-Submitted"] = "auto-generated"
    page = {"subject": message["Subject"], "parts": parts_of(letter), "link": origin + letter.path}
    # In base64 no text can look like the boundary, which is therefore free to be the same again.
    message.set_content(_render(PLAIN, page), cte="base64")
    message.add_alternative(_render(HTML, page), subtype="html", cte="base64")
    message.set_boundary(_BOUNDARY)
    return message


def subject_of(letter: Letter) -> str:
    """The subject in both languages, on one line; never with what somebody wrote as a reason."""
    texts = [
        letter.words.subject.filled(language, {**values(letter.happened, language), "reason": ""})
        for language in LANGUAGES
    ]
    return _one_line(" / ".join(dict.fromkeys(texts)))


def parts_of(letter: Letter) -> list[Part]:
    """The message in each language, the reason's paragraphs as lines of their own."""
    return [
        Part(
            language,
            _one_line(letter.name.text(language)),
            _sentence(letter, language).splitlines(),
        )
        for language in LANGUAGES
    ]


def values(happened: Happened, language: str) -> dict[str, str]:
    """What the placeholders of a procedure's words stand for, in a language."""
    body, given = happened.body, happened.body.get("given", {})
    due = _due(body)
    days = clock.working_days(local_day(happened.at), due) if due else None
    return {
        "plan": happened.plan.text(language),
        "province": happened.province.text(language),
        "round": str(body.get("round") or happened.round.text(language)),
        "actor": _actor(happened, language),
        "capacity": CAPACITIES.get(happened.capacity, _SYSTEM).text(language),
        "reason": given.get("reason") or given.get("order") or given.get("resolution") or "",
        "due": _day(due, language) if due else "",
        "days": str(body.get("days", "" if days is None else days)),
        "meeting": str(body.get("meeting", "")),
    }


def _sentence(letter: Letter, language: str) -> str:
    text = letter.words.sentence.filled(language, values(letter.happened, language))
    return text[:1].upper() + text[1:]


def _actor(happened: Happened, language: str) -> str:
    name = happened.actor.text(language)
    if not name:
        return _SYSTEM.text(language)
    post = POSTS[happened.post].text(language) if happened.post in POSTS else ""
    return f"{post} {name}".strip()


def _due(body: Mapping[str, Any]) -> dt.date | None:
    return dt.date.fromisoformat(body["due"]) if body.get("due") else None


def _day(day: dt.date, language: str) -> str:
    """A date with plain spaces: mail is searched and quoted."""
    text = thai_date(day) if language == "th" else english_date(day)
    return text.replace(_NBSP, " ")


def _one_line(text: str) -> str:
    """No line breaks, no control or invisible characters."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())


def _address(text: str) -> str:
    """What is nothing but one address. Raises ValueError."""
    if not _ADDRESS.fullmatch(text):
        raise ValueError("the address cannot be used")
    return text


def _render(name: str, page: Mapping[str, Any]) -> str:
    return current_app.jinja_env.get_template(name).render(page)
