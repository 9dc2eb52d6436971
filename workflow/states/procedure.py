"""What a procedure file may say, and how it is read. `lint.py` says what is wrong with one."""

import hashlib
import re
import tomllib
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from workflow.thai.words import Words

RETURNED_BY = "@returned_by"
"""A destination: the stage that returned the plan, kept on the plan."""
SUBMITTER, RESOLUTION, SYSTEM = "submitter", "resolution", "system"
NOT_POSTS = frozenset({SUBMITTER, RESOLUTION, SYSTEM})
FLAGS = ("decides", "returns", "freezes", "fresh", "signs", "only_holder")
_ASK = re.compile(r"([a-z_]+)(?::([0-9]{1,5}))?(\??)")


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a plan may be. held_by: the post whose turn it is; None when nobody's."""

    code: str
    title: Words
    phase: str
    held_by: str | None
    working_days: int | None
    final: bool
    editable: bool


@dataclass(frozen=True, slots=True)
class Ask:
    """Something a move's form must carry. least: fewest characters of a text."""

    name: str
    optional: bool = False
    least: int = 1

    @classmethod
    def read(cls, word: str) -> "Ask":
        """Read `opinion?` or `reason:50`; what is neither becomes an ask that nobody knows."""
        found = _ASK.fullmatch(word)
        return cls(found[1], bool(found[3]), int(found[2] or 1)) if found else cls(word)


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that can be done to a plan: a row of the procedure's table."""

    name: str
    title: Words
    source: tuple[str, ...]
    to: str
    by: tuple[str, ...]
    guards: tuple[str, ...]
    asks: tuple[Ask, ...]
    decides: bool
    returns: bool
    freezes: bool
    fresh: bool
    signs: bool
    tell: tuple[str, ...]
    only_holder: bool
    back_to: str | None
    """For a return: the stage that counts as having returned the plan, if not the one it leaves."""
    done: Words
    subject: Words
    sentence: Words
    posts: tuple[str, ...]
    """Posts in which it is made: those of `by`; for the submitter, those that lead to here."""

    def asks_for(self, name: str) -> Ask | None:
        """The ask of that name, or None."""
        return next((ask for ask in self.asks if ask.name == name), None)


@dataclass(frozen=True, slots=True)
class Check:
    """One item of the reviewer's checklist."""

    code: str
    title: Words


@dataclass(frozen=True)
class Procedure:
    """A whole procedure, as one version of its file says it."""

    name: str
    title: Words
    outline: str
    phases: tuple[tuple[str, Words], ...]
    stages: tuple[Stage, ...]
    moves: tuple[Move, ...]
    checks: tuple[Check, ...]
    learned_from: tuple[str, ...]
    """Kinds of plans whose text, once in force, any other plan may begin with."""
    sha256: str

    @cached_property
    def stage(self) -> dict[str, Stage]:
        """Stages by code."""
        return {stage.code: stage for stage in self.stages}

    @cached_property
    def move(self) -> dict[str, Move]:
        """Moves by name."""
        return {move.name: move for move in self.moves}

    @property
    def first(self) -> Stage:
        """The stage in which a plan begins."""
        return self.stages[0]

    @cached_property
    def returning(self) -> tuple[str, ...]:
        """Stages to which a returned plan may come back, in the file's order."""
        sources = {
            code
            for move in self.moves
            if move.returns
            for code in ((move.back_to,) if move.back_to else move.source)
        }
        return tuple(stage.code for stage in self.stages if stage.code in sources)

    def destinations(self, move: Move) -> tuple[str, ...]:
        """Every stage that a move may lead to."""
        return self.returning if move.to == RETURNED_BY else (move.to,)

    def moves_from(self, stage: str) -> tuple[Move, ...]:
        """Moves that leave a stage, in the file's order."""
        return tuple(move for move in self.moves if stage in move.source)


def parse(text: str) -> Procedure:
    """Read a procedure file that `lint` accepts. Raises tomllib.TOMLDecodeError on bad TOML."""
    data = tomllib.loads(text)
    procedure = Procedure(
        name=str(data.get("name", "")),
        title=Words.read(data.get("title")),
        outline=str(data.get("outline", "")),
        phases=tuple(
            (str(p.get("code", "")), Words.read(p.get("title"))) for p in data.get("phase", [])
        ),
        stages=tuple(_stage(row) for row in data.get("stage", [])),
        moves=tuple(_move(row) for row in data.get("move", [])),
        checks=tuple(
            Check(str(c.get("code", "")), Words.read(c.get("title"))) for c in data.get("check", [])
        ),
        learned_from=tuple(data.get("learned_from", ())),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    moves = tuple(replace(move, posts=_posts(move, procedure)) for move in procedure.moves)
    return replace(procedure, moves=moves)


@lru_cache(maxsize=32)
def read(text: str) -> Procedure:
    """Read a published procedure; the same text gives the same object."""
    return parse(text)


def default_text() -> str:
    """The text of the procedure that comes with the product."""
    return _beside("sti-plan.toml")


def default_texts() -> tuple[str, ...]:
    """The same, and behind it those that only amendments follow."""
    return (default_text(), *(_beside(f"sti-plan-{kind}.toml") for kind in ("clerical", "minor")))


@lru_cache(maxsize=1)
def events() -> dict[str, Move]:
    """Words of what happens beside the moves, by name, in the form of moves."""
    return {row["name"]: _move(row) for row in tomllib.loads(_beside("events.toml"))["event"]}


def _beside(name: str) -> str:
    return (Path(__file__).parent / "procedures" / name).read_text(encoding="utf-8")


def _posts(move: Move, procedure: Procedure) -> tuple[str, ...]:
    makers = [move]
    if move.by == (SUBMITTER,):
        here = set(move.source)
        makers = [m for m in procedure.moves if here.intersection(procedure.destinations(m))]
    posts = (post for maker in makers for post in maker.by if post not in NOT_POSTS)
    return tuple(dict.fromkeys(posts))


def _stage(row: dict[str, Any]) -> Stage:
    return Stage(
        code=str(row.get("code", "")),
        title=Words.read(row.get("title")),
        phase=str(row.get("phase", "")),
        held_by=row.get("held_by"),
        working_days=row.get("working_days"),
        final=bool(row.get("final", False)),
        editable=bool(row.get("editable", False)),
    )


def _move(row: dict[str, Any]) -> Move:
    return Move(
        name=str(row.get("name", "")),
        title=Words.read(row.get("title")),
        source=tuple(row.get("from", ())),
        to=str(row.get("to", "")),
        by=tuple(row.get("by", ())),
        guards=tuple(row.get("guards", ())),
        asks=tuple(Ask.read(word) for word in row.get("asks", ())),
        **{flag: bool(row.get(flag, False)) for flag in FLAGS},
        tell=tuple(row.get("tell", ())),
        back_to=row.get("back_to"),
        done=Words.read(row.get("done")),
        subject=Words.read(row.get("subject")),
        sentence=Words.read(row.get("sentence")),
        posts=(),
    )
