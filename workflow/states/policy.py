"""Who may do what, where: posts, scope, separation of duties, capacities.

`READS` says which plans a post sees, `ACTIONS` who may open which screen; `facts.scope` and
`access` do as these tables say. What they do not name is refused.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from workflow.states.facts import Facts, Holding, Person
from workflow.states.procedure import RESOLUTION, SUBMITTER, SYSTEM, Move, Stage
from workflow.states.refusals import Kind, Reason
from workflow.thai.words import Words, area_th

POSTS: dict[str, Words] = {
    "drafter": Words("ผู้จัดทำ", "drafter"),
    "clinic_rep": Words("ผู้แทนคลินิก", "clinic representative"),
    "pcso": Words("PCSO", "PCSO"),
    "provincial_office": Words("สำนักงานจังหวัด", "provincial office"),
    "member": Words("กรรมการ", "committee member"),
    "chair": Words("ประธานร่วม", "co-chair"),
    "secretariat": Words("ฝ่ายเลขานุการ", "secretariat"),
    "observer": Words("หน่วยงานที่ได้รับเชิญ", "invited agency"),
    "auditor": Words("ผู้ตรวจสอบ", "auditor"),
    "admin": Words("ผู้ดูแลระบบ", "administrator"),
}
CO_DRAFTER = "co_drafter"
"""No post: the capacity in which whoever was invited to write one plan speaks of it."""
SPEAKERS = POSTS | {CO_DRAFTER: Words("ผู้ร่วมจัดทำ", "co-drafter")}
"""In which capacity something is said of a plan."""
PROVINCIAL = frozenset({"drafter", "clinic_rep", "pcso", "provincial_office"})
CARED_FOR = frozenset({"drafter", "clinic_rep"})
"""Posts of a clinic: they also act for provinces in their institution's care."""
CHAIR = "chair"
"""The post that certifies what a meeting resolved."""
NEVER_BOTH = frozenset({"drafter", "clinic_rep"})
"""Posts that one person may hold, but not act in on the same plan."""
SIGNERS = frozenset({"clinic_rep", "pcso", "chair", "secretariat", "admin"})
"""Posts that sign or administer: their holders need a second factor."""
CONSENT: dict[str, tuple[str, ...]] = {
    "drafter": ("clinic_rep",),
    "clinic_rep": ("secretariat",),
    "pcso": ("secretariat",),
    "secretariat": ("secretariat", "pcso"),
}
"""Who consents to the undoing of an act, by the post of the act, beside whoever then holds the
plan: a drafter's acts are known to the clinic, those of the province to the secretariat, which is
told of both; a secretary's act to a colleague or to the PCSO, whose endorsement it holds."""
ENTERS: dict[str, tuple[str, ...]] = {"pcso": ("secretariat", "clinic_rep")}
CHECKS: dict[str, tuple[str, ...]] = {"pcso": ("secretariat", "provincial_office")}
"""Who enters what was decided on paper, and who checks it, by the post of the decision; for others
the secretariat does both, by two persons. The clinic, which carries a plan to the PCSO, may enter
what was signed there, but never check it: two of one clinic could endorse what they recommended.
The provincial office checks, whose register the paper stands in. Whoever decided may check."""
CAPACITIES: dict[str, Words] = {
    "own": Words("ในตำแหน่ง", "in own post"),
    "acting": Words("รักษาราชการแทน", "acting"),
    "delegated": Words("ปฏิบัติราชการแทน", "by delegation"),
    "system": Words("ระบบ", "the system"),
}


class Scope(StrEnum):
    """Which plans a post may read."""

    PROVINCE = "province"
    SUBMITTED = "province, once submitted"
    COMMITTEE = "is or was before the committee"
    INVITED = "invited"
    ALL = "all"


