"""Who may open which screen, which plans a post reads, and how a post is called."""

from dataclasses import replace

import pytest

from tests.states import case
from tests.states.table import POSTS
from workflow.states import policy
from workflow.states.facts import Acted, Holding, Person
from workflow.states.policy import READS, Scope, title_of
from workflow.states.procedure import Stage, default_text, parse
from workflow.states.refusals import Kind, Reason
from workflow.thai.words import Words

SCOPES = {
    "drafter": Scope.PROVINCE,
    "clinic_rep": Scope.PROVINCE,
    "pcso": Scope.SUBMITTED,
    "provincial_office": Scope.SUBMITTED,
    "member": Scope.COMMITTEE,
    "chair": Scope.COMMITTEE,
    "secretariat": Scope.ALL,
    "observer": Scope.INVITED,
    "auditor": Scope.ALL,
}
OF_EVERYONE = {"inbox.read", "notice.read", "profile.change", "session.end", "text.keep"}
OF_PLANS = {
    *("plan.read", "plan.move", "plan.comment", "plan.review", "plan.invite"),
    *("section.write", "plan.amend"),
}
PROVINCES = {
    "10": Words("กรุงเทพมหานคร", "Bangkok"),
    "75": Words("สมุทรสงคราม", "Samut Songkhram"),
}


def test_the_posts_are_the_ten_of_the_description() -> None:
    assert tuple(policy.POSTS) == POSTS
    assert set(case.PROVINCIAL) == policy.PROVINCIAL


def test_each_post_reads_what_it_should_and_the_administrator_nothing() -> None:
    assert SCOPES == READS


@pytest.mark.parametrize("post", ["", *POSTS])
def test_everyone_has_their_own_pages_and_readers_those_of_plans(post: str) -> None:
    somebody = case.person(post) if post else case.person()
    open_to = {action for action in policy.ACTIONS if policy.may_open(action, somebody)}
    assert open_to >= OF_EVERYONE
    assert (open_to >= OF_PLANS) is (post in SCOPES)


def test_an_action_about_one_plan_says_so() -> None:
    about_one = {action for action, rule in policy.ACTIONS.items() if rule.plan}
    assert about_one == OF_PLANS


@pytest.mark.parametrize("action", sorted(policy.ACTIONS))
def test_a_co_drafter_without_a_post_opens_the_pages_of_a_plan_and_everybodys(action: str) -> None:
    guest = replace(case.person("auditor"), holdings=(), co_drafts=True)
    rule = policy.ACTIONS[action]
    assert policy.may_open(action, guest) is (rule.plan or rule.posts is None)


@pytest.mark.parametrize("action", ["", "plan", "plan.delete"])
def test_an_action_that_nobody_declared_opens_nothing(action: str) -> None:
    with pytest.raises(KeyError):
        policy.may_open(action, case.person("auditor"))


@pytest.mark.parametrize(
    ("holding", "th", "en"),
    [
        (Holding("pcso", "75"), "PCSO จังหวัดสมุทรสงคราม", "Samut Songkhram PCSO"),
        (
            Holding("provincial_office", "75"),
            "สำนักงานจังหวัดสมุทรสงคราม",
            "Samut Songkhram provincial office",
        ),
        (Holding("clinic_rep", "10"), "ผู้แทนคลินิก กรุงเทพมหานคร", "Bangkok clinic representative"),
        (
            Holding("provincial_office", "10"),
            "สำนักงานกรุงเทพมหานคร",
            "Bangkok provincial office",
        ),
        (Holding("chair"), "ประธานร่วม", "co-chair"),
        (
            Holding("pcso", "75", capacity="acting"),
            "PCSO จังหวัดสมุทรสงคราม (รักษาราชการแทน)",
            "Samut Songkhram PCSO (acting)",
        ),
        (
            Holding("secretariat", capacity="delegated"),
            "ฝ่ายเลขานุการ (ปฏิบัติราชการแทน)",
            "secretariat (by delegation)",
        ),
    ],
)
def test_a_post_is_called_by_its_province_and_capacity(holding: Holding, th: str, en: str) -> None:
    assert title_of(holding, PROVINCES) == Words(th, en)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("th", "“ถอน” เป็นอำนาจของผู้จัดทำ หรือ PCSO ของแผนนี้"),
        ("en", "“Take out” belongs to the drafter or PCSO of this plan;"),
    ],
)
def test_a_refusal_names_the_move_and_whose_it_is(language: str, sentence: str) -> None:
    title = Words("ถอน", "Take out")
    shared = replace(case.move("withdraw"), title=title, posts=("drafter", "pcso"))
    (reason,) = policy.against_person(shared, case.person("auditor"), case.facts())
    assert reason.text(language).startswith(sentence)
    assert reason.rule == "withdraw"


