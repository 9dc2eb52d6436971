"""What a paper is made of: the frozen text, the record up to its entry, decisions that stand."""

from dataclasses import replace

import pytest

from tests.conftest import TODAY
from tests.facts.chain import Told, chain
from tests.services.acting import (
    CHIANG_MAI,
    NAKHON,
    RECOMMENDED,
    RETURNED,
    SAMUT_SONGKHRAM,
    act,
    statements,
)
from tests.services.ordering import ENDORSED, order, paper
from workflow.queries.paper_source import paper_source, standing
from workflow.queries.papers import due_papers, papers_of
from workflow.services.order_paper import Wanted
from workflow.states.procedure import default_text, parse

PROCEDURE = parse(default_text())
SUBMIT: Told = ("submit", "draft", "clinic_review", 2)
RECOMMEND: Told = ("recommend", "clinic_review", "pcso_endorsement", 3)
ENDORSE: Told = ("endorse", "pcso_endorsement", "committee_approval", 4)


def stands(*acts: Told) -> list[str]:
    """The decisions that stand after some acts."""
    return [entry.act for entry in standing(PROCEDURE, chain(*acts)).values()]


@pytest.mark.parametrize(
    ("acts", "left"),
    [
        ([], []),
        ([SUBMIT], []),
        ([SUBMIT, RECOMMEND], ["recommend"]),
        ([SUBMIT, RECOMMEND, ENDORSE], ["recommend", "endorse"]),
        ([SUBMIT, ("clinic_return", "clinic_review", "returned", 3)], []),
    ],
)
def test_decisions_stand_one_after_the_other(acts: list[Told], left: list[str]) -> None:
    assert stands(*acts) == left


def test_a_return_alone_undoes_nothing_until_the_plan_comes_again() -> None:
    back = ("secretariat_return", "committee_approval", "returned", 5)
    again = ("resubmit", "returned", "committee_approval", 6)
    assert stands(SUBMIT, RECOMMEND, ENDORSE, back) == ["recommend", "endorse"]
    assert stands(SUBMIT, RECOMMEND, ENDORSE, back, again) == ["recommend", "endorse"]


def test_what_comes_again_to_a_desk_is_to_be_decided_there_anew() -> None:
    back = ("pcso_return", "pcso_endorsement", "returned", 4)
    to_pcso = ("resubmit", "returned", "pcso_endorsement", 5)
    to_clinic = ("resubmit_revised", "returned", "clinic_review", 5)
    assert stands(SUBMIT, RECOMMEND, back, to_pcso) == ["recommend"]
    assert stands(SUBMIT, RECOMMEND, back, to_clinic) == []


def test_a_resolution_stands_at_the_committee() -> None:
    approve = ("approve", "committee_approval", "approved", 9)
    assert stands(SUBMIT, RECOMMEND, ENDORSE, approve)[-1] == "approve"


def test_a_source_has_both_texts_and_every_desk() -> None:
    source = paper_source(order())
    assert source.digest != ""
    assert source.before is not None
    assert source.sections != source.before
    assert [desk.held_by for desk in source.desks] == ["clinic_rep", "pcso", "secretariat"]


def test_a_first_text_has_none_before_it() -> None:
    assert paper_source(order(replace(ENDORSED, revision=1))).before is None


def test_a_source_ends_where_its_paper_does() -> None:
    paper_id = order(Wanted(plan_id=NAKHON, revision=1, kind="summary", edition="th"))
    act("pcso.80", NAKHON, "endorse")
    assert paper_source(paper_id).entries[-1].act == "recommend"


def test_it_takes_five_queries_and_two_that_a_process_asks_once() -> None:
    paper_id = order()
    paper_source(paper_id)
    asked = [line for line in statements(lambda: paper_source(paper_id)) if line != "COMMIT"]
    assert len(asked) == 4


def test_due_papers_come_by_the_index_and_in_order() -> None:
    first, second = order(), order(replace(ENDORSED, edition="en"))
    assert due_papers(TODAY, 9) == [first, second]
    assert due_papers(TODAY, 1) == [first]
    (query,) = statements(lambda: due_papers(TODAY, 9))
    assert "state IN ('ordered', 'making')" in query


def test_papers_are_listed_by_revision_the_newest_first() -> None:
    assert papers_of(CHIANG_MAI, 2) == ()
    first, second = order(), order(replace(ENDORSED, edition="en"))
    order(replace(ENDORSED, revision=1))
    assert [row.id for row in papers_of(CHIANG_MAI, 2)] == [second, first]
    assert all(row.waits for row in papers_of(CHIANG_MAI, 2))


def test_a_recommendation_that_was_followed_by_a_return_to_draft_falls_with_the_next_text() -> None:
    act("clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    paper_id = order(Wanted(plan_id=SAMUT_SONGKHRAM, revision=1, kind="plan", edition="th"))
    source = paper_source(paper_id)
    assert list(standing(source.procedure, source.entries)) == ["clinic_review"]
    assert paper(paper_id).entry == source.entries[-1].n
    assert RETURNED.reason
