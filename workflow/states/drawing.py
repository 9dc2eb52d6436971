"""A procedure as a picture, in numbers: boxes one below another in the order in which plans pass
them, moves that lead on as lines to the right of them, moves that lead back to the left.

Each move has a lane of its own where lines run up and down, and each line a height of its own at a
box: no line ever hides a word, whatever the file says.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from workflow.states.procedure import RETURNED_BY, Move, Procedure, Stage

LINE = 30
"""Height for one line at the side of a box."""
GAP = 22
"""Between two boxes."""
LANE = 16
_LEAST = 76
_EDGE = 14
_BEND, _TIP = 7, 8
_LETTER, _BIG_LETTER = 7.8, 9.0
"""Widths of a letter: in the words of a move, and in those of a box."""
_MARGIN = 58
"""What a box needs beside its words: its mark."""


@dataclass(frozen=True, slots=True)
class Box:
    """A stage and where it stands; x, y: its upper left corner."""

    stage: Stage
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Line:
    """One way of a move. path: as SVG writes it, its end at the box that it leads to. x, y: where
    its words begin, or end where `leads_back`; None for a way that joins one already named."""

    move: Move
    to: str
    path: str
    x: int
    y: int
    leads_back: bool
    named: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole picture."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Way:
    """A move from one stage to another, with the lines' places at both boxes."""

    move: Move
    source: str
    to: str
    back: bool

    @property
    def lane(self) -> tuple[str, bool]:
        """Ways that share a lane."""
        return self.move.name, self.back

    @property
    def leaving(self) -> tuple[str, bool, str]:
        """Where it leaves its box: a move has one line there, however many ways it parts into."""
        return self.source, self.back, f"out {self.move.name}"

    @property
    def coming(self) -> tuple[str, bool, str]:
        """Where it comes into its box: ways of one move come in together."""
        return self.to, self.back, f"in {self.move.name}"


@lru_cache(maxsize=64)
def draw(procedure: Procedure, language: str) -> Drawing:
    """Lay a procedure out, with room for its words in a language, "th" or "en"."""
    order = [stage.code for stage in ordered(procedure)]
    ways = list(_ways(procedure, order))
    ports = _ports(ways, order)
    lanes = _lanes(ways, order)
    left, right = (_room(ways, language, back=back) for back in (True, False))
    width = max(_breadth(stage, language) for stage in procedure.stages)
    before, behind = (_width(lanes, back=back) for back in (True, False))
    x = _EDGE + before + left
    boxes = tuple(_boxes(procedure, order, ports, (x, width)))
    placed = {box.stage.code: box for box in boxes}
    far = {True: x - left, False: x + width + right}
    lines = tuple(_lines(ways, placed, ports, (lanes, far)))
    total = far[False] + behind + _EDGE
    return Drawing(total, boxes[-1].y + boxes[-1].height + GAP, boxes, lines)


def ordered(procedure: Procedure) -> tuple[Stage, ...]:
    """Stages in the order in which plans pass them: each behind those from which a move leads on
    to it. Returns, and moves that lead back where the plan came from, do not count."""
    before: dict[str, set[str]] = {stage.code: set() for stage in procedure.stages}
    for source, to in _onward(procedure):
        before[to].add(source)
    found: list[Stage] = []
    left = list(procedure.stages)
    while left:
        known = {stage.code for stage in found}
        following = next(stage for stage in left if before[stage.code] <= known)
        found.append(following)
        left.remove(following)
    return tuple(found)


def _onward(procedure: Procedure) -> set[tuple[str, str]]:
    """Ways that lead on, with none that closes a circle."""
    ways: dict[str, list[str]] = {stage.code: [] for stage in procedure.stages}
    for move in procedure.moves:
        for source in () if move.returns else move.source:
            ways[source] += procedure.destinations(move)
    kept: dict[str, set[str]] = {}
    for stage in procedure.stages:
        _walk(ways, kept, stage.code, ())
    return {(source, to) for source, found in kept.items() for to in found}


def _walk(
    ways: dict[str, list[str]], kept: dict[str, set[str]], stage: str, above: tuple[str, ...]
) -> None:
    """Keep the ways from a stage, and from those that they lead to, but for ways back."""
    if stage in kept:
        return
    here = (*above, stage)
    kept[stage] = set(ways[stage]) - set(here)
    for to in ways[stage]:
        if to in kept[stage]:
            _walk(ways, kept, to, here)


