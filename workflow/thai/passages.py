"""Where two texts differ, in pieces that a reader can follow: phrases first, then letters within a
phrase that was rewritten. Thai has no spaces between words, so a piece ends where a letter with all
its vowels and marks does."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, CUT, PUT = "same", "cut", "put"
_PHRASES = re.compile(r"\S+\s*|\s+")
_LETTERS = re.compile(r"[A-Za-z0-9]+|[๐-๙]+|[เแโใไ]?[ก-ฮ][ะ-ฺๅ็-๎]*|\s+|.", re.DOTALL)
_MOST_PAIRS = 60_000
"""Equal pieces beyond which comparing costs too much: the middle is then said whole."""
_ISLAND = 6
"""Characters that stay within a rewritten phrase, below which a reader only stumbles over them."""
_KEPT = 3
"""A phrase of which less than a third stays was written anew."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece that both texts have, that only the old has (cut) or only the new (put)."""

    kind: str
    text: str


def passages(old: str, new: str) -> tuple[Piece, ...]:
    """Two texts as one row of pieces: those not put make the old text, those not cut the new."""
    found: list[Piece] = []
    for a, b in _matched(_PHRASES.findall(old), _PHRASES.findall(new)):
        found += [Piece(SAME, a)] if a == b else _rewritten(a, b)
    return tuple(_joined(found))


def _rewritten(old: str, new: str) -> list[Piece]:
    """A stretch that changed, letter by letter where enough of it stays."""
    steps = list(_matched(_LETTERS.findall(old), _LETTERS.findall(new)))
    steps = [(a, b) for a, b in steps if a or b]
    kept = sum(len(a) for a, b in steps if a == b and _stays(a))
    if kept * _KEPT < max(len(old), len(new)):
        return _replaced(old, new)
    pieces: list[Piece] = []
    cut = put = ""
    for number, (a, b) in enumerate(steps):
        at_an_end = number in (0, len(steps) - 1)
        if a == b and (_stays(a) or at_an_end):
            pieces += [*_replaced(cut, put), Piece(SAME, a)]
            cut = put = ""
        else:
            cut, put = cut + a, put + b
    return [*pieces, *_replaced(cut, put)]


def _stays(text: str) -> bool:
    return len(text) >= _ISLAND


def _replaced(old: str, new: str) -> list[Piece]:
    return [piece for piece in (Piece(CUT, old), Piece(PUT, new)) if piece.text]


def _matched(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Stretches of both, joined: equal ones, and those that stand for each other."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle = old[start : len(old) - end], new[start : len(new) - end]
    yield "".join(old[:start]), "".join(old[:start])
    if _is_dear(*middle):
        yield "".join(middle[0]), "".join(middle[1])
    else:
        for _, a, b, c, d in SequenceMatcher(None, *middle, autojunk=False).get_opcodes():
            yield "".join(middle[0][a:b]), "".join(middle[1][c:d])
    yield "".join(old[len(old) - end :]), "".join(old[len(old) - end :])


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many pieces both begin with."""
    for number, (a, b) in enumerate(zip(old, new, strict=False)):
        if a != b:
            return number
    return min(len(old), len(new))


def _is_dear(old: Sequence[str], new: Sequence[str]) -> bool:
    theirs = Counter(new)
    return sum(count * theirs[piece] for piece, count in Counter(old).items()) > _MOST_PAIRS


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces without empty ones, neighbours of a kind as one."""
    kind, text = SAME, ""
    for piece in pieces:
        if piece.kind != kind and text:
            yield Piece(kind, text)
            text = ""
        kind, text = piece.kind, text + piece.text
    if text:
        yield Piece(kind, text)
