"""The form of every move: what it asks for, what it takes, what it says when something lacks."""

import pytest
from flask import Flask

from tests.conftest import SignInAs
from tests.page import Page
from tests.services.acting import (
    NAKHON,
    NAN,
    PATTANI,
    RECOMMENDED,
    ROI_ET,
    SAMUT_SONGKHRAM,
    act,
    answers,
    body,
    save,
)
from tests.views.deeds import (
    ACKNOWLEDGED,
    ANSWER,
    ORDER,
    REASON_OF_50,
    RECOMMEND,
    RESUBMIT,
    RETURN,
    REVIEW,
    SEND_BACK,
    SUBMIT,
    inside,
    send,
    where,
)


def test_submit_lists_what_the_plan_lacks_with_links_to_its_fields(sign_in_as: SignInAs) -> None:
    page = sign_in_as("drafter.95").get(SUBMIT)
    assert page.code == 200
    links = [str(link["href"]) for link in page.all(".errors a")]
    assert links == [
        "/plans/6/sections/area#baseline",
        "/plans/6/sections/needs#forums",
        "/plans/6/sections/monitoring#monitoring",
    ]
    assert not page.has("main form")


def test_a_finding_in_a_project_leads_to_the_page_of_the_project(
    app: Flask, sign_in_as: SignInAs
) -> None:
    drafter = sign_in_as("drafter.95")
    inside(app, _without_lead_agency)
    links = {str(a["href"]) for a in drafter.get(SUBMIT).all(".errors a")}
    field = "projects-0-lead_agency"
    assert f"/plans/6/sections/projects/1#{field}" in links
    assert drafter.get("/plans/6/sections/projects/1").has(f"#{field}")


def test_who_only_reads_is_led_to_the_text(sign_in_as: SignInAs) -> None:
    page = sign_in_as("clinic.95").get(SUBMIT)
    assert not [a for a in page.all("main a") if "/sections" in str(a["href"])]


def test_warnings_lead_to_what_they_are_about(sign_in_as: SignInAs) -> None:
    page = sign_in_as("drafter.55").get("/plans/3/moves/resubmit")
    links = [str(a["href"]) for a in page.all("#warnings a")]
    assert "/plans/3/sections/attachments#files" in links
    assert "/plans/3/sections/projects/1#projects-0-readiness_site" in links


def test_submit_works_once_the_warnings_are_acknowledged(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, _complete, PATTANI)
    drafter = sign_in_as("drafter.95")
    page = Page(send(drafter, SUBMIT, {}))
    assert page.code == 422
    assert "ยังไม่ได้รับทราบคำเตือน" in page.text("#warnings")
    ticks = {str(box["name"]): "y" for box in page.all("#warnings input")}
    assert send(drafter, SUBMIT, ticks).status_code == 303
    assert where(app, PATTANI) == ("clinic_review", 2)


def test_recall_asks_for_nothing(app: Flask, sign_in_as: SignInAs) -> None:
    assert send(sign_in_as("drafter.75"), "/plans/4/moves/recall", {}).status_code == 303
    assert where(app, SAMUT_SONGKHRAM) == ("draft", 3)


def test_only_who_submitted_recalls(sign_in_as: SignInAs) -> None:
    page = sign_in_as("drafter2.75").get("/plans/4/moves/recall")
    assert page.code == 403
    assert "เฉพาะผู้ที่ส่งเรื่อง" in page.text(".errors")


def test_resubmit_needs_an_answer_to_every_blocking_point(sign_in_as: SignInAs) -> None:
    page = Page(send(sign_in_as("drafter.55"), ANSWER, ACKNOWLEDGED, summary="แก้ไขแล้ว"))
    assert page.code == 422
    assert page.texts(".errors a") == ["ยังไม่ได้ตอบข้อสังเกตที่ต้องแก้ไข: ข้อ 1, 2"]


def test_half_an_answer_is_named(sign_in_as: SignInAs) -> None:
    half = {**RESUBMIT, "replies-1-text": " "}
    del half["replies-2"]
    page = Page(send(sign_in_as("drafter.55"), ANSWER, half))
    assert page.code == 422
    links = [str(link["href"]) for link in page.all(".errors a")]
    assert links == ["#replies-1-text", "#replies-2"]
    assert all(page.has(link) for link in links)
    assert page.text("#replies-2-text") == RESUBMIT["replies-2-text"]


