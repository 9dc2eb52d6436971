"""Taking a file out: not while the text names it, and not out of what was frozen."""

import pytest

from tests.conftest import TODAY
from tests.services.acting import (
    NAN,
    act,
    actor,
    answers,
    codes,
    meanwhile,
    person_id,
    refusal,
    row,
    save,
)
from tests.services.attaching import attach, detach, files, refer, revision
from workflow.extensions import blobs
from workflow.services.remove_file import OldFile, remove_file
from workflow.states.facts import Given
from workflow.states.refusals import NotFound

pytestmark = pytest.mark.both


def test_a_file_that_is_taken_out_leaves_the_plan_as_it_was() -> None:
    before = row(NAN).digest
    detach("drafter2.55", NAN, attach("drafter.55", NAN))
    (kept,) = files(NAN)
    assert row(NAN).digest == before
    assert (kept.until, kept.removed_by, kept.removed_at) == (1, person_id("drafter2.55"), TODAY)


def test_taking_out_twice_changes_nothing_more() -> None:
    digest = attach("drafter.55", NAN)
    detach("drafter.55", NAN, digest)
    before = files(NAN)
    detach("drafter2.55", NAN, digest)
    assert files(NAN) == before


def test_what_was_taken_out_can_come_again() -> None:
    digest = attach("drafter.55", NAN)
    detach("drafter.55", NAN, digest)
    assert attach("drafter.55", NAN) == digest
    assert [kept.until for kept in files(NAN)] == [1, None]


def test_what_the_text_names_stays() -> None:
    digest = attach("drafter.55", NAN)
    refer("drafter.55", NAN, digest)
    refused = refusal(remove_file, OldFile(plan_id=NAN, digest=digest), actor("drafter.55"), TODAY)
    assert [(r.code, r.values["rows"]) for r in refused.reasons] == [("file_in_use", "1")]
    save("drafter.55", NAN, "attachments", files=[])
    detach("drafter.55", NAN, digest)
    assert files(NAN)[0].until == 1


@pytest.mark.parametrize("digest", ["0" * 64, "x", "../x"])
def test_a_file_that_the_plan_never_had_is_not_found(digest: str) -> None:
    with pytest.raises(NotFound):
        detach("drafter.55", NAN, digest)


def test_a_plan_that_is_not_theirs_is_not_there() -> None:
    digest = attach("drafter.55", NAN)
    with pytest.raises(NotFound):
        detach("drafter.45", NAN, digest)


def test_who_may_read_may_not_therefore_take_out() -> None:
    old = OldFile(plan_id=NAN, digest=attach("drafter.55", NAN))
    assert codes(remove_file, old, actor("clinic.55"), TODAY) == ["not_in_scope"]


def test_nothing_is_taken_out_after_a_submission() -> None:
    old, person = OldFile(plan_id=NAN, digest=attach("drafter.55", NAN)), actor("drafter2.55")
    meanwhile(lambda: act("drafter.55", NAN, "resubmit", answers(NAN)))
    assert codes(remove_file, old, person, TODAY) == ["not_editable"]
    assert files(NAN)[0].until is None


def test_a_frozen_revision_goes_on_having_its_file() -> None:
    digest = attach("drafter.55", NAN)
    act("drafter.55", NAN, "resubmit", answers(NAN))
    frozen = revision(NAN)
    act("acting.55", NAN, "pcso_return", Given(order="ขอให้ปรับอีกครั้ง"))
    detach("drafter.55", NAN, digest)
    (kept,) = files(NAN)
    assert (kept.since, kept.until) == (frozen.no, frozen.no)
    assert blobs().has(digest)
