"""Papers, their public page and the print view of plans that follow another."""

from flask import Flask

from tests.conftest import SignInAs
from tests.services.acting import CHIANG_MAI, NAN, RETURNED, act, row
from tests.services.amending import CLINIC, DRAFTER, SUBMITTED, change_kind, reopened, submitted
from tests.services.ordering import order, paper
from tests.views.deeds import inside
from workflow.jobs.make_paper import make_paper, matter_of
from workflow.papers.matter import Before
from workflow.queries.paper_source import paper_source
from workflow.services.order_paper import Wanted
from workflow.states.facts import Given


def sheet(plan_id: int) -> int:
    """The endorsement sheet of a plan's first text."""
    return order(Wanted(plan_id=plan_id, revision=1, kind="endorsement", edition="th"))


def followed(paper_id: int) -> tuple[Before, ...]:
    return matter_of(paper_source(paper_id)).follows


def of_another_kind_since() -> tuple[int, int]:
    """A plan that was a minor amendment when a paper was ordered, and is a clerical one now; and
    that paper."""
    plan_id = submitted("minor")
    paper_id = sheet(plan_id)
    act(CLINIC, plan_id, "clinic_return", RETURNED)
    change_kind(plan_id, "clerical")
    return plan_id, paper_id


def begun_again() -> int:
    """A plan that was begun from one that was withdrawn."""
    act("drafter.55", NAN, "withdraw", Given(reason="จัดทำใหม่"))
    return reopened(NAN, "drafter.55")


def sent_again() -> int:
    """The same, submitted."""
    plan_id = begun_again()
    act("drafter.55", plan_id, "submit", SUBMITTED)
    return plan_id


def test_an_amendment_s_paper_names_the_text_that_it_amends(app: Flask) -> None:
    (before,) = inside(app, lambda: followed(sheet(submitted("minor"))))
    approved = inside(app, row, CHIANG_MAI)
    assert (before.title.th, before.digest) == (approved.title, approved.digest)
    assert (before.revision, before.amendment.th) == (2, "แก้ไขเล็กน้อย")


def test_it_keeps_the_kind_that_the_amendment_then_was_of(app: Flask) -> None:
    plan_id, paper_id = inside(app, of_another_kind_since)
    (before,) = inside(app, followed, paper_id)
    assert before.amendment
    assert (inside(app, row, plan_id).amendment, before.amendment.en) == ("clerical", "minor")


def test_a_plan_that_follows_none_says_nothing(app: Flask) -> None:
    assert inside(app, lambda: followed(order())) == ()


def test_a_plan_that_was_begun_again_names_the_one_before(app: Flask) -> None:
    (before,) = inside(app, lambda: followed(sheet(sent_again())))
    assert (before.title.th, before.revision) == (inside(app, row, NAN).title, 1)
    assert before.amendment is None


def test_its_public_page_says_the_kind_and_no_title(app: Flask, sign_in_as: SignInAs) -> None:
    paper_id = inside(app, lambda: sheet(submitted("minor")))
    inside(app, make_paper, paper_id)
    page = sign_in_as(DRAFTER).get(f"/verify/{inside(app, paper, paper_id).code}")
    assert "แก้ไขเล็กน้อย ของแผนก่อนหน้า ฉบับที่ 2" in page.text(".facts")
    assert "แผนพัฒนา" not in page.text(".facts")


def test_the_print_view_says_it_too(app: Flask, sign_in_as: SignInAs) -> None:
    plan_id, _ = inside(app, of_another_kind_since)
    digest = inside(app, row, CHIANG_MAI).digest
    person = sign_in_as(DRAFTER)
    assert "คำผิด" in person.get(f"/plans/{plan_id}/print").text(".masthead")
    frozen = person.get(f"/plans/{plan_id}/revisions/1/print").text(".masthead")
    assert "แก้ไขเล็กน้อย" in frozen
    assert digest in frozen


def test_so_it_does_of_a_plan_that_was_begun_again(app: Flask, sign_in_as: SignInAs) -> None:
    plan_id = inside(app, begun_again)
    digest = inside(app, row, NAN).digest
    page = sign_in_as("drafter.55").get(f"/plans/{plan_id}/print")
    assert digest in page.text(".masthead")