def test_resubmit_goes_back_to_who_returned_the_plan(app: Flask, sign_in_as: SignInAs) -> None:
    assert send(sign_in_as("drafter.55"), ANSWER, RESUBMIT).status_code == 303
    assert where(app, NAN) == ("pcso_endorsement", 5)


def test_a_material_change_takes_the_other_way(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, _add_issue, NAN)
    drafter = sign_in_as("drafter.55")
    refused = drafter.get(ANSWER)
    assert refused.code == 200
    assert "การแก้ไขนี้เป็นสาระสำคัญ" in refused.text(".errors")
    path = "/plans/3/moves/resubmit_revised"
    page = drafter.get(path)
    reasons = page.texts(".errors li")
    assert not any("สาระสำคัญ" in reason for reason in reasons), reasons


def test_the_reviewer_ticks_answered_points_and_recommends(
    app: Flask, sign_in_as: SignInAs
) -> None:
    reviewer = sign_in_as("clinic.75")
    send(reviewer, SEND_BACK, RETURN)
    inside(app, _resubmit_as_drafter, SAMUT_SONGKHRAM)
    page = Page(send(reviewer, REVIEW, RECOMMEND))
    assert page.code == 422
    assert page.texts(".errors a") == ["ข้อสังเกตที่ต้องแก้ไขยังไม่ได้รับรองว่าแก้แล้ว: ข้อ 1"]
    assert "แก้ไขแล้ว" in page.text("#ticks .reply")
    assert send(reviewer, REVIEW, {**RECOMMEND, "ticks-1": "y"}).status_code == 303
    assert where(app, SAMUT_SONGKHRAM)[0] == "pcso_endorsement"


def test_the_checklist_must_be_whole_and_keeps_its_notes(sign_in_as: SignInAs) -> None:
    noted = {"checklist-risks_owned-note": "ขอให้ระบุชื่อ", "opinion": "เห็นควรเสนอ"}
    page = Page(send(sign_in_as("clinic.75"), REVIEW, noted))
    assert page.code == 422
    assert page.texts(".errors a") == ["รายการตรวจสอบยังไม่ครบ เหลือ 8 รายการ"]
    assert page.one("#checklist-risks_owned-note")["value"] == "ขอให้ระบุชื่อ"
    assert page.one("#checklist-risks_owned-note").closest("details[open]")


def test_a_note_that_is_too_long_is_refused_not_cut(sign_in_as: SignInAs) -> None:
    long = {**RECOMMEND, "checklist-risks_owned-note": "ก" * 501}
    page = Page(send(sign_in_as("clinic.75"), REVIEW, long))
    assert page.code == 422
    assert page.has('.errors a[href="#checklist-risks_owned-note"]')
    assert page.one("#checklist-risks_owned-note")["value"] == "ก" * 501


def test_an_order_returns_the_plan(app: Flask, sign_in_as: SignInAs) -> None:
    path = f"/plans/{NAKHON}/moves/pcso_return"
    pcso = sign_in_as("pcso.80")
    assert Page(send(pcso, path, {})).texts(".errors a") == ["ข้อสั่งการ: โปรดกรอกช่องนี้"]
    assert send(pcso, path, ORDER).status_code == 303
    assert where(app, NAKHON) == ("returned", 4)


def test_declining_needs_fifty_characters(app: Flask, sign_in_as: SignInAs) -> None:
    path, pcso = f"/plans/{NAKHON}/moves/decline", sign_in_as("pcso.80")
    page = Page(send(pcso, path, {"reason": f"{'ก ' * 49}"}))
    assert page.code == 422
    assert "ต้องมีอย่างน้อย 50 ตัวอักษร" in page.text(".errors")
    assert "49" in page.text(".errors")
    assert "อย่างน้อย 50 ตัวอักษร" in page.text("#reason-hint")
    assert send(pcso, path, {"reason": REASON_OF_50}).status_code == 303
    assert where(app, NAKHON) == ("declined", 4)


def test_the_secretariat_asks_for_more(app: Flask, sign_in_as: SignInAs) -> None:
    path = f"/plans/{ROI_ET}/moves/secretariat_return"
    values = {"reason": "ขอเอกสารเพิ่ม", "points-0-field": "area", "points-0-text": "ขอแผนที่"}
    assert send(sign_in_as("secretariat.1"), path, values).status_code == 303
    assert where(app, ROI_ET)[0] == "returned"


