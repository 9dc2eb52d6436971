"""What a plan keeps of its title for lists; the text itself has it whole."""

from workflow.thai import text

_LONGEST = 300


def title_columns(title: str, title_en: str) -> dict[str, str]:
    """Values of a plan's columns that follow from its title."""
    shown = _cut(title)
    return {
        "title": shown,
        "title_en": _cut(title_en),
        "title_fold": text.fold(shown)[:_LONGEST],
        "title_sort": text.sort_key(shown),
    }


def _cut(title: str) -> str:
    """White space is not counted in a text's length, so a title may be longer than its column."""
    return title[:_LONGEST].strip()
