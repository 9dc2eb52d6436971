"""Withdrawal and recall by their pages, from every stage from which the procedure has them."""

import pytest
from flask import Flask

from tests.conftest import SignInAs
from tests.services.acting import NAKHON, NAN, PATTANI, ROI_ET, SAMUT_SONGKHRAM
from tests.views.deeds import where
from workflow.states.procedure import default_text, parse

REASON = "จัดทำใหม่ให้สอดคล้องกับแผนพัฒนาจังหวัด"
FROM = {
    "draft": ("drafter.95", PATTANI),
    "clinic_review": ("drafter.75", SAMUT_SONGKHRAM),
    "returned": ("drafter.55", NAN),
    "pcso_endorsement": ("drafter.80", NAKHON),
}


def test_every_stage_that_a_plan_is_withdrawn_from_is_tried() -> None:
    assert set(FROM) == set(parse(default_text()).move["withdraw"].source)


@pytest.mark.parametrize("stage", FROM)
def test_a_drafter_withdraws_a_plan_and_says_why(
    app: Flask, sign_in_as: SignInAs, stage: str
) -> None:
    username, plan_id = FROM[stage]
    assert where(app, plan_id)[0] == stage
    drafter, path = sign_in_as(username), f"/plans/{plan_id}/moves/withdraw"
    assert drafter.get(f"/plans/{plan_id}").has(f'.moves a[href="{path}"]')
    assert drafter.post(path, reason="").status_code == 422
    assert drafter.post(path, reason=REASON).status_code == 303
    assert where(app, plan_id)[0] == "withdrawn"
    assert REASON in drafter.get(f"/plans/{plan_id}/timeline").text("blockquote")


def test_the_pcso_withdraws_a_plan_from_the_committee(app: Flask, sign_in_as: SignInAs) -> None:
    pcso, path = sign_in_as("pcso.45"), f"/plans/{ROI_ET}/moves/pcso_withdraw"
    assert pcso.post(path, reason=REASON).status_code == 303
    assert where(app, ROI_ET)[0] == "withdrawn"


def test_who_sent_a_plan_recalls_it_and_goes_on_writing(app: Flask, sign_in_as: SignInAs) -> None:
    drafter, path = sign_in_as("drafter.75"), f"/plans/{SAMUT_SONGKHRAM}/moves/recall"
    assert drafter.post(path).status_code == 303
    assert where(app, SAMUT_SONGKHRAM)[0] == "draft"
    assert drafter.get(f"/plans/{SAMUT_SONGKHRAM}/sections/general").has("main form")