@pytest.mark.parametrize(("decides", "guards"), [(True, ()), (False, ("not_author",))])
def test_an_author_is_kept_out_by_the_mark_or_by_the_guard(
    decides: bool, guards: tuple[str, ...]
) -> None:
    marked = replace(case.move("pcso_return"), decides=decides, guards=guards)
    reasons = policy.against_duties(marked, case.AUTHOR, case.facts("pcso_endorsement"))
    assert case.codes(reasons) == ["author_decides"]


@pytest.mark.parametrize(
    ("submitted", "expected"),
    [
        (False, ("clinic_rep", "secretariat")),
        (True, ("clinic_rep", "pcso", "provincial_office", "secretariat")),
    ],
)
def test_nobody_is_told_of_a_plan_they_may_not_read(
    submitted: bool, expected: tuple[str, ...]
) -> None:
    withdraw = parse(default_text()).move["withdraw"]
    assert policy.told(withdraw, None, submitted=submitted, committee=False) == expected


@pytest.mark.parametrize(("holder", "expected"), [("pcso", ("pcso",)), ("drafter", ()), (None, ())])
def test_where_only_the_holder_is_told_no_one_else_is(
    holder: str | None, expected: tuple[str, ...]
) -> None:
    only = replace(case.move("withdraw"), only_holder=True)
    assert policy.told(only, holder, submitted=True, committee=False) == expected


@pytest.mark.parametrize(("committee", "expected"), [(False, ()), (True, ("member",))])
def test_members_are_told_of_what_is_before_them(
    committee: bool, expected: tuple[str, ...]
) -> None:
    known = replace(case.move("withdraw"), tell=("member",))
    assert policy.told(known, None, submitted=True, committee=committee) == expected


def test_nobody_certifies_before_something_is_resolved() -> None:
    facts = case.facts("committee_approval", resolution=None)
    seated = case.holding("chair", seat="MOI-1")
    assert policy.certifying(case.move("approve"), case.person(seated), facts) == []


@pytest.mark.parametrize(
    ("stage", "who", "expected"),
    [
        ("draft", case.holding("drafter"), []),
        ("draft", case.holding("drafter", province=case.ELSEWHERE), ["not_in_scope"]),
        ("draft", case.holding("clinic_rep"), ["not_in_scope"]),
        ("clinic_review", case.holding("drafter"), ["not_editable"]),
        ("clinic_review", case.holding("pcso"), ["not_editable", "not_in_scope"]),
    ],
)
def test_only_the_province_s_drafter_writes_and_only_where_it_is_written(
    stage: str, who: Holding, expected: list[str]
) -> None:
    at = case.procedure().stage[stage]
    reasons = policy.against_writing(at, case.person(who), case.facts(stage))
    assert case.codes(reasons) == expected


def test_that_somebody_is_no_drafter_there_is_about_them() -> None:
    reasons = policy.against_writing(_draft(), case.person("pcso"), case.facts())
    assert reasons == [Reason("not_in_scope", Kind.PERSON)]


def test_who_reviewed_it_does_not_write_it() -> None:
    facts = case.facts(acts=(Acted(case.ME, "clinic_rep", "clinic_return", "a", "b"),))
    reasons = policy.against_writing(_draft(), case.person("drafter"), facts)
    assert [(r.code, r.kind) for r in reasons] == [("both_desks", Kind.PERSON)]


def test_where_nothing_is_written_the_stage_is_named() -> None:
    stage = case.procedure().stage["clinic_review"]
    (reason,) = policy.against_writing(stage, case.person("drafter"), case.facts("clinic_review"))
    assert (reason.kind, reason.values) == (Kind.STALE, {"stage": stage.title})


@pytest.mark.parametrize(
    ("asked_of", "post", "needed"),
    [
        ("signers", "pcso", True),
        ("signers", "admin", True),
        ("signers", "drafter", False),
        ("everyone", "drafter", True),
        ("off", "pcso", False),
    ],
)
def test_who_must_have_a_second_factor(asked_of: str, post: str, needed: bool) -> None:
    person = Person(1, "p-1", "ก", "A", (Holding(post=post),))
    assert policy.needs_factor(asked_of, person) is needed


def _draft() -> Stage:
    return case.procedure().stage["draft"]