READS: dict[str, Scope] = {
    "drafter": Scope.PROVINCE,
    "clinic_rep": Scope.PROVINCE,
    "pcso": Scope.SUBMITTED,
    "provincial_office": Scope.SUBMITTED,
    "member": Scope.COMMITTEE,
    "chair": Scope.COMMITTEE,
    "observer": Scope.INVITED,
    "secretariat": Scope.ALL,
    "auditor": Scope.ALL,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may open a screen. posts: None for everyone signed in. plan: it shows one plan, which
    must also lie in the person's scope."""

    posts: frozenset[str] | None = None
    plan: bool = False


ACTIONS: dict[str, Rule] = {
    "inbox.read": Rule(),
    "notice.read": Rule(),
    "profile.change": Rule(),
    "session.end": Rule(),
    "people.manage": Rule(posts=frozenset({"admin"})),
    "text.keep": Rule(),
    "plan.read": Rule(posts=frozenset(READS), plan=True),
    "plan.move": Rule(posts=frozenset(READS), plan=True),
    "pipeline.read": Rule(posts=frozenset({"secretariat", "auditor"})),
    "meeting.read": Rule(posts=frozenset({"member", "chair", "secretariat", "auditor"})),
    "meeting.run": Rule(posts=frozenset({"secretariat"})),
    "item.certify": Rule(posts=frozenset({"chair"})),
    "plan.create": Rule(posts=frozenset({"drafter"})),
    "plan.amend": Rule(posts=frozenset(READS), plan=True),
    "section.write": Rule(posts=frozenset(READS), plan=True),
    "plan.comment": Rule(posts=frozenset(READS), plan=True),
    "plan.invite": Rule(posts=frozenset(READS), plan=True),
    "plan.review": Rule(posts=frozenset(READS), plan=True),
    "procedure.read": Rule(),
}


def title_of(holding: Holding, provinces: Mapping[str, Words]) -> Words:
    """A holding in words: post and province, and in what capacity if not its own."""
    post, capacity = POSTS[holding.post], CAPACITIES[holding.capacity]
    where = provinces.get(holding.province or "", Words("", ""))
    th = _post_th(holding.post, where.th)
    en = f"{where.en} {post.en}".strip()
    if holding.capacity == "own":
        return Words(th, en)
    return Words(f"{th} ({capacity.th})", f"{en} ({capacity.en})")


def _post_th(code: str, name: str) -> str:
    post = POSTS[code].th
    if not name:
        return post
    if code == "provincial_office":
        return f"สำนักงาน{area_th(name)}"
    return f"{post} {area_th(name)}"


def needs_factor(asked_of: str, person: Person) -> bool:
    """Whether a person must have a second factor; asked_of: everyone, signers, or off."""
    signs = any(holding.post in SIGNERS for holding in person.holdings)
    return asked_of == "everyone" or (asked_of == "signers" and signs)


def may_open(action: str, person: Person) -> bool:
    """Whether any post of a person opens the screens of an action. A co-drafter may hold none: the
    screens of a plan open, for those plans."""
    rule = ACTIONS[action]
    if rule.posts is None or (rule.plan and person.co_drafts):
        return True
    return any(holding.post in rule.posts for holding in person.holdings)


def told(move: Move, holder: str | None, *, submitted: bool, committee: bool) -> tuple[str, ...]:
    """Posts that are told of a move: whom it names, as far as they may read the plan.

    holder: the post whose turn it then is. submitted: the plan was submitted once. committee: it
    is or was before the committee.
    """
    named = [post for post in move.tell if not move.only_holder or post == holder]
    hidden = {Scope.SUBMITTED: not submitted, Scope.COMMITTEE: not committee}
    return tuple(post for post in named if not hidden.get(READS[post], False))


def capacities(move: Move, person: Person, province: str) -> list[Holding]:
    """Holdings in which a person may make a move in a province, the strongest first."""
    fits = holdings_in(move.posts, person, province)
    return [h for h in fits if h.capacity != "delegated" or move.name in h.moves]


def holdings_in(posts: Iterable[str], person: Person, province: str) -> list[Holding]:
    """Holdings of a person in some posts that concern a province, the strongest first."""
    fits = [holding for holding in person.holdings if _fits(holding, posts, province)]
    return sorted(fits, key=_weakness)


def against_person(move: Move, person: Person, facts: Facts) -> list[Reason]:
    """Every reason why this person may not make a move, whatever the plan says."""
    if move.by == (RESOLUTION,):
        return _against_certifier(move, person, facts)
    if move.by == (SYSTEM,):
        return [_no("by_system", move)]
    return _against_post(move, person, facts) + against_duties(move, person.id, facts)


def certifying(move: Move, person: Person, facts: Facts) -> list[Holding]:
    """Holdings in which a person may certify a resolution: of the seat that presided."""
    seat = facts.resolution.seat if facts.resolution else None
    fits = capacities(replace(move, posts=(CHAIR,)), person, facts.province)
    return [holding for holding in fits if holding.seat == seat]


def against_sign_in(move: Move, person: Person) -> list[Reason]:
    """Whether the move needs a fresher proof of identity than the person gave."""
    return [_no("not_fresh", move)] if move.fresh and not person.fresh else []


def against_duties(move: Move, person_id: int, facts: Facts) -> list[Reason]:
    """Separation of duties, by person: authors do not decide, nobody decides twice."""
    reasons = []
    if (move.decides or "not_author" in move.guards) and person_id in facts.authors:
        reasons.append(_no("author_decides", move))
    elif _sits_at_both_desks(move.posts, person_id, facts):
        reasons.append(_no("both_desks", move))
    if move.decides and _decided_elsewhere(person_id, facts):
        reasons.append(_no("decided_before", move))
    return reasons


def against_writing(stage: Stage, person: Person, facts: Facts) -> list[Reason]:
    """Every reason why this person may not write a plan's text now."""
    reasons = []
    if not stage.editable:
        reasons.append(Reason("not_editable", Kind.STALE, values={"stage": stage.title}))
    if not (drafts_for(facts.province, person) or facts.co_drafts):
        reasons.append(Reason("not_in_scope", Kind.PERSON))
    elif desk_conflict("drafter", person.id, facts):
        reasons.append(Reason("both_desks", Kind.PERSON))
    return reasons


def drafts_for(province: str, person: Person) -> bool:
    """Whether a person is a drafter of a province."""
    return any(h.post == "drafter" and h.province == province for h in person.holdings)


def desk_conflict(post: str, person_id: int, facts: Facts) -> bool:
    """Whether acting from this post would put one person on both sides of a plan."""
    return _sits_at_both_desks((post,), person_id, facts)


def _against_post(move: Move, person: Person, facts: Facts) -> list[Reason]:
    if move.by == (SUBMITTER,) and facts.submitter != person.id:
        return [_no("not_submitter", move)]
    fits = capacities(move, person, facts.province)
    if not fits:
        delegated = any(_fits(h, move.posts, facts.province) for h in person.holdings)
        code = "order_does_not_name" if delegated else "not_your_post"
        return [_no(code, move, post=any_of(move.posts))]
    if "own_or_vacant" in move.guards and not _is_own_or_vacant(fits[0]):
        return [_no("own_or_vacant", move)]
    return []


def _against_certifier(move: Move, person: Person, facts: Facts) -> list[Reason]:
    """Why a person may not certify what a meeting resolved, if it resolved just this."""
    if facts.resolution is None or facts.resolution.move != move.name:
        return [_no("by_resolution", move)]
    reasons = _against_post(replace(move, posts=(CHAIR,)), person, facts)
    if not reasons and not certifying(move, person, facts):
        reasons = [_no("not_presiding", move)]
    return reasons + against_duties(move, person.id, facts)


def _fits(holding: Holding, posts: Iterable[str], province: str) -> bool:
    if holding.post not in posts or (holding.care and holding.post not in CARED_FOR):
        return False
    return holding.province == (province if holding.post in PROVINCIAL else None)


def _is_own_or_vacant(holding: Holding) -> bool:
    return holding.capacity == "own" or (holding.capacity == "acting" and holding.vacant)


def _weakness(holding: Holding) -> tuple[int, bool]:
    """Own before acting before delegated; acting for a vacant post before for an absent holder."""
    return ["own", "acting", "delegated"].index(holding.capacity), not holding.vacant


def _decided_elsewhere(person_id: int, facts: Facts) -> bool:
    return any(
        acted.person_id == person_id and acted.act in facts.deciding and acted.stage != facts.stage
        for acted in facts.acts
        if acted.stands
    )


def _sits_at_both_desks(posts: Iterable[str], person_id: int, facts: Facts) -> bool:
    mine = NEVER_BOTH.intersection(posts)
    if not mine:
        return False
    if "drafter" not in mine and person_id in facts.authors:
        return True
    others = NEVER_BOTH - mine
    return any(a.person_id == person_id and a.post in others for a in facts.acts)


def any_of(codes: Iterable[str]) -> Words:
    """Posts in words, any of which will do."""
    words = [POSTS[code] for code in codes]
    return Words(" หรือ ".join(w.th for w in words), " or ".join(w.en for w in words))


def _no(code: str, move: Move, **values: object) -> Reason:
    return Reason(code, Kind.PERSON, rule=move.name, values={"move": move.title, **values})
