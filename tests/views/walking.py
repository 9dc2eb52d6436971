"""Going wherever links lead, and to every address that there is."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from flask import Flask
from werkzeug.routing import Rule

from tests.page import Page, Visitor, values_of

Form = tuple[str, dict[str, Any]]

PARTS = {
    "plan_id": 4,
    "name": "recommend",
    "key": "general",
    "row": "none",
    "no": 1,
    "notice_id": 1,
    "meeting_id": 2,
    "n": 1,
    "act": "open",
    "person_id": 1,
    "passkey_id": 1,
    "view_id": 1,
    "version": 1,
    "older": 1,
    "later": 2,
}
"""What stands in the changing parts of an address."""


def walk(person: Visitor, language: str) -> Iterator[tuple[str, Page]]:
    """Every page that can be reached by links from the first, each once."""
    ahead, seen = ["/inbox"], {"/inbox"}
    while ahead:
        path = ahead.pop()
        page = person.get(path, language)
        yield path, page
        for link in page.all("a[href]:not([download])"):
            to = urldefrag(str(link["href"])).url
            is_page = to.startswith("/") and "." not in to.partition("?")[0]
            if is_page and to not in seen and not _is_one_of_many(to, seen):
                seen.add(to)
                ahead.append(to)


def _is_one_of_many(path: str, seen: set[str]) -> bool:
    """Whether it is a list filtered in yet another way, of which enough were opened."""
    page, asked, _ = path.partition("?")
    return bool(asked) and sum(one.startswith(f"{page}?") for one in seen) >= 12


def addresses(app: Flask) -> Iterator[str]:
    """One address of every rule."""
    return map(address, app.url_map.iter_rules())


def address(rule: Rule) -> str:
    """An address of a rule."""
    built = rule.build({argument: PARTS.get(argument, "x") for argument in rule.arguments})
    assert built is not None
    return built[1]


def forms(app: Flask, person: Visitor) -> dict[tuple[str, frozenset[str]], Form]:
    """Address and values of forms, each kind once: by what it writes and the fields it has."""
    match = app.url_map.bind("localhost").match
    found: dict[tuple[str, frozenset[str]], Form] = {}
    for path, page in walk(person, "th"):
        for form in page.all("form[method=post]"):
            at, values = urljoin(path, str(form.get("action", ""))), values_of(form)
            endpoint, _ = match(urlsplit(at).path, method="POST")
            found.setdefault((endpoint, frozenset(values)), (at, values))
    return found
