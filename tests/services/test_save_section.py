"""Saving a section: who wins, who is told, what the plan keeps of it, and that it ends with a
submission."""

import json

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import (
    NAKHON,
    NAN,
    PATTANI,
    SAMUT_SONGKHRAM,
    act,
    actor,
    acts,
    also,
    answers,
    body,
    codes,
    count,
    meanwhile,
    person_id,
    refusal,
    row,
    save,
    section,
    statements,
)
from workflow.extensions import db
from workflow.models import Author, Revision
from workflow.outline.digests import plan_digest
from workflow.queries.plan_page import plan_page
from workflow.services.save_section import NewSection, save_section
from workflow.states.refusals import NotFound, Refused

pytestmark = pytest.mark.both

RISK = {"risk": "น้ำท่วม", "likelihood": 3, "impact": 3, "mitigation": "ทางเลี่ยง", "owner": ""}
SUMMARY = {"executive_summary": "เขียนใหม่"}


def test_a_save_keeps_the_text_with_who_and_when() -> None:
    assert save("drafter.55", NAN, "summary", **SUMMARY) == 3
    kept = section(NAN, "summary")
    assert json.loads(kept.body) == SUMMARY
    assert (kept.version, kept.saved_by, kept.saved_at) == (3, person_id("drafter.55"), TODAY)


def test_a_save_writes_no_entry() -> None:
    before = acts(NAN)
    save("drafter.55", NAN, "summary", **SUMMARY)
    assert acts(NAN) == before
    assert row(NAN).version == len(before)


def test_a_save_that_saw_an_older_text_is_refused_and_loses_nothing() -> None:
    seen = NewSection(plan_id=NAN, key="summary", body=SUMMARY, version=2)
    save("drafter2.55", NAN, "summary", executive_summary="ของเพื่อน")
    refused = refusal(save_section, seen, actor("drafter.55"), TODAY)
    assert (refused.code, refused.reasons[0].code) == (409, "stale_section")
    assert body(NAN, "summary") == {"executive_summary": "ของเพื่อน"}


def test_two_people_in_two_sections_both_win() -> None:
    first = NewSection(plan_id=NAN, key="summary", body=SUMMARY, version=2)
    meanwhile(lambda: save("drafter2.55", NAN, "risks", risks=[RISK]))
    save_section(first, actor("drafter.55"), TODAY)
    assert body(NAN, "summary") == SUMMARY
    assert body(NAN, "risks")["risks"][0]["risk"] == "น้ำท่วม"


def test_two_people_in_one_section_are_told_apart_by_the_lock() -> None:
    late = NewSection(plan_id=NAN, key="summary", body=SUMMARY, version=2)
    person = actor("drafter.55")
    meanwhile(lambda: save("drafter2.55", NAN, "summary", executive_summary="ของเพื่อน"))
    assert codes(save_section, late, person, TODAY) == ["stale_section"]


def test_a_save_never_lands_after_a_submission() -> None:
    late = NewSection(plan_id=NAN, key="summary", body=SUMMARY, version=2)
    person = actor("drafter2.55")
    meanwhile(lambda: act("drafter.55", NAN, "resubmit", answers(NAN)))
    refused = refusal(save_section, late, person, TODAY)
    assert (refused.code, refused.reasons[0].code) == (409, "not_editable")
    assert row(NAN).digest == _newest_revision(NAN).digest


@pytest.mark.parametrize(("username", "plan"), [("drafter.75", SAMUT_SONGKHRAM), ("drafter.80", 5)])
def test_what_is_under_review_cannot_be_saved(username: str, plan: int) -> None:
    with pytest.raises(Refused) as refused:
        save(username, plan, "summary", **SUMMARY)
    assert (refused.value.code, refused.value.reasons[0].code) == (409, "not_editable")


@pytest.mark.parametrize("username", ["drafter.45", "observer.1", "admin.1", "chair.MOI-1"])
def test_a_plan_that_is_not_theirs_is_not_there(username: str) -> None:
    with pytest.raises(NotFound):
        save(username, NAN, "summary", **SUMMARY)


@pytest.mark.parametrize(("plan", "key"), [(NAN, "budgets"), (999_999, "budget")])
def test_a_section_or_plan_that_is_not_there_is_not_found(plan: int, key: str) -> None:
    new = NewSection(plan_id=plan, key=key, body={}, version=1)
    with pytest.raises(NotFound):
        save_section(new, actor("drafter.55"), TODAY)


@pytest.mark.parametrize("username", ["pcso.75", "office.80", "secretariat.1", "auditor.1"])
def test_who_may_read_may_not_therefore_write(username: str) -> None:
    plan = {"pcso.75": SAMUT_SONGKHRAM, "office.80": NAKHON}.get(username, NAN)
    with pytest.raises(Refused) as refused:
        save(username, plan, "summary", **SUMMARY)
    assert "not_in_scope" in [reason.code for reason in refused.value.reasons]


