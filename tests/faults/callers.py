"""People at browsers of their own, who talk to a real web server over sockets, all at once."""

import http.client
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.cookies import SimpleCookie
from threading import Barrier
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

from tests.parsed import parsed
from workflow.queries.demo import PASSWORD

T = TypeVar("T")
_SLOWEST = 90.0
"""Seconds that an answer may take, and that one may wait for the others."""


@dataclass(frozen=True, slots=True)
class Sending:
    """A form, filled in and about to be sent."""

    caller: "Caller"
    path: str
    values: dict[str, str]


class Caller:
    """One session of one person; many may send from it at once, as tabs of a browser do."""

    def __init__(self, address: str, username: str):
        self.place = urlsplit(address).netloc
        self.cookies: dict[str, str] = {}
        values = {**self.form("/sign-in"), "username": username, "password": PASSWORD}
        code, text = self._ask("POST", "/sign-in", values)
        assert code == 303, f"signing in answers {code}:\n{text[-3000:]}"

    def form(self, path: str) -> dict[str, str]:
        """The hidden fields of a page's form."""
        code, text = self._ask("GET", path)
        assert code == 200, f"{path} answers {code}"
        hidden = parsed(text).select("main form input[type=hidden]")
        return {str(field["name"]): str(field.get("value", "")) for field in hidden}

    def filled(self, path: str, **values: str) -> Sending:
        """A page's form with something typed into it."""
        return Sending(self, path, {**self.form(path), **values})

    def connected(self) -> http.client.HTTPConnection:
        """A connection of its own, open."""
        connection = http.client.HTTPConnection(self.place, timeout=_SLOWEST)
        connection.connect()
        return connection

    def head(self) -> dict[str, str]:
        """What goes with everything that is sent."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}

    def _ask(self, method: str, path: str, values: dict[str, str] | None = None) -> tuple[int, str]:
        connection = self.connected()
        connection.request(method, path, urlencode(values or {}), self.head())
        answer = connection.getresponse()
        text = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        connection.close()
        return answer.status, text


def at_once(sendings: Sequence[Sending]) -> list[int]:
    """Send all of it at the same instant, each over a connection that stands already; the codes."""
    barrier = Barrier(len(sendings))
    with ThreadPoolExecutor(len(sendings)) as pool:
        return list(pool.map(lambda one: _send(one, barrier), sendings))


def _send(sending: Sending, barrier: Barrier) -> int:
    connection, body = sending.caller.connected(), urlencode(sending.values)
    barrier.wait(_SLOWEST)
    connection.request("POST", sending.path, body, sending.caller.head())
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def turned(order: Sequence[T], by: int) -> list[T]:
    """The same in another order: who is first off the mark differs from round to round."""
    by %= len(order)
    return [*order[by:], *order[:by]]
