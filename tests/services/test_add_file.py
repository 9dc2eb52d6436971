"""Adding a file: who may, what is kept, what it changes, and that it ends with a submission."""

import hashlib
import json

import pytest

from tests.conftest import TODAY
from tests.files import HTML, PDF, photo
from tests.services.acting import (
    NAN,
    SAMUT_SONGKHRAM,
    act,
    actor,
    acts,
    also,
    answers,
    codes,
    meanwhile,
    person_id,
    refusal,
    row,
    statements,
)
from tests.services.attaching import NAME, attach, files, refer, revision
from workflow.extensions import blobs, db
from workflow.facts.plan_facts import case_of
from workflow.facts.plan_text import Depth
from workflow.models import Author
from workflow.outline.digests import plan_digest, section_digest
from workflow.queries.plan_page import plan_page
from workflow.services import add_file as adding
from workflow.services.add_file import NewFile, add_file
from workflow.states.refusals import NotFound, Refused

pytestmark = pytest.mark.both

NEW = NewFile(plan_id=NAN, name=NAME, content=PDF)


def test_a_file_is_kept_with_who_and_when() -> None:
    digest = attach("drafter.55", NAN)
    (kept,) = files(NAN)
    assert digest == hashlib.sha256(PDF).hexdigest() == kept.digest
    assert blobs().get(digest) == PDF
    assert (kept.name, kept.media_type, kept.size) == (NAME, "application/pdf", len(PDF))
    assert (kept.added_by, kept.added_at) == (person_id("drafter.55"), TODAY)


def test_it_changes_the_plan_s_digest_and_nothing_else_of_it() -> None:
    before, told = row(NAN), acts(NAN)
    attach("drafter.55", NAN)
    assert row(NAN).digest != before.digest
    assert row(NAN)._mapping == {**before._mapping, "digest": row(NAN).digest}
    assert acts(NAN) == told


def test_the_same_bytes_twice_are_one_file() -> None:
    first = attach("drafter.55", NAN)
    before = row(NAN).digest
    assert attach("drafter2.55", NAN, "อีกชื่อ.pdf") == first
    assert [kept.name for kept in files(NAN)] == [NAME]
    assert row(NAN).digest == before


def test_a_picture_is_kept_without_where_it_was_taken() -> None:
    digest = attach("drafter.55", NAN, "พื้นที่.jpg", photo())
    assert b"Telephone" not in blobs().get(digest)
    assert files(NAN)[0].media_type == "image/jpeg"


def test_who_adds_a_file_is_an_author() -> None:
    attach("drafter2.55", NAN)
    mine = (Author.plan_id == NAN, Author.person_id == person_id("drafter2.55"))
    assert db.session.query(Author).where(*mine).count() == 1


@pytest.mark.parametrize("username", ["drafter.45", "observer.1", "admin.1"])
def test_a_plan_that_is_not_theirs_is_not_there(username: str) -> None:
    with pytest.raises(NotFound):
        attach(username, NAN)


@pytest.mark.parametrize("username", ["clinic.55", "secretariat.1"])
def test_who_may_read_may_not_therefore_add(username: str) -> None:
    refused = refusal(add_file, NEW, actor(username), TODAY)
    assert (refused.code, refused.reasons[0].code) == (403, "not_in_scope")
    assert not blobs().has(hashlib.sha256(PDF).hexdigest())


def test_what_is_under_review_takes_no_file() -> None:
    with pytest.raises(Refused) as refused:
        attach("drafter.75", SAMUT_SONGKHRAM)
    assert (refused.value.code, refused.value.reasons[0].code) == (409, "not_editable")


def test_who_reviewed_a_plan_does_not_add_to_it() -> None:
    also("clinic.55", "drafter", "55")
    assert codes(add_file, NEW, actor("clinic.55"), TODAY) == ["both_desks"]


def test_a_file_that_is_not_taken_is_refused_with_what_is_wrong() -> None:
    with pytest.raises(Refused) as refused:
        attach("drafter.55", NAN, NAME, HTML)
    (reason,) = refused.value.reasons
    assert (reason.code, reason.field) == ("file_type_mismatch", "file")
    assert files(NAN) == []


def test_a_file_never_lands_after_a_submission() -> None:
    person = actor("drafter2.55")
    meanwhile(lambda: act("drafter.55", NAN, "resubmit", answers(NAN)))
    refused = refusal(add_file, NEW, person, TODAY)
    assert (refused.code, refused.reasons[0].code) == (409, "not_editable")
    assert files(NAN) == []
    assert row(NAN).digest == revision(NAN).digest


def test_a_submission_never_passes_over_a_file() -> None:
    meanwhile(lambda: attach("drafter2.55", NAN))
    with pytest.raises(Refused) as refused:
        act("drafter.55", NAN, "resubmit", answers(NAN))
    assert [reason.code for reason in refused.value.reasons] == ["stale"]


def test_a_plan_has_no_more_files_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "MOST_FILES", 1)
    attach("drafter.55", NAN)
    other = NewFile(plan_id=NAN, name=NAME, content=PDF + b"\n")
    assert codes(add_file, other, actor("drafter.55"), TODAY) == ["files_too_many"]


def test_nor_more_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "MOST_BYTES", len(PDF) + 9)
    attach("drafter.55", NAN)
    other = NewFile(plan_id=NAN, name=NAME, content=PDF + b"\n")
    assert codes(add_file, other, actor("drafter.55"), TODAY) == ["files_too_many_bytes"]


def test_the_same_file_is_no_more_than_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "MOST_FILES", 1)
    assert attach("drafter.55", NAN) == attach("drafter.55", NAN)


def test_the_outline_knows_which_files_there_are() -> None:
    refer("drafter.55", NAN, hashlib.sha256(PDF).hexdigest())
    assert "unknown_reference" in _errors(NAN)
    attach("drafter.55", NAN)
    assert "unknown_reference" not in _errors(NAN)


def test_a_revision_s_digest_is_made_of_its_text_and_its_files() -> None:
    digest = attach("drafter.55", NAN)
    act("drafter.55", NAN, "resubmit", answers(NAN))
    frozen, outline = json.loads(revision(NAN).body), plan_page(NAN, actor("drafter.55"), TODAY)
    case = outline.case
    parts = [section_digest(frozen[section.key]) for section in case.outline.sections]
    made = plan_digest(case.outline.name, case.outline_version, parts, [digest])
    assert made == revision(NAN).digest == row(NAN).digest


def test_adding_takes_a_fixed_number_of_statements() -> None:
    person = actor("drafter.55")
    plan_page(NAN, person, TODAY)
    sent = statements(lambda: add_file(NEW, person, TODAY))
    assert sent.count("COMMIT") == 1
    assert len(sent) - 1 <= 12, sent


def _errors(plan_id: int) -> list[str]:
    case = case_of(plan_id, actor("drafter.55"), TODAY, lambda procedure, stage: Depth.JUDGED)
    assert case is not None
    return [reason.code for reason in case.facts.errors]
