"""A text in both languages, so that neither can be forgotten."""

from collections.abc import Mapping
from typing import Any, NamedTuple

_BANGKOK = "กรุงเทพมหานคร"
_A_PROVINCE = "จังหวัด{province}"
"""How texts name the province that is filled in."""


def area_th(name: str) -> str:
    """An area as a Thai sentence names it: จังหวัดน่าน, but กรุงเทพมหานคร, which is no province."""
    return name if name == _BANGKOK else f"จังหวัด{name}"


class Words(NamedTuple):
    """The same thing said in Thai and in English."""

    th: str
    en: str

    def text(self, language: str) -> str:
        """The text in a language, "th" or "en"."""
        return self.en if language == "en" else self.th

    def filled(self, language: str, values: Mapping[str, object]) -> str:
        """The text with its {placeholders} filled in."""
        text = self.text(language).replace(_A_PROVINCE, "{area_th}")
        area = area_th(str(values.get("province") or ""))
        return text.format_map(_Blank({**values, "area_th": area}))

    @classmethod
    def read(cls, data: object) -> "Words":
        """Read { th = ..., en = ... }; what is missing reads as an empty text."""
        table: Mapping[str, Any] = data if isinstance(data, dict) else {}
        return cls(str(table.get("th") or ""), str(table.get("en") or ""))

    @property
    def complete(self) -> bool:
        """Whether both languages say something."""
        return bool(self.th.strip() and self.en.strip())


class _Blank(dict[str, object]):
    """A placeholder nobody filled stays empty: a message is never lost for a missing word."""

    def __missing__(self, key: str) -> str:
        return ""
