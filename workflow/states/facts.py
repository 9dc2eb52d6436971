"""What the rules must know of one plan and one person. Filled by `workflow.facts`."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from workflow.states.refusals import Reason


@dataclass(frozen=True, slots=True)
class Holding:
    """A post that a person holds on a day, in some capacity.

    province: two-digit code, None for posts of the committee.
    capacity: "own", "acting" (รักษาราชการแทน) or "delegated" (ปฏิบัติราชการแทน).
    """

    post: str
    province: str | None = None
    institution: str | None = None
    capacity: str = "own"
    order_no: str = ""
    vacant: bool = False
    """Acting for a post that has no holder (else for an absent one)."""
    moves: tuple[str, ...] = ()
    """Delegated: the only moves that the order names."""
    care: bool = False
    """Through the care of a province without a representative of its own."""
    seat: str | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts: one account and the posts it holds on the day."""

    id: int
    ref: str
    name_th: str
    name_en: str
    holdings: tuple[Holding, ...] = ()
    fresh: bool = False
    """Identity proven within the last ten minutes, so that a signature may be given."""
    co_drafts: bool = False
    """Invited to write some plan."""
    day: dt.date | None = field(default=None, compare=False)
    """The day on which the posts are held; None where it was not asked for."""

    def name(self, language: str) -> str:
        """The person's name in a language."""
        return self.name_en if language == "en" and self.name_en else self.name_th

    def holds(self, post: str) -> bool:
        """Whether the person holds a post anywhere."""
        return any(holding.post == post for holding in self.holdings)


@dataclass(frozen=True, slots=True)
class PointFacts:
    """A numbered point of a return, as far as the rules care."""

    no: int
    blocking: bool
    answered: bool
    """Answered since the plan was last returned."""
    ticked: bool


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """When a round takes plans; late says if it does so past its close."""

    opens: dt.date
    closes: dt.date
    late_allowed: bool


@dataclass(frozen=True, slots=True)
class Acted:
    """One earlier act on the plan: who, from which post, at which stage."""

    person_id: int | None
    post: str
    act: str
    stage: str
    """Where the plan was."""
    to: str
    """Where it then was."""
    stands: bool = True
    """False for what was undone, and for its undoing."""


@dataclass(frozen=True, slots=True)
class ResolutionFacts:
    """What a meeting resolved on the plan: the move it carries, whether it was quorate, and the
    seat of the co-chair who presided and certifies it."""

    move: str
    quorate: bool
    seat: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """One plan as the rules see it, at one moment."""

    stage: str
    province: str
    version: int
    digest: str
    today: dt.date
    returned_by: str | None = None
    round: RoundFacts | None = None
    represented: bool = True
    authors: frozenset[int] = frozenset()
    holders: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """Who holds each post that concerns the plan, by person id."""
    delegates: Mapping[str, Mapping[int, frozenset[str]]] = field(default_factory=dict)
    """Of these, who holds it by delegation alone: the moves that their orders name."""
    co_drafts: bool = False
    """Whether the person was invited to write this plan."""
    acts: tuple[Acted, ...] = ()
    deciding: frozenset[str] = frozenset()
    """Names of the procedure's moves that decide."""
    points: tuple[PointFacts, ...] = ()
    errors: tuple[Reason, ...] = ()
    """What the outline finds wrong with the text; filled where a move needs it complete."""
    warnings: tuple[Reason, ...] = ()
    material: bool = False
    """Whether the text differs in substance from the revision that was returned."""
    written_since_submit: bool = False
    resolution: ResolutionFacts | None = None
    agenda_opened: bool = False
    open_conditions: int = 0
    conditions_overdue: bool = False
    amends: bool = False
    """Whether the plan is an amendment of an approved one."""
    misfits: tuple[Reason, ...] = ()
    """What its kind of amendment does not take; filled where a move asks."""
    amendment_approved: bool = False

    @property
    def submitter(self) -> int | None:
        """Who sent the plan on to where it now is."""
        standing = [acted for acted in self.acts if acted.stands and acted.stage]
        moves = [acted for acted in standing if acted.stage != acted.to]
        return moves[-1].person_id if moves else None


@dataclass(frozen=True, slots=True)
class NewPoint:
    """A point that a return makes. row is the key of a row that has a page of its own."""

    section: str
    field: str
    text: str
    blocking: bool = True
    row: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """The drafter's answer to a point: "fixed", "explained" or "contested", with its words."""

    point: int
    answer: str
    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One item of the reviewer's checklist."""

    code: str
    done: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What a person gives with a move: the values of what it asks for."""

    reason: str = ""
    opinion: str = ""
    order: str = ""
    summary: str = ""
    note: str = ""
    points: tuple[NewPoint, ...] = ()
    replies: tuple[Reply, ...] = ()
    ticks: frozenset[int] = frozenset()
    checklist: tuple[Checked, ...] = ()
    warnings: frozenset[str] = frozenset()
    due: dt.date | None = None
    back_to: str | None = None
    conditions: tuple[str, ...] = ()
    resolution: str = ""
