"""What a newer version of a procedure would mean for a plan that is on its way."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from workflow.states.procedure import RETURNED_BY, Move, Procedure, Stage
from workflow.states.refusals import Kind, Reason

MIGRATE = "migrate"
"""The act by which a plan comes under another version; also the name of its words."""
Stages = Mapping[str, str]
"""Stages of the old version that are called otherwise in the new one."""


class Changed(StrEnum):
    """What would be otherwise for a plan that can go on."""

    STAGE = "stage"
    HOLDER = "holder"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Prospect:
    """What would become of a plan. to: where it would stand, None when there is no such stage.

    reasons: why it would be stuck; none, and it can go on, with what `changes` says.
    """

    to: Stage | None
    reasons: tuple[Reason, ...]
    changes: tuple[Changed, ...] = ()


def prospect(
    old: Procedure, new: Procedure, stage: str, returned_by: str | None, stages: Stages
) -> Prospect:
    """Look ahead for a plan at a stage of the old version; returned_by: which stage returned it."""
    here, to = old.stage[stage], new.stage.get(stages.get(stage, stage))
    if to is None:
        return Prospect(None, (_stuck("migrate_stage_gone", here),))
    returner = stages.get(returned_by, returned_by) if returned_by else None
    reasons = tuple(_against(new, here, to, returner))
    return Prospect(to, reasons, () if reasons else tuple(_changes(here, to)))


def strange_names(published: Collection[Procedure], new: Procedure, stages: Stages) -> list[Reason]:
    """Renamed stages that no published version had, or that the new one has not."""
    return [
        Reason("migrate_unknown_stage", values={"old": before, "new": after})
        for before, after in stages.items()
        if after not in new.stage or not any(before in old.stage for old in published)
    ]


def acting_names(procedure: Procedure) -> dict[str, list[str]]:
    """Names of the moves that decide, that return, and that come back from a return: what must be
    known of acts under a version that the plan leaves."""
    kinds = {"decides": _decides, "returns": _returns, "resumes": _resumes}
    return {kind: [m.name for m in procedure.moves if fits(m)] for kind, fits in kinds.items()}


def _against(new: Procedure, here: Stage, to: Stage, returner: str | None) -> Iterator[Reason]:
    if to.final:
        yield _stuck("migrate_stage_ends", here, to=to.title)
    elif to.held_by is None:
        yield _stuck("migrate_stage_unheld", here, to=to.title)
    elif not any(_leads_on(new, move, returner) for move in new.moves_from(to.code)):
        yield _stuck("migrate_no_way_out", here, to=to.title)
    elif any(map(_resumes, new.moves_from(to.code))) and returner not in new.returning:
        yield _stuck("migrate_no_way_back", here, to=to.title)


def _leads_on(new: Procedure, move: Move, returner: str | None) -> bool:
    return returner in new.returning if _resumes(move) else True


def _changes(here: Stage, to: Stage) -> Iterator[Changed]:
    if here.code != to.code:
        yield Changed.STAGE
    if here.held_by != to.held_by:
        yield Changed.HOLDER
    if here.working_days != to.working_days:
        yield Changed.TERM


def _decides(move: Move) -> bool:
    return move.decides


def _returns(move: Move) -> bool:
    return move.returns


def _resumes(move: Move) -> bool:
    return move.to == RETURNED_BY


def _stuck(code: str, here: Stage, **values: object) -> Reason:
    return Reason(code, Kind.CONTENT, values={"stage": here.title, **values})