def _ways(procedure: Procedure, order: list[str]) -> Iterator[_Way]:
    for move in procedure.moves:
        for source in move.source:
            for to in procedure.destinations(move):
                yield _Way(move, source, to, order.index(to) < order.index(source))


Ports = dict[tuple[str, bool, str], int]
Lanes = dict[tuple[str, bool], int]


def _ports(ways: list[_Way], order: list[str]) -> Ports:
    """Which line at its side of a box a way takes: what comes from above stands above."""
    taken: dict[tuple[str, bool], list[str]] = {}
    for code in order:
        leaving = [way.leaving for way in ways if way.source == code]
        coming = [way.coming for way in ways if way.to == code]
        on = [port for port in chain(coming, leaving) if not port[1]]
        back = [port for port in chain(leaving, coming) if port[1]]
        for stage, side, name in chain(on, back):
            here = taken.setdefault((stage, side), [])
            if name not in here:
                here.append(name)
    return {
        (stage, side, name): n
        for (stage, side), names in taken.items()
        for n, name in enumerate(names)
    }


def _lanes(ways: list[_Way], order: list[str]) -> Lanes:
    """A lane for each move and side: short ones near the boxes, none on top of another."""
    spans: dict[tuple[str, bool], tuple[int, int]] = {}
    for way in ways:
        ends = order.index(way.source), order.index(way.to)
        low, high = spans.get(way.lane, (len(order), -1))
        spans[way.lane] = min(low, *ends), max(high, *ends)
    lanes: Lanes = {}
    for lane, (low, high) in sorted(spans.items(), key=lambda one: one[1][1] - one[1][0]):
        near = {
            lanes[other]
            for other in lanes
            if other[1] is lane[1] and spans[other][0] <= high and spans[other][1] >= low
        }
        lanes[lane] = next(n for n in range(len(near) + 1) if n not in near)
    return lanes


def _width(lanes: Lanes, *, back: bool) -> int:
    """Room for the lanes of a side."""
    return LANE * max((n + 1 for (_, side), n in lanes.items() if side is back), default=0)


def _boxes(
    procedure: Procedure, order: list[str], ports: Ports, column: tuple[int, int]
) -> Iterator[Box]:
    x, width = column
    y = _EDGE
    for code in order:
        most = max((n + 1 for (stage, _, _), n in ports.items() if stage == code), default=0)
        height = max(_LEAST, most * LINE + 14)
        yield Box(procedure.stage[code], x, y, width, height)
        y += height + GAP


def _lines(
    ways: list[_Way], placed: dict[str, Box], ports: Ports, side: tuple[Lanes, dict[bool, int]]
) -> Iterator[Line]:
    lanes, far = side
    named = set()
    for way in ways:
        box, end = placed[way.source], placed[way.to]
        start = box.y + 4 + LINE * (ports[way.leaving] + 1) - 6
        stop = end.y + 4 + LINE * (ports[way.coming] + 1) - 6
        away = far[way.back] + (-1 if way.back else 1) * LANE * (lanes[way.lane] + 1)
        edge = box.x if way.back else box.x + box.width
        yield Line(
            move=way.move,
            to="none" if way.move.to == RETURNED_BY else way.to,
            path=_path((edge, start), away, stop),
            x=edge + (-10 if way.back else 10),
            y=start - 7,
            leads_back=way.back,
            named=way.leaving not in named,
        )
        named.add(way.leaving)


def _path(start: tuple[int, int], away: int, stop: int) -> str:
    """Out to the lane, along it, and back to the side from which it came; its corners are round."""
    x, y = start
    side = 1 if away > x else -1
    out, down, tip = side * _BEND, (1 if stop > y else -1) * _BEND, side * _TIP
    bends = f"q{out} 0 {out} {down}V{stop - down}q0 {down} {-out} {down}"
    return f"M{x} {y}H{away - out}{bends}H{x + side}m{tip} -5l{-tip} 5l{tip} 5"


def _room(ways: list[_Way], language: str, *, back: bool) -> int:
    titles = [way.move.title.text(language) for way in ways if way.back is back]
    return int(max(map(_letters, titles)) * _LETTER) + 20 if titles else 0


def _breadth(stage: Stage, language: str) -> int:
    return int(_letters(stage.title.text(language)) * _BIG_LETTER) + _MARGIN


def _letters(text: str) -> int:
    """Letters that take room: marks above and below others take none."""
    return sum(unicodedata.category(letter) != "Mn" for letter in text)
