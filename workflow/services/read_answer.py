"""Read what a browser sent of a passkey. Nothing of it is believed before it is verified."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from webauthn.helpers import parse_client_data_json

LONGEST = 20_000
"""Characters of what a browser sends of a passkey."""

log = logging.getLogger(__name__)

T = TypeVar("T")


class _Response(Protocol):
    client_data_json: bytes


class _Credential(Protocol):
    @property
    def response(self) -> _Response: ...


C = TypeVar("C", bound=_Credential)


@dataclass(frozen=True, slots=True)
class Answer(Generic[C]):
    """An answer that can be read: the credential, and the challenge that it says it answers."""

    credential: C
    challenge: bytes


def read_answer(parse: Callable[[str], C], text: str) -> Answer[C] | None:
    """The answer in a text; None when it is none. parse: the library's reader of its kind."""

    def read() -> Answer[C]:
        credential = parse(text[:LONGEST])
        given = parse_client_data_json(credential.response.client_data_json)
        return Answer(credential, given.challenge)

    return understood(read)


def understood(read: Callable[[], T]) -> T | None:
    """What the library makes of a stranger's input; None where it cannot.

    On broken input it raises far more than its own errors (RecursionError, UnicodeDecodeError,
    whatever its decoders raise), and each of them means no.
    """
    try:
        return read()
    except Exception as wrong:
        log.info("not a passkey's answer: %s", type(wrong).__name__)
        return None
