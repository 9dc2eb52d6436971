"""How what changed between two texts is laid out on pages, and said."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import ngettext

from workflow.outline.changes import Block, Cell, Line
from workflow.outline.diff import ADDED, CHANGED, MOVED, REMOVED
from workflow.outline.fields import Field
from workflow.outline.outline import STEP, Outline
from workflow.outline.reading import Sections
from workflow.outline.totals import totals
from workflow.spoken import language
from workflow.thai.passages import CUT, PUT, SAME, Piece, passages
from workflow.views.values import shown

LONGEST = 8_000
"""Characters of changes on one page: each stands there with its marks, and most stand twice."""
_FRAME, _CELL = 220, 70
"""What the frames of a block and of a cell weigh, in characters."""
_LINES = 3_500
"""Characters of a table's rows that stay together; what is more comes as a table of its own."""
_AROUND = 120
"""Characters of an unchanged stretch that are shown on either side of a change."""
_SIDE = 3_500
"""Characters of a long text that are shown of each side."""


@dataclass(frozen=True, slots=True)
class Sum:
    """The budget of a year before and after, in satang; year: None for all years."""

    year: int | None
    old: int
    new: int

    @property
    def more(self) -> int:
        """By how much it grew; less than 0 when it shrank."""
        return self.new - self.old


@dataclass(frozen=True, slots=True)
class Leaf:
    """Some of the changes of a section: as many as a page takes. after: number of the first on the
    next page, counted from 0; None on the last."""

    blocks: tuple[Block, ...]
    before: int | None
    after: int | None


def sums_by_year(old: Sections, new: Sections) -> list[Sum]:
    """The budget before and after: each year of either text, then all of them."""
    was, is_ = totals(old), totals(new)
    years = sorted({*was.by_year, *is_.by_year})
    rows = [Sum(year, was.by_year.get(year, 0), is_.by_year.get(year, 0)) for year in years]
    return [*rows, Sum(None, was.total, is_.total)]


def split(found: Sequence[Block]) -> tuple[Block, ...]:
    """Changes with long tables in pieces that a page can take."""
    return tuple(piece for block in found for piece in _pieces(block))


def fits(found: Sequence[Block], longest: int = LONGEST) -> bool:
    """Whether one page takes all of these changes: so many characters."""
    return sum(map(_weight, found)) <= longest


def leaf(found: Sequence[Block], start: int) -> Leaf:
    """The changes from a number on that fill a page, at least one."""
    start = min(start, max(len(found) - 1, 0))
    end = _end(found, start)
    return Leaf(
        tuple(found[start:end]),
        _start_before(found, start) if start else None,
        end if end < len(found) else None,
    )


def block_title(block: Block, outline: Outline) -> str:
    """What changed, without the name of the section: rows that it stands in, then the field."""
    label = outline.label(block.place).text(language())
    if block.row.title:
        inside = block.place.split(".")[2:]
        return STEP.join([block.row.title, *(label.split(STEP)[-len(inside) :] if inside else [])])
    return label.partition(STEP)[2] or label


def old_side(old: str, new: str) -> list[Piece]:
    """The old text of two, in pieces, as much as is needed to see what went."""
    return _side(old, new, PUT)


def new_side(old: str, new: str) -> list[Piece]:
    """The new text of two, in pieces, as much as is needed to see what came."""
    return _side(old, new, CUT)


def is_long(field: Field, old: Any, new: Any) -> bool:
    """Whether a field's texts stand side by side rather than in one line."""
    return field.type == "longtext" or field.type == "text" and len(f"{old or ''}{new or ''}") > 90


def stray(value: Any) -> str:
    """What the outline has no field for, as it is kept."""
    if isinstance(value, dict):
        return " · ".join(f"{key}: {stray(inside)}" for key, inside in value.items())
    if isinstance(value, list):
        return "\n".join(stray(inside) for inside in value)
    return "" if value is None else str(value)[:_SIDE]


