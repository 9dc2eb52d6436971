"""Where a plan is on its way: each stage with who and when, returns as loops."""

import datetime as dt
from dataclasses import dataclass

from workflow.facts.plan_facts import Case
from workflow.facts.record import EntryRow, Visit, names_that, visits
from workflow.states.procedure import Procedure, Stage


@dataclass(frozen=True, slots=True)
class Loop:
    """A return: how many steps back, from when to when, and how often from this stage."""

    back: int
    since: dt.datetime
    until: dt.datetime | None
    times: int


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of the way. state: done, now or ahead. by: the act that left it (done)."""

    stage: Stage
    state: str
    by: EntryRow | None = None
    loop: Loop | None = None


def way(procedure: Procedure) -> tuple[str, ...]:
    """Stages of the straight way: from the first, by moves that neither return nor end it."""
    stages = [procedure.first.code]
    while True:
        for move in procedure.moves_from(stages[-1]):
            to = procedure.stage.get(move.to)
            if to and not move.returns and not to.final and to.code not in stages:
                stages.append(to.code)
                break
        else:
            return tuple(stages)


def steps(case: Case) -> tuple[Step, ...]:
    """The step bar of a plan: done, the present place, and what is ahead.

    A returned plan goes back to the stage that returned it: what lies before is done.
    """
    procedure, stays = case.procedure, visits(case.entries)
    returns = names_that("returns", procedure, case.entries)
    straight = list(way(procedure))
    here = procedure.stage[case.plan.stage]
    codes, now = _with_present(straight, here, stays)
    passed = straight.index(case.plan.returned_by) if case.plan.returned_by in straight else now
    return tuple(
        Step(
            stage=procedure.stage[code],
            state="now" if at == now else "done" if at < passed else "ahead",
            by=_left(stays, code) if at < passed and at != now else None,
            loop=_loop(returns, stays, code, at),
        )
        for at, code in enumerate(codes)
    )


def _with_present(
    straight: list[str], here: Stage, stays: tuple[Visit, ...]
) -> tuple[list[str], int]:
    """The stages to show and the index of the present one.

    A returned plan is back where it is written: its stage stands in the place of the first. Any
    other stage beside the way stands behind the last that was reached.
    """
    if here.code in straight:
        return straight, straight.index(here.code)
    if here.editable:
        return [here.code, *straight[1:]], 0
    reached = max((straight.index(v.stage) for v in stays if v.stage in straight), default=0)
    rest = [] if here.held_by is None else straight[reached + 1 :]
    return [*straight[: reached + 1], here.code, *rest], reached + 1


def _left(stays: tuple[Visit, ...], code: str) -> EntryRow | None:
    return next((visit.left for visit in reversed(stays) if visit.stage == code), None)


def _loop(returns: frozenset[str], stays: tuple[Visit, ...], code: str, at: int) -> Loop | None:
    """The newest return from a stage, with how often it returned."""
    returned = [
        (visit, stays[n + 1])
        for n, visit in enumerate(stays[:-1])
        if visit.stage == code and visit.left and visit.left.act in returns
    ]
    if not returned or at == 0:
        return None
    _, back = returned[-1]
    return Loop(at, back.by.at, back.left.at if back.left else None, len(returned))
