"""Every rule for and against: together they say just what the refusal says."""

from collections import Counter

import pytest

from tests.states import case
from tests.states.table import STAGES, TABLE
from tests.states.test_matrix import principals
from workflow.states import telling
from workflow.states.facts import Acted, Person
from workflow.states.machine import reasons_against
from workflow.states.policy import POSTS
from workflow.states.refusals import Reason
from workflow.states.rules import Rule, rules

pytestmark = pytest.mark.untraced
"""It tries every case there is: tracing them takes long."""

PROCEDURE = case.procedure()
RECOMMENDED = Acted(case.ME, "clinic_rep", "recommend", "clinic_review", "pcso_endorsement")
FAULT = Reason("no_title", field="general.title_th")


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("stage", STAGES)
def test_the_rules_say_what_the_refusal_says(stage: str, name: str) -> None:
    facts, move = case.facts(stage, name, authors=frozenset({case.ME})), case.move(name)
    for _, _, person in principals(name):
        against = reasons_against(PROCEDURE, move, person, facts)
        said = [r for rule in _rules(stage, name, person) for r in rule.reasons]
        here = stage in move.source
        assert Counter(case.codes(said)) == Counter(_codes(against, here=here))


def test_a_rule_that_holds_has_no_reason_and_one_that_does_not_has_all() -> None:
    facts = case.facts("draft", errors=(FAULT, FAULT))
    told = rules(PROCEDURE, case.move("submit"), case.person("drafter"), facts)
    by_words = {rule.words.en: rule for rule in told}
    assert by_words["the text is complete by the outline and has no error"].reasons == (FAULT,) * 2
    assert by_words["made by: drafter"] == Rule(by_words["made by: drafter"].words)
    assert not by_words["every warning is acknowledged"].judged


def test_what_a_plan_needs_elsewhere_is_not_judged_here() -> None:
    told = _rules("clinic_review", "submit", case.person("drafter"))
    assert [rule.judged for rule in told] == [True] * 3 + [False] * 5
    assert case.codes(told[0].reasons) == ["wrong_stage"]


@pytest.mark.parametrize(
    ("name", "person", "at", "code"),
    [
        ("endorse", case.person("pcso", id=case.AUTHOR), "who acts did not", "author_decides"),
        ("decline", case.person(case.holding("pcso", capacity="acting")), "the holder", "own_or"),
        ("recommend", case.person("clinic_rep", id=case.AUTHOR), "who acts did not", "author"),
        ("withdraw", case.person("pcso"), "made by: drafter", "not_your_post"),
    ],
)
def test_a_reason_stands_at_its_rule(name: str, person: Person, at: str, code: str) -> None:
    (stage, *_) = TABLE[name].source
    stands = [r for r in _rules(stage, name, person, authors=frozenset({case.AUTHOR})) if r.reasons]
    (rule,) = stands
    assert rule.words.en.startswith(at)
    assert rule.reasons[0].code.startswith(code)


def _rules(stage: str, name: str, person: Person, **changed: object) -> list[Rule]:
    facts = case.facts(stage, name, **{"authors": frozenset({case.ME}), **changed})
    return rules(PROCEDURE, case.move(name), person, facts)


def _codes(reasons: list[Reason], *, here: bool) -> list[str]:
    """Codes; those of the plan alone are left out where the move does not begin."""
    return [r.code for r in reasons if here or r.kind != 422]


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_first_rules_name_the_stages_and_who_makes_the_move(language: str) -> None:
    at, made_by = _rules("clinic_review", "withdraw", case.person("drafter"))[:2]
    titles = [PROCEDURE.stage[code].title.text(language) for code in TABLE["withdraw"].source]
    assert f"“{'”, “'.join(titles)}”" in at.words.text(language)
    assert POSTS["drafter"].text(language) in made_by.words.text(language)


def test_an_acted_twice_of_a_move_that_decides_is_said_of_the_duties() -> None:
    facts = {"authors": frozenset({case.AUTHOR}), "acts": (case.SUBMITTED, RECOMMENDED)}
    told = _rules("pcso_endorsement", "endorse", case.person("pcso"), **facts)
    broken = [rule for rule in told if rule.reasons]
    assert [rule.words for rule in broken] == [telling.word("duties")]
    assert case.codes(broken[0].reasons) == ["decided_before"]