def tally(counts: Mapping[str, int]) -> list[str]:
    """How much changed, was added, removed and moved; what did not happen is not said."""
    said = {
        CHANGED: ngettext("%(num)d changed", "%(num)d changed", counts.get(CHANGED, 0)),
        ADDED: ngettext("%(num)d added", "%(num)d added", counts.get(ADDED, 0)),
        REMOVED: ngettext("%(num)d removed", "%(num)d removed", counts.get(REMOVED, 0)),
        MOVED: ngettext("%(num)d moved", "%(num)d moved", counts.get(MOVED, 0)),
    }
    return [words for kind, words in said.items() if counts.get(kind)]


def wide(lines: Sequence[Line]) -> list[Field]:
    """Columns of a table of changes that any of its rows fills in."""
    kept = {cell.field.key for line in lines for cell in filled(line.cells)}
    return [cell.field for cell in lines[0].cells if cell.field.key in kept]


def filled(cells: Sequence[Cell]) -> list[Cell]:
    """Cells in which there is or was something."""
    nothing: tuple[Any, ...] = (None, "", [])
    return [cell for cell in cells if cell.old not in nothing or cell.new not in nothing]


def _pieces(block: Block) -> Iterator[Block]:
    taken: list[Line] = []
    used = 0
    for line in block.lines:
        weight = _line_weight(line)
        if taken and used + weight > _LINES:
            yield replace(block, lines=tuple(taken), same=0)
            taken, used = [], 0
        taken.append(line)
        used += weight
    yield replace(block, lines=tuple(taken))


def _end(found: Sequence[Block], start: int) -> int:
    used, end = 0, start
    while end < len(found) and (end == start or used + _weight(found[end]) <= LONGEST):
        used += _weight(found[end])
        end += 1
    return end


def _start_before(found: Sequence[Block], start: int) -> int:
    """Where the page before begins: pages are cut from the first change on."""
    at = 0
    while (end := _end(found, at)) < start:
        at = end
    return at


def _weight(block: Block) -> int:
    if block.lines:
        return _FRAME + sum(map(_line_weight, block.lines))
    if block.field is None or block.field.type == "longtext":
        return _FRAME + sum(min(len(stray(value)), _SIDE) for value in (block.old, block.new))
    if block.field.row_page:
        return 2 * _FRAME
    return _FRAME + sum(_length(block.field, value) for value in (block.old, block.new))


def _line_weight(line: Line) -> int:
    return _CELL + sum(
        _CELL + _length(cell.field, cell.new) + (cell.changed and _length(cell.field, cell.old))
        for cell in line.cells
    )


def _length(field: Field, value: Any) -> int:
    return len(shown(field, value, language()))


def _side(old: str, new: str, without: str) -> list[Piece]:
    pieces = passages(old, new)
    last = len(pieces) - 1
    mine = [_short(p, n == 0, n == last) for n, p in enumerate(pieces) if p.kind != without]
    return list(_cut_off(mine))


def _short(piece: Piece, first: bool, last: bool) -> Piece:
    """A stretch that both have, with its middle left out where it is long."""
    text = piece.text
    if piece.kind != SAME or len(text) <= 3 * _AROUND:
        return piece
    head = "" if first else text[:_AROUND].rpartition(" ")[0] or text[:_AROUND]
    tail = "" if last else text[-_AROUND:].partition(" ")[2] or text[-_AROUND:]
    return Piece(SAME, f"{head} … {tail}")


def _cut_off(pieces: Sequence[Piece]) -> Iterator[Piece]:
    left = _SIDE
    for piece in pieces:
        if len(piece.text) > left:
            text = piece.text[:left]
            yield replace(piece, text=f"{text.rpartition(' ')[0] or text} …")
            return
        yield piece
        left -= len(piece.text)


def is_cut(old: str, new: str) -> bool:
    """Whether the sides leave something out, so that the whole text is worth a link."""
    shown_old, shown_new = (sum(len(p.text) for p in _side(old, new, w)) for w in (PUT, CUT))
    return (shown_old, shown_new) != (len(old), len(new))


FILTERS = {
    "block_title": block_title,
    "old_side": old_side,
    "new_side": new_side,
    "is_long": is_long,
    "is_cut": is_cut,
    "stray": stray,
    "tally": tally,
    "wide": wide,
    "filled": filled,
}
