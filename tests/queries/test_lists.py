"""Small lists that commands and pages are made of."""

import pytest
from flask import Flask

from tests.conftest import TODAY
from tests.services.acting import PATTANI, person_id
from workflow.ledger.chain import START
from workflow.queries.areas import province_names
from workflow.queries.chains import chained, heads, plan_versions
from workflow.queries.demo import demo_people
from workflow.queries.people import any_person, person_id_of
from workflow.queries.plans import all_plans, plan_seen, section_versions
from workflow.queries.published import published
from workflow.queries.reference import institution_names, round_titles
from workflow.services.change_account import disable_person


def test_areas_come_in_thai_dictionary_order() -> None:
    names = province_names()
    assert len(names) == 77
    assert [names[code].th for code in list(names)[:3]] == ["กระบี่", "กรุงเทพมหานคร", "กาญจนบุรี"]


def test_institutions_and_rounds_have_their_names() -> None:
    assert institution_names()["INST-75"].en.startswith("Demonstration")
    assert round_titles()["2571-five-year"].en.startswith("Five-year round")


def test_published_versions_are_listed() -> None:
    assert [(row.kind, row.name, row.version) for row in published()] == [
        ("outline", "sti-plan", 1),
        ("outline", "sti-plan", 2),
        ("procedure", "sti-plan", 1),
        ("procedure", "sti-plan-clerical", 1),
        ("procedure", "sti-plan-minor", 1),
    ]


def test_plans_are_listed_in_their_order() -> None:
    assert [row.province_code for row in all_plans()] == ["50", "45", "55", "75", "80", "94"]


def test_what_is_seen_of_a_plan_is_what_a_form_carries() -> None:
    seen = plan_seen(PATTANI)
    assert (seen.version, seen.stage) == (1, "draft")
    assert set(section_versions(PATTANI).values()) == {2}


@pytest.mark.parametrize("typed", ["pcso.75", "PCSO.75", " pcso.75"])
def test_an_account_is_found_as_it_is_typed(typed: str) -> None:
    disable_person(person_id("pcso.75"), TODAY)
    assert person_id_of(typed) == person_id("pcso.75")


def test_an_account_that_is_not_there_is_not_found() -> None:
    assert person_id_of("nobody") is None


def test_an_empty_world_has_nobody(empty_app: Flask) -> None:
    assert not any_person()
    assert demo_people() == []


def test_a_demo_has_its_principals_in_the_order_of_a_plan_s_way() -> None:
    assert any_person()
    people = demo_people()
    assert people[0].posts[0][0] == "drafter"
    assert all(one.key and one.username and one.name.th and one.title.en for one in people)


def test_chains_come_in_order_with_their_texts() -> None:
    rows = [(entry.subject, entry.n) for entry, _ in chained()]
    assert rows == sorted(rows)
    assert all(body for _, body in chained())


def test_one_chain_may_be_asked_for() -> None:
    assert [(entry.subject, entry.n) for entry, _ in chained("plan:6")] == [("plan:6", 1)]
    assert list(chained("plan:7")) == []


def test_heads_are_the_ends_of_the_chains() -> None:
    ends = heads()
    assert all(n >= 1 and digest != START for n, digest in ends.values())
    assert {subject: n for subject, (n, _) in ends.items() if subject.startswith("plan")} == (
        plan_versions()
    )
