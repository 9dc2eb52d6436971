"""A plan and people as the rules see them, with nothing in the way. A test changes one thing."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from workflow.states.facts import Acted, Facts, Holding, Person, ResolutionFacts, RoundFacts
from workflow.states.procedure import Move, Procedure, default_text, read
from workflow.states.refusals import Reason

TODAY = dt.date(2026, 11, 24)
PROVINCE, ELSEWHERE = "75", "50"
ME, AUTHOR, REVIEWER = 7, 1, 2
PROVINCIAL = ("drafter", "clinic_rep", "pcso", "provincial_office")
ROUND = RoundFacts(dt.date(2026, 8, 1), dt.date(2026, 12, 30), late_allowed=False)
SUBMITTED = Acted(AUTHOR, "drafter", "submit", "draft", "clinic_review")
DECIDING = frozenset(
    ["recommend", "endorse", "decline", "approve", "approve_with_conditions", "reject"]
)


def procedure() -> Procedure:
    """The procedure that comes with the product."""
    return read(default_text())


def move(name: str) -> Move:
    """One of its moves."""
    return procedure().move[name]


def facts(stage: str = "draft", for_move: str = "", **changes: Any) -> Facts:
    """A plan on which every move from its stage may be made; for_move: the one that is meant."""
    plain = Facts(
        stage=stage,
        province=PROVINCE,
        version=3,
        digest="d" * 64,
        today=TODAY,
        returned_by="clinic_review",
        round=ROUND,
        authors=frozenset({AUTHOR}),
        holders={"clinic_rep": frozenset({REVIEWER})},
        acts=(SUBMITTED,),
        deciding=DECIDING,
        material=for_move == "resubmit_revised",
        resolution=ResolutionFacts(for_move, quorate=True),
        conditions_overdue=True,
        amendment_approved=True,
    )
    return replace(plain, **changes)


def holding(post: str, **changes: Any) -> Holding:
    """A post held in one's own right, where the plan is."""
    here = Holding(post, PROVINCE if post in PROVINCIAL else None)
    return replace(here, **changes)


def person(*holdings: Holding | str, id: int = ME, fresh: bool = True) -> Person:
    """Somebody who holds posts, freshly signed in."""
    held = tuple(holding(one) if isinstance(one, str) else one for one in holdings)
    return Person(id, f"p{id}", "สมชาย", "Somchai", held, fresh)


def codes(reasons: Iterable[Reason]) -> list[str]:
    """Codes of reasons, in their order."""
    return [reason.code for reason in reasons]
