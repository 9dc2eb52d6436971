"""What a newer version would mean for a plan: whether it can go on, and what would be otherwise."""

import pytest

from tests.states import case, changed
from workflow.states.migrating import Changed, Prospect, acting_names, prospect, strange_names
from workflow.states.procedure import Procedure, default_text, parse
from workflow.states.refusals import Reason

NOTHING: dict[str, str] = {}
RENAMED = parse(changed.renamed("clinic_review", "clinic_reading"))
TO_READING = {"clinic_review": "clinic_reading"}


def ahead(
    new: Procedure, stage: str, stages: dict[str, str] = NOTHING, returned_by: str | None = None
) -> Prospect:
    return prospect(case.procedure(), new, stage, returned_by, stages)


@pytest.mark.parametrize("stage", [s.code for s in case.procedure().stages if s.held_by])
def test_under_the_same_rules_every_plan_goes_on(stage: str) -> None:
    found = ahead(case.procedure(), stage, returned_by="clinic_review")
    assert (found.reasons, found.changes) == ((), ())


def test_a_stage_that_is_gone_strands_its_plans() -> None:
    found = ahead(RENAMED, "clinic_review")
    assert found.to is None
    assert case.codes(found.reasons) == ["migrate_stage_gone"]


def test_a_stage_that_is_named_anew_does_not() -> None:
    found = ahead(RENAMED, "clinic_review", TO_READING)
    assert found.to == RENAMED.stage["clinic_reading"]
    assert (found.reasons, found.changes) == ((), (Changed.STAGE,))


@pytest.mark.parametrize(
    ("replaced", "change"), [(changed.TERM, Changed.TERM), (changed.HELD, Changed.HOLDER)]
)
def test_another_term_and_another_holder_are_said(
    replaced: tuple[str, str], change: Changed
) -> None:
    stage = "pcso_endorsement" if change is Changed.TERM else "committee_approval"
    assert ahead(changed.procedure(replaced), stage).changes == (change,)


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("withdrawn", "migrate_stage_ends"),
        ("approved", "migrate_stage_unheld"),
        ("returned", "migrate_no_way_back"),
    ],
)
def test_no_plan_is_put_where_it_could_not_go_on(to: str, code: str) -> None:
    found = ahead(RENAMED, "clinic_review", {"clinic_review": to})
    assert (case.codes(found.reasons), found.changes) == ([code], ())


def test_a_returned_plan_must_be_able_to_come_back() -> None:
    assert case.codes(ahead(RENAMED, "returned", returned_by="clinic_review").reasons) == [
        "migrate_no_way_back"
    ]
    assert ahead(RENAMED, "returned", TO_READING, "clinic_review").reasons == ()


def test_a_stage_that_only_leads_back_is_no_way_out() -> None:
    text = default_text()
    for move in ("resubmit_revised", "withdraw"):
        text = text.replace(f'name = "{move}"', f'name = "{move}_"')
    text = text.replace(
        'from = ["returned"]\nto = "clinic_review"', 'from = ["draft"]\nto = "draft"'
    )
    text = text.replace('"clinic_review", "returned", "pcso_e', '"clinic_review", "pcso_e')
    found = ahead(parse(text), "returned", returned_by=None)
    assert case.codes(found.reasons) == ["migrate_no_way_out"]
    assert ahead(parse(text), "returned", returned_by="pcso_endorsement").reasons == ()


@pytest.mark.parametrize(
    ("stages", "n"),
    [(TO_READING, 0), ({"nowhere": "clinic_reading"}, 1), ({"clinic_review": "nowhere"}, 1)],
)
def test_a_name_that_no_version_has_is_strange(stages: dict[str, str], n: int) -> None:
    found = strange_names([case.procedure()], RENAMED, stages)
    assert case.codes(found) == ["migrate_unknown_stage"] * n


def test_what_must_be_known_of_acts_is_named() -> None:
    names = acting_names(case.procedure())
    assert set(names["decides"]) == case.DECIDING
    assert names["resumes"] == ["resubmit"]
    assert "pcso_return" in names["returns"]


@pytest.mark.parametrize(
    ("to", "code", "where"),
    [
        ("gone", "migrate_stage_gone", {}),
        ("withdrawn", "migrate_stage_ends", {"to": "withdrawn"}),
        ("approved", "migrate_stage_unheld", {"to": "approved"}),
        ("returned", "migrate_no_way_back", {"to": "returned"}),
    ],
)
def test_what_strands_a_plan_names_the_stages(to: str, code: str, where: dict[str, str]) -> None:
    titles = {key: RENAMED.stage[stage].title for key, stage in where.items()}
    here = case.procedure().stage["clinic_review"].title
    found = ahead(RENAMED, "clinic_review", {"clinic_review": to})
    assert found.reasons == (Reason(code, values={"stage": here, **titles}),)


def test_a_strange_name_is_said_with_what_it_was_to_become() -> None:
    found = strange_names([case.procedure()], RENAMED, {"nowhere": "clinic_reading"})
    values = {"old": "nowhere", "new": "clinic_reading"}
    assert found == [Reason("migrate_unknown_stage", values=values)]


def test_a_name_of_any_published_version_is_known() -> None:
    assert strange_names([RENAMED, case.procedure()], RENAMED, TO_READING) == []
