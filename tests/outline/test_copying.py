"""A text that another plan begins with: what comes along, what is cleared, and that it is told."""

import copy

from tests.outline.sample import outline, plan
from workflow.outline.copying import Destination, copied
from workflow.outline.values import clean_section

SAME = Destination("50", range(2571, 2576))
LATER = Destination("50", range(2576, 2581))
ONE_YEAR = Destination("50", range(2571, 2572))
ELSEWHERE = Destination("75", range(2571, 2576), theirs=True)


def test_a_text_for_the_same_years_comes_whole_but_for_its_files() -> None:
    bodies, cleared = copied(outline(), plan(), SAME)
    assert set(cleared) == {"attachments.files"}
    assert bodies["attachments"]["files"] == []
    assert {k: v for k, v in bodies.items() if k != "attachments"} == {
        k: v for k, v in plan().items() if k != "attachments"
    }


def test_years_of_the_former_plan_are_cleared_and_counted_and_the_rest_is_kept() -> None:
    bodies, cleared = copied(outline(), plan(), LATER)
    lines = bodies["projects"]["projects"][0]["budget"]
    before = plan()["projects"]["projects"][0]["budget"]
    assert [line["fiscal_year"] for line in lines] == [None] * len(before)
    assert [line["item"] for line in lines] == [line["item"] for line in before]
    assert cleared["projects.projects.budget.fiscal_year"] == len(before)


def test_targets_beyond_the_plans_years_are_cleared() -> None:
    bodies, cleared = copied(outline(), plan(), ONE_YEAR)
    (indicator, *_) = bodies["issues"]["issues"][0]["indicators"]
    assert indicator["target_y1"] is not None
    assert indicator["target_y2"] is None
    assert "issues.issues.indicators.target_y5" in cleared


def test_projects_are_called_by_the_new_province_and_year() -> None:
    later, _ = copied(outline(), plan(), LATER)
    elsewhere, _ = copied(outline(), plan(), ELSEWHERE)
    codes = [text["projects"]["projects"][0]["code"] for text in (later, elsewhere)]
    assert codes == ["50-2576-01", "75-2571-01"]


def test_of_another_province_neither_districts_nor_people_come_along() -> None:
    bodies, cleared = copied(outline(), plan(), ELSEWHERE)
    assert bodies["general"]["contact_name"] == ""
    assert bodies["projects"]["projects"][0]["districts"] == []
    assert cleared["general.contact_name"] == 1
    assert "needs.needs.districts" in cleared


def test_what_this_outline_does_not_know_is_told() -> None:
    older = copy.deepcopy(plan())
    older["swot"]["rumours"] = ["ลือ", "เล่า"]
    older["risks"]["risks"] = [{"risk": "น้ำท่วม", "likelihood": 77}]
    bodies, cleared = copied(outline(), older, SAME)
    assert cleared["swot.rumours"] == 1
    assert cleared["risks.risks.likelihood"] == 1
    assert bodies["risks"]["risks"][0]["risk"] == "น้ำท่วม"


def test_what_comes_out_is_in_stored_form_and_the_source_stays_as_it_was() -> None:
    before = plan()
    for to in (SAME, LATER, ONE_YEAR, ELSEWHERE):
        bodies, _ = copied(outline(), before, to)
        for section in outline().sections:
            assert clean_section(outline(), section.key, bodies[section.key]) == (
                bodies[section.key],
                [],
            )
    assert before == plan()
