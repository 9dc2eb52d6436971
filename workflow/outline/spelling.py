"""Whether one short text is another with its spelling put right."""

from workflow.thai.text import length

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def respelled(old: str, new: str, share: int, least: int) -> bool:
    """Whether a text differs in few characters from what it was, and in no number.

    share: per cent of its characters that may differ; least: so many always may.
    """
    most = max(least, length(old) * share // 100)
    if not old or not new or _digits(old) != _digits(new):
        return False
    return edits(old, new, most) <= most


def edits(old: str, new: str, most: int) -> int:
    """How many characters were put in, taken out or replaced; more than `most` reads `most + 1`."""
    left, right = _without_ends(old, new)
    if abs(len(left) - len(right)) > most:
        return most + 1
    row = list(range(len(right) + 1))
    for n, letter in enumerate(left, 1):
        row = _next(row, n, letter, right)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _next(row: list[int], n: int, letter: str, right: str) -> list[int]:
    found = [n]
    for at, other in enumerate(right):
        found.append(min(row[at] + (letter != other), row[at + 1] + 1, found[at] + 1))
    return found


def _without_ends(old: str, new: str) -> tuple[str, str]:
    """Both texts without what they share at either end."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    left, right = old[start:], new[start:]
    while left and right and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    return left, right


def _digits(text: str) -> str:
    return "".join(letter for letter in text.translate(_THAI_DIGITS) if letter.isdigit())