@pytest.mark.parametrize(
    ("username", "path", "plan"),
    [
        ("drafter.75", "/plans/4/moves/withdraw", SAMUT_SONGKHRAM),
        ("drafter.55", "/plans/3/moves/withdraw", NAN),
        ("pcso.45", "/plans/2/moves/pcso_withdraw", ROI_ET),
    ],
)
def test_withdrawing_needs_a_reason_and_ends_the_matter(
    app: Flask, sign_in_as: SignInAs, username: str, path: str, plan: int
) -> None:
    person = sign_in_as(username)
    assert Page(send(person, path, {})).code == 422
    assert send(person, path, {"reason": "จังหวัดขอทบทวนทั้งฉบับ"}).status_code == 303
    assert where(app, plan)[0] == "withdrawn"
    assert "เรื่องสิ้นสุดแล้ว" in person.get(f"/plans/{plan}").text(".holder")


def test_a_stand_in_signs_with_the_order(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, _resubmit_as_drafter, NAN, "drafter.55")
    stand_in = sign_in_as("acting.55")
    page = stand_in.get("/plans/3/moves/endorse")
    assert "2345/2569" in page.text(".fresh")
    assert page.text(".fresh .btn-primary") == "เห็นชอบและลงนาม"
    assert send(stand_in, "/plans/3/moves/endorse", {}).status_code == 303


def test_who_is_told_is_said_before(sign_in_as: SignInAs) -> None:
    page = sign_in_as("drafter.55").get(ANSWER)
    assert "ผู้ได้รับแจ้งทันที: PCSO" in page.text("main")
    assert "ฝ่ายเลขานุการ" not in page.text("main"), "only the holder is told of a resubmission"


def _complete(plan_id: int) -> None:
    """Fill what the demo's draft lacks."""
    nan = {name: body(NAN, name) for name in ("area", "needs", "monitoring")}
    save("drafter.95", plan_id, "area", **nan["area"])
    districts = {"districts": ["9401"]}
    needs = [{**need, **districts} for need in body(plan_id, "needs")["needs"]]
    save("drafter.95", plan_id, "needs", **{**nan["needs"], "needs": needs})
    save("drafter.95", plan_id, "monitoring", **nan["monitoring"])


def _add_issue(plan_id: int) -> None:
    issues = body(plan_id, "issues")["issues"]
    save("drafter.55", plan_id, "issues", issues=[*issues, {**issues[0], "code": "9"}])


def _resubmit_as_drafter(plan_id: int, username: str = "drafter.75") -> None:
    act(username, plan_id, "resubmit", answers(plan_id))


def test_an_opinion_given_before_is_read_before_deciding(app: Flask, sign_in_as: SignInAs) -> None:
    inside(app, act, "clinic.75", SAMUT_SONGKHRAM, "recommend", RECOMMENDED)
    page = sign_in_as("pcso.75").get("/plans/4/moves/endorse")
    assert page.text(".quote p") == "เห็นควรเสนอ"
    assert "ผู้แทนคลินิก" in page.text(".quote footer")


def test_whoever_decides_reads_which_warnings_stand(app: Flask, sign_in_as: SignInAs) -> None:
    warnings = (
        sign_in_as("pcso.80").get("/plans/5/moves/endorse").text("[aria-labelledby=standing]")
    )
    assert "ยังไม่มีหนังสือยินยอม" in warnings
    assert not sign_in_as("pcso.80").get("/plans/5/moves/pcso_return").has("#standing")


def test_a_material_change_is_sent_to_the_clinic_again(app: Flask, sign_in_as: SignInAs) -> None:
    drafter, path = sign_in_as("drafter.55"), "/plans/3/moves/resubmit_revised"
    assert "แผนกลับไปยังผู้ส่งคืน" in drafter.get(path).text("[aria-labelledby=material]")
    inside(app, _lower_target, NAN)
    assert "รายได้สุทธิจากกาแฟ" in drafter.get(path).text("[aria-labelledby=material]")
    assert send(drafter, path, RESUBMIT).status_code == 303
    assert where(app, NAN) == ("clinic_review", 5)


def _lower_target(plan_id: int) -> None:
    issues = body(plan_id, "issues")["issues"]
    issues[0]["indicators"][0]["target_y5"] = "9400"
    save("drafter.55", plan_id, "issues", issues=issues)


def _without_lead_agency() -> None:
    rows = body(PATTANI, "projects")["projects"]
    save("drafter.95", PATTANI, "projects", projects=[{**rows[0], "lead_agency": ""}])