def test_who_reviewed_a_plan_does_not_write_it() -> None:
    also("clinic.55", "drafter", "55")
    with pytest.raises(Refused) as refused:
        save("clinic.55", NAN, "summary", **SUMMARY)
    assert (refused.value.code, refused.value.reasons[0].code) == (403, "both_desks")


def test_a_caretaker_writes_for_the_province_in_care() -> None:
    assert save("drafter.95", PATTANI, "summary", **SUMMARY) == 3


def test_findings_are_refused_field_by_field() -> None:
    wrong = [{**RISK, "likelihood": "many", "due": "soon"}]
    with pytest.raises(Refused) as refused:
        save("drafter.55", NAN, "risks", risks=wrong)
    assert refused.value.code == 422
    fields = {reason.field for reason in refused.value.reasons}
    assert fields == {"risks-0-likelihood", "risks-0-due"}


@pytest.mark.parametrize("body", [[], "text", {"risks": "x"}, {"risks": [3]}, {"strange": 1}])
def test_a_body_of_another_shape_is_refused(body: object) -> None:
    new = NewSection(plan_id=NAN, key="risks", body=body, version=2)
    assert refusal(save_section, new, actor("drafter.55"), TODAY).code == 422


def test_every_reason_is_said_at_once() -> None:
    late = NewSection(plan_id=SAMUT_SONGKHRAM, key="risks", body={"strange": 1}, version=9)
    found = codes(save_section, late, actor("pcso.75"), TODAY)
    assert found == ["stale_section", "not_editable", "not_in_scope", "unknown_key"]


def test_a_plan_keeps_the_digest_of_its_text() -> None:
    save("drafter.55", NAN, "summary", **SUMMARY)
    keys = "general summary area needs swot direction issues projects budget risks monitoring"
    digests = [section(NAN, key).digest for key in [*keys.split(), "attachments"]]
    assert row(NAN).digest == plan_digest("sti-plan", 1, digests, ())


def test_a_plan_keeps_its_title_for_lists() -> None:
    save("drafter.55", NAN, "general", title_th="แผนน่าน ฉบับใหม่ กาแฟ", title_en="Nan, anew")
    plan = row(NAN)
    assert (plan.title, plan.title_en) == ("แผนน่าน ฉบับใหม่ กาแฟ", "Nan, anew")
    assert plan.title_fold == "แผนนานฉบับใหมกาแฟ"


def test_a_plan_whose_title_was_emptied_keeps_the_one_it_had() -> None:
    before = row(NAN).title
    save("drafter.55", NAN, "general", title_th="")
    assert row(NAN).title == before


def test_a_title_that_is_all_spaces_between_letters_still_fits() -> None:
    wide = " ".join("ก" * 250)
    save("drafter.55", NAN, "general", title_th=wide, title_en=wide)
    assert body(NAN, "general")["title_th"] == wide
    assert row(NAN).title == wide[:300].strip()


def test_a_plan_keeps_its_total_and_the_number_of_projects() -> None:
    projects = body(NAN, "projects")["projects"]
    projects[0]["budget"] = [{**projects[0]["budget"][0], "amount_satang": 12_300}]
    save("drafter.55", NAN, "projects", projects=projects[:1])
    assert (row(NAN).total_satang, row(NAN).projects) == (12_300, 1)


@pytest.mark.parametrize(
    "forged", [{"province": "75"}, {"round": "2570-pilot"}, {"plan_type": "pilot"}]
)
def test_what_is_set_when_a_plan_is_created_stays(forged: dict[str, str]) -> None:
    before = body(NAN, "general")
    save("drafter.55", NAN, "general", **forged)
    assert body(NAN, "general") == before


def test_who_saves_is_an_author_once() -> None:
    newcomer = _drafter_of_nan()
    save(newcomer, NAN, "summary", **SUMMARY)
    save(newcomer, NAN, "risks", risks=[RISK])
    assert count(Author, Author.plan_id == NAN, Author.person_id == person_id(newcomer)) == 1


def test_who_is_refused_is_no_author() -> None:
    newcomer = _drafter_of_nan()
    with pytest.raises(Refused):
        save(newcomer, NAN, "risks", risks="x")
    assert count(Author, Author.person_id == person_id(newcomer)) == 0


def test_saving_takes_a_fixed_number_of_statements() -> None:
    new = NewSection(plan_id=NAN, key="summary", body=SUMMARY, version=2)
    person = actor("drafter.55")
    plan_page(NAN, person, TODAY)
    sent = statements(lambda: save_section(new, person, TODAY))
    assert sent.count("COMMIT") == 1
    assert len(sent) - 1 <= 10, sent


def _drafter_of_nan() -> str:
    """Somebody who may write the plan and has not."""
    also("observer.1", "drafter", "55")
    return "observer.1"


def _newest_revision(plan_id: int) -> Revision:
    query = sa.select(Revision).where(Revision.plan_id == plan_id).order_by(Revision.no.desc())
    found = db.session.scalars(query).first()
    assert found is not None
    return found
