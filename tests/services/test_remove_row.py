"""Taking out a row that has a page of its own, with all that refers to it."""

import dataclasses
from typing import Any

import pytest

from tests.conftest import TODAY
from tests.services.acting import (
    NAN,
    PATTANI,
    SAMUT_SONGKHRAM,
    act,
    actor,
    answers,
    body,
    codes,
    count,
    refusal,
    row,
    save,
    section,
    statements,
)
from workflow.models import PastSection
from workflow.outline.digests import plan_digest
from workflow.queries.plan_page import plan_page
from workflow.services.remove_row import OldRow, remove_row
from workflow.states.refusals import NotFound

pytestmark = pytest.mark.both
KEYS = "general summary area needs swot direction issues projects budget risks monitoring"


def old(plan_id: int = NAN, key: str = "issues", **changed: Any) -> OldRow:
    """The first row of a section, as somebody sees it now."""
    rows = body(plan_id, key).get(key) or [{"code": ""}]
    values = {"table": key, "code": rows[0]["code"], "number": 0}
    version = section(plan_id, key).version
    return OldRow(**{"plan_id": plan_id, "key": key, "version": version, **values, **changed})


def take_out(what: OldRow, username: str = "drafter.55") -> None:
    """Take a row out as a person of the demo."""
    remove_row(what, actor(username), TODAY)


def two_issues() -> None:
    """Give the plan of Nan a second issue, and a project of it."""
    issues = body(NAN, "issues")["issues"]
    save("drafter.55", NAN, "issues", issues=[issues[0], {**issues[0], "code": "2", "name": "สอง"}])
    projects = body(NAN, "projects")["projects"]
    save("drafter.55", NAN, "projects", projects=[projects[0], {**projects[1], "issue": "2"}])


def test_the_others_are_numbered_anew_and_projects_follow() -> None:
    two_issues()
    take_out(old())
    assert [(row["code"], row["name"]) for row in body(NAN, "issues")["issues"]] == [("1", "สอง")]
    assert [row["issue"] for row in body(NAN, "projects")["projects"]] == [None, "1"]


def test_both_sections_get_a_new_version_and_keep_what_they_said() -> None:
    two_issues()
    before = section(NAN, "issues").version, section(NAN, "projects").version
    kept = count(PastSection)
    take_out(old())
    assert section(NAN, "issues").version == before[0] + 1
    assert section(NAN, "projects").version == before[1] + 1
    assert count(PastSection) == kept + 2


def test_the_plan_keeps_digest_total_and_number_of_projects() -> None:
    take_out(old(key="projects"))
    digests = [section(NAN, key).digest for key in [*KEYS.split(), "attachments"]]
    assert row(NAN).digest == plan_digest("sti-plan", 1, digests, ())
    rest = body(NAN, "projects")["projects"]
    lines = sum(line["amount_satang"] for one in rest for line in one["budget"])
    assert (row(NAN).projects, row(NAN).total_satang) == (len(rest), lines)


@pytest.mark.parametrize("changed", [{"version": 1}, {"code": "9"}, {"code": ""}])
def test_what_is_not_as_it_was_seen_is_not_removed(changed: dict[str, Any]) -> None:
    before = body(NAN, "issues")
    refused = refusal(take_out, old(**changed))
    assert (refused.code, [one.code for one in refused.reasons]) == (409, ["stale_rows"])
    assert body(NAN, "issues") == before


@pytest.mark.parametrize(
    "changed",
    [{"plan_id": 999_999}, {"key": "x"}, {"table": "x"}, {"key": "risks", "table": "risks"}],
)
def test_what_has_no_page_of_its_own_is_not_found(changed: dict[str, Any]) -> None:
    with pytest.raises(NotFound):
        take_out(dataclasses.replace(old(), **changed))


def test_who_may_not_write_takes_nothing_out() -> None:
    assert codes(take_out, old(), "secretariat.1") == ["not_in_scope"]
    assert codes(take_out, old(SAMUT_SONGKHRAM), "drafter.75") == ["not_editable"]
    with pytest.raises(NotFound):
        take_out(old(PATTANI), "drafter.55")


def test_a_submission_clears_what_sections_said() -> None:
    save("drafter.55", NAN, "general", title_en="Anew")
    elsewhere = count(PastSection, PastSection.plan_id == PATTANI)
    assert count(PastSection, PastSection.plan_id == NAN) > 0
    act("drafter.55", NAN, "resubmit", answers(NAN))
    assert count(PastSection, PastSection.plan_id == NAN) == 0
    assert count(PastSection, PastSection.plan_id == PATTANI) == elsewhere > 0


def test_removing_takes_a_fixed_number_of_statements() -> None:
    two_issues()
    what, person = old(), actor("drafter.55")
    plan_page(NAN, person, TODAY)
    sent = statements(lambda: remove_row(what, person, TODAY))
    assert sent.count("COMMIT") == 1
    assert len(sent) - 1 <= 12, sent
