"""What the rules read off a plan's acts and off a person."""

import pytest

from tests.states import case
from workflow.states.facts import Acted, Facts, Given, Holding, NewPoint, Person, PointFacts

CREATED = Acted(4, "drafter", "create", "", "draft")
SENT = Acted(1, "drafter", "submit", "draft", "clinic_review")
RECALLED = Acted(1, "drafter", "recall", "clinic_review", "draft")
SENT_BY_ANOTHER = Acted(3, "drafter", "submit", "draft", "clinic_review")
FLAGGED = Acted(5, "secretariat", "urgent", "", "")
ENDORSED = Acted(2, "pcso", "endorse", "pcso_endorsement", "committee_approval")
DEFERRED = Acted(6, "chair", "defer", "committee_approval", "committee_approval")
LAPSED = Acted(None, "system", "conditions_lapse", "conditional", "returned")


@pytest.mark.parametrize(
    ("acts", "who"),
    [
        ((), None),
        ((CREATED,), None),
        ((CREATED, SENT), 1),
        ((CREATED, SENT, FLAGGED), 1),
        ((CREATED, SENT, RECALLED, SENT_BY_ANOTHER), 3),
        ((SENT, ENDORSED, DEFERRED), 2),
        ((ENDORSED, LAPSED), None),
    ],
)
def test_the_submitter_is_who_sent_the_plan_to_where_it_is(
    acts: tuple[Acted, ...], who: int | None
) -> None:
    assert case.facts(acts=acts).submitter == who


@pytest.mark.parametrize(
    ("name_en", "language", "name"),
    [("Somchai", "th", "สมชาย"), ("Somchai", "en", "Somchai"), ("", "en", "สมชาย")],
)
def test_a_person_is_named_in_the_language_asked_for(
    name_en: str, language: str, name: str
) -> None:
    assert Person(1, "p1", "สมชาย", name_en).name(language) == name


def test_a_person_holds_a_post_wherever_that_is() -> None:
    pcso = case.person(case.holding("pcso", province=case.ELSEWHERE))
    assert pcso.holds("pcso")
    assert not pcso.holds("drafter")


def test_what_nobody_said_of_a_person_gives_no_power() -> None:
    held, somebody = Holding("pcso"), Person(1, "p1", "ก", "a")
    assert (held.vacant, held.care, held.moves, held.capacity) == (False, False, (), "own")
    assert (somebody.fresh, somebody.holdings) == (False, ())


def test_what_nobody_said_of_a_plan_is_not_so() -> None:
    plain = Facts("draft", "75", 1, "d", case.TODAY)
    assert plain.represented
    assert not plain.material
    assert not plain.written_since_submit
    assert not plain.agenda_opened
    assert not plain.conditions_overdue
    assert not plain.amendment_approved
    assert plain.open_conditions == 0


def test_a_point_blocks_unless_it_is_said_not_to() -> None:
    assert NewPoint("needs", "needs.forums", "ขอหลักฐาน").blocking


@pytest.mark.parametrize("kind", [Acted, Facts, Given, Holding, NewPoint, Person, PointFacts])
def test_what_the_rules_know_cannot_be_changed_under_them(kind: type) -> None:
    assert kind.__dict__["__dataclass_params__"].frozen
