"""What a workbook brings for a table of a plan, read and judged as the form of the table would be:
rows in stored form, and what is wrong with them, cell by cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workflow.forms.controls import Offered
from workflow.forms.rows import Tree
from workflow.forms.section import Place, judged
from workflow.forms.sheet_heads import LONGEST_NAME, Found, matched
from workflow.forms.sheet_lines import Line, ReadAs, Said, Spot, about_head, lines, read_as
from workflow.outline.fields import Field
from workflow.outline.findings import anchor, found
from workflow.outline.grids import Brought, Grid, codes_after, grids
from workflow.outline.limits import missing
from workflow.outline.outline import Outline
from workflow.outline.reading import leaves
from workflow.outline.values import clean_section, empty_section
from workflow.states.refusals import Reason
from workflow.thai.text import clean
from workflow.workbooks import Sheet

Row = dict[str, Any]
_LONGEST_CODE, _MOST_NAMED = 40, 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """The table that a file is read for. present: its rows as they now are; way: whether rows are
    added or take their place; offers: what can be chosen, in each language."""

    outline: Outline
    key: str
    table: Field
    present: Sequence[Row]
    way: str
    offers: tuple[Offered, ...]

    @property
    def place(self) -> str:
        """Dotted place of the table."""
        return f"{self.key}.{self.table.key}"


@dataclass(slots=True)
class Reading:
    """What came of reading a file. errors stand against it; remarks do not: they are what a plan
    is asked for when it is sent. unread: sheets that are none of the table's."""

    brought: Brought = field(default_factory=Brought)
    errors: list[Said] = field(default_factory=list)
    remarks: list[Said] = field(default_factory=list)
    sheets: list[ReadAs] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


class _Rows:
    """Rows as the form of the table would send them, and the cell that each field comes from."""

    def __init__(self, wanted: Wanted):
        self.place, self.key = wanted.place, wanted.table.row_key or ""
        self.trees: list[Tree] = []
        self.spots: dict[str, Spot] = {}
        self.at: dict[str, int] = {}

    def outer(self, line: Line) -> Said | None:
        """Put a row in; what is said when its code is there already."""
        code = clean(str(line.tree.get(self.key) or ""))
        twice = code in self.at
        self._note(self.place, (len(self.trees),), line)
        self._begin(code, dict(line.tree))
        return Said(line.spots[self.key], Reason("cell_code_twice")) if twice else None

    def inner(self, grid: Grid, line: Line) -> None:
        """Put a line into the row of its code."""
        if line.owner not in self.at:
            self._begin(line.owner, {self.key: line.owner})
        number = self.at[line.owner]
        entries = self.trees[number].setdefault(grid.table.key, [])
        self._note(grid.place, (number, len(entries)), line)
        entries.append(line.tree)

    def spot(self, control: str | None) -> Spot | None:
        """The cell that a control's value came from; of a list, the list's cell."""
        name = control or ""
        return self.spots.get(name) or self.spots.get(name.rpartition("-")[0])

    def _begin(self, code: str, tree: Tree) -> None:
        if code:
            self.at.setdefault(code, len(self.trees))
        self.trees.append(tree)

    def _note(self, place: str, row: tuple[int, ...], line: Line) -> None:
        self.spots |= {anchor(f"{place}.{key}", row): spot for key, spot in line.spots.items()}


def reading(wanted: Wanted, sheets: Sequence[Sheet]) -> Reading:
    """Read a workbook for a table."""
    result = Reading()
    parts = matched(sheets, grids(wanted.key, wanted.table))
    read = {one.sheet.name for one in parts}
    unread = [sheet.name for sheet in sheets if sheet.name not in read and sheet.rows]
    result.unread = [name[:LONGEST_NAME] for name in unread[:_MOST_NAMED]]
    if not parts:
        result.errors.append(Said(None, Reason("sheet_no_table")))
        return result
    rows = _Rows(wanted)
    for part in parts:
        _take(part, wanted, rows, result)
    own = len(result.brought.rows or ())
    body = _judge(wanted, rows, result)
    if result.brought.rows is not None:
        result.brought.rows = body[:own]
    for name in result.brought.inner:
        result.brought.inner[name] = [(row[rows.key], line) for row in body for line in row[name]]
    return result


def _take(part: Found, wanted: Wanted, rows: _Rows, result: Reading) -> None:
    """Put the rows of one sheet where they belong; the table's own sheet comes first."""
    taken = lines(part, wanted.offers)
    result.sheets.append(read_as(part, len(taken)))
    result.errors += about_head(part)
    result.errors += [said for line in taken for said in line.wrong]
    if part.grid.owner is None:
        result.errors += filter(None, map(rows.outer, taken))
        result.brought.rows = [line.tree for line in taken]
        result.brought.columns = tuple(part.head.columns.values())
        return
    result.brought.inner[part.grid.table.key] = []
    known = codes_after(wanted.table, wanted.present, result.brought, wanted.way) | rows.at.keys()
    for line in taken:
        if line.owner in known:
            rows.inner(part.grid, line)
        else:
            code = "cell_code_unknown" if line.owner else "cell_code_missing"
            spot = line.spots[part.grid.owner_key]
            result.errors.append(
                Said(
                    spot,
                    Reason(
                        code,
                        values={"label": part.grid.owner.label, "code": line.owner[:_LONGEST_CODE]},
                    ),
                )
            )


def _judge(wanted: Wanted, rows: _Rows, result: Reading) -> list[Row]:
    """The rows in stored form; what is wrong with them is noted by cell."""
    place = Place(wanted.outline, wanted.key, (wanted.table,))
    given = judged(place, {wanted.table.key: rows.trees})
    body, findings = clean_section(wanted.outline, wanted.key, given.body)
    said = given.said(Reason(f.code, field=f.anchor, words=f.words) for f in findings)
    result.errors += [Said(rows.spot(reason.field), reason) for reason in said]
    if not result.errors:
        result.remarks += _remarks(wanted, body, rows)
    kept: list[Row] = body[wanted.table.key]
    return kept


def _remarks(wanted: Wanted, body: Row, rows: _Rows) -> Iterator[Said]:
    """What the plan will be asked for of these cells when it is sent."""
    outline = wanted.outline
    bodies: Mapping[str, Row] = {key: empty_section(outline, key) for key in outline.section}
    for leaf in leaves(outline, {**bodies, wanted.key: body}):
        spot = rows.spots.get(anchor(leaf.place, leaf.row))
        code = missing(leaf) if spot else None
        if code:
            words = found(outline, code, leaf.place, leaf.row).words
            yield Said(spot, Reason(code, words=words))
