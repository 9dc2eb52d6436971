"""The figures as a page of docs."""

from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "speed.md"
_HEAD = """# Speed

`make bench` measures it and writes this page; these figures are of two shared cores. Each figure
is the median of five rounds in which ours and the floor took turns: trust the ratios, not the
milliseconds. No test asserts a time; what is free of noise (the number of statements, the way into
an index, what grows) stands in the tests.

*Floor* is the least that does the job: the raw driver that reads or writes the same rows in as many
transactions, or a page that knows its session and shows fifty rows by Core and Jinja. *We hold* is
what we promise ourselves; a line that is not met says so.
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One figure. floor, ours: in milliseconds. most: the highest ratio we hold."""

    what: str
    floor: float
    ours: float
    most: float | None = None

    @property
    def ratio(self) -> float:
        """How many times the floor."""
        return self.ours / self.floor

    def told(self) -> str:
        """As a row of a table."""
        hold, met = "–", "–"
        if self.most is not None:
            hold, met = f"{self.most:g} x", "met" if self.ratio <= self.most else "**not met**"
        values = f"{self.floor:.2f} | {self.ours:.2f} | {self.ratio:.2f} x"
        return f"| {self.what} | {values} | {hold} | {met} |"


@dataclass(frozen=True, slots=True)
class Rate:
    """Something a second, and how many we hold."""

    what: str
    rate: float
    least: float

    def told(self) -> str:
        """As a row of a table."""
        met = "met" if self.rate >= self.least else "**not met**"
        return f"| {self.what} | {self.rate:,.0f} | {self.least:,.0f} | {met} |"


@dataclass(frozen=True, slots=True)
class Part:
    """A table with its title and how it is read."""

    title: str
    reading: str
    rows: list[Line] | list[Rate]

    def told(self) -> str:
        """As Markdown."""
        if self.rows and isinstance(self.rows[0], Rate):
            head = "| what | a second | we hold | |\n|---|---|---|---|"
        else:
            head = f"| what | floor, ms | ours, ms | ratio | we hold, at most | |\n{'|---' * 6}|"
        rows = "\n".join(row.told() for row in self.rows)
        return f"## {self.title}\n{self.reading}\n\n{head}\n{rows}\n"


def write(parts: list[Part]) -> None:
    """Write the page."""
    PAGE.write_text("\n".join([_HEAD, *(part.told() for part in parts)]), encoding="utf-8")
