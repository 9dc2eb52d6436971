"""A plan's files on its page: brought, refused with the reason, handed out inert, taken out."""

import hashlib
import io
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import SignInAs
from tests.files import HTML, PDF, photo
from tests.page import Page, Visitor
from tests.services.acting import NAN, act, answers, save, statements
from tests.services.attaching import NAME, attach, refer
from tests.views.deeds import inside
from workflow.uploads import LARGEST

FILES = f"/plans/{NAN}/files"
DIGEST = hashlib.sha256(PDF).hexdigest()
ONE = f"{FILES}/{DIGEST}"
ODD_NAMES = ["../../x.pdf", '<script>alert("x")</script>.pdf', "ก" * 100 + ".pdf", "x.svg"]


def bring(person: Visitor, content: bytes = PDF, name: str = NAME) -> Page:
    """Send a file by the form; returns the page that one then sees."""
    values = {"csrf_token": person.token(), "file": (io.BytesIO(content), name)}
    answer = person.client.post(FILES, data=values)
    if answer.status_code != 303:
        return Page(answer)
    return person.get(answer.headers["Location"])


def part(name: str, content: bytes, file: str = "") -> bytes:
    """A part of a form as browsers send it."""
    named = f'; filename="{file}"' if file else ""
    head = f'--x\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'
    return head.encode() + content + b"\r\n"


def raw(person: Visitor, body: bytes) -> Page:
    """Send a form that is too large for the test's own means."""
    data = part("csrf_token", person.token().encode()) + body + b"--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    return Page(person.client.post(FILES, data=data, content_type=kind, follow_redirects=True))


@pytest.fixture
def attached(app: Flask) -> str:
    """The digest of a file that the plan of Nan has."""
    return str(inside(app, lambda: attach("drafter.55", NAN)))


def test_a_file_is_brought_and_listed(sign_in_as: SignInAs) -> None:
    person = sign_in_as("drafter.55")
    assert "ยังไม่มีไฟล์" in person.get(FILES).text()
    page = bring(person)
    assert (page.code, page.has('[role="status"]')) == (200, True)
    line = page.text(".tasks .task")
    assert all(word in line for word in (NAME, "เอกสาร PDF", "1 กิโลไบต์", DIGEST[:4]))


def test_it_is_said_in_english_too(sign_in_as: SignInAs, attached: str) -> None:
    page = sign_in_as("drafter.55").get(FILES, "en")
    assert "PDF document" in page.text(".tasks .task")
    assert page.text("#add") == "Attach a file"


def test_the_form_takes_one_file_of_the_kinds_that_are_taken(sign_in_as: SignInAs) -> None:
    control = sign_in_as("drafter.55").get(FILES).one("#file")
    assert not control.has_attr("multiple")
    assert control["accept"] == ".pdf,.docx,.xlsx,.odt,.ods,.png,.jpg,.jpeg"


def test_twice_is_one_file(sign_in_as: SignInAs) -> None:
    person = sign_in_as("drafter.55")
    bring(person)
    assert len(bring(person).texts(".tasks .task")) == 1


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_file_of_a_bad_name_is_refused_with_the_reason(sign_in_as: SignInAs, name: str) -> None:
    page = bring(sign_in_as("drafter.55"), name=name)
    assert page.code == 422
    assert page.one(".errors a")["href"] == "#file"
    assert page.one("#file")["aria-invalid"] == "true"
    assert page.text(".errors li") in page.text("#file-error")
    assert not page.has(".tasks")


def test_a_name_is_written_out_and_not_run(sign_in_as: SignInAs) -> None:
    page = bring(sign_in_as("drafter.55"), name="R&D 'x' &lt;b&gt;.pdf")
    assert "R&D 'x' &lt;b&gt;.pdf" in page.text(".tasks .task")


def test_a_file_that_is_something_else_is_refused(sign_in_as: SignInAs) -> None:
    page = bring(sign_in_as("drafter.55"), HTML)
    assert (page.code, page.one("title").text.startswith("ข้อผิดพลาด")) == (422, True)


def test_no_file_at_all_is_told(sign_in_as: SignInAs) -> None:
    page = bring(sign_in_as("drafter.55"), b"", "")
    assert (page.code, page.texts(".errors li")) == (422, ["โปรดเลือกไฟล์หนึ่งไฟล์ก่อนกดแนบ"])


def test_a_file_that_is_too_large_is_refused_by_a_byte(sign_in_as: SignInAs) -> None:
    person = sign_in_as("drafter.55")
    page = raw(person, part("file", PDF.ljust(LARGEST + 1), NAME))
    assert (page.code, "20 MB" in page.text(".errors")) == (422, True)


def test_the_largest_file_is_taken(sign_in_as: SignInAs) -> None:
    page = raw(sign_in_as("drafter.55"), part("file", PDF.ljust(LARGEST), NAME))
    assert "20.0 เมกะไบต์" in page.text(".tasks")


def test_one_that_is_much_too_large_gets_a_page_before_it_is_read(sign_in_as: SignInAs) -> None:
    page = raw(sign_in_as("drafter.55"), b"x" * (LARGEST + 200_000))
    assert (page.code, "20 MB" in page.text()) == (413, True)


def test_other_forms_take_no_more_than_before(sign_in_as: SignInAs) -> None:
    person = sign_in_as("drafter.55")
    values = {"csrf_token": person.token(), "text": "x" * 5_000_000}
    assert person.client.post(f"/plans/{NAN}/comments", data=values).status_code == 413


@pytest.mark.parametrize("username", ["clinic.55", "secretariat.1"])
def test_who_may_read_sees_no_form_and_may_not_send_one(
    sign_in_as: SignInAs, attached: str, username: str
) -> None:
    person = sign_in_as(username)
    page = person.get(FILES)
    assert NAME in page.text(".tasks")
    assert not page.has("#file")
    assert bring(person).code == 403
    assert person.client.get(f"{ONE}/remove").status_code == 403


def test_another_province_finds_nothing(sign_in_as: SignInAs, attached: str) -> None:
    person = sign_in_as("drafter.45")
    codes = [person.client.get(path).status_code for path in (FILES, ONE, f"{ONE}/remove")]
    assert [*codes, bring(person).code] == [404, 404, 404, 404]


def test_a_plan_that_was_sent_meanwhile_says_so(app: Flask, sign_in_as: SignInAs) -> None:
    person = sign_in_as("drafter.55")
    inside(app, lambda: act("drafter.55", NAN, "resubmit", answers(NAN)))
    page = bring(person)
    assert (page.code, "แก้ไขเนื้อหาไม่ได้" in page.text(".errors")) == (409, True)
    assert not page.has("#file")


def test_a_file_is_handed_out_whole_and_inert(sign_in_as: SignInAs, attached: str) -> None:
    answer = sign_in_as("clinic.55").client.get(ONE)
    assert (answer.status_code, answer.data, answer.mimetype) == (200, PDF, "application/pdf")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "no-store"
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment;")
    assert f"filename*=UTF-8''{quote(NAME)}" in disposition


def test_a_picture_is_handed_out_without_its_place(app: Flask, sign_in_as: SignInAs) -> None:
    digest = inside(app, lambda: attach("drafter.55", NAN, "พื้นที่.jpg", photo()))
    answer = sign_in_as("drafter.55").client.get(f"{FILES}/{digest}")
    assert answer.mimetype == "image/jpeg"
    assert b"Exif" not in answer.data


@pytest.mark.parametrize("digest", ["0" * 64, "x", "%2e%2e%2fx", "..%5cx"])
def test_what_is_no_file_of_the_plan_is_not_found(sign_in_as: SignInAs, digest: str) -> None:
    person = sign_in_as("drafter.55")
    assert person.get(f"{FILES}/{digest}").code == 404
    assert person.get(f"{FILES}/{digest}/remove").code == 404


def test_a_file_that_is_lost_says_so(app: Flask, sign_in_as: SignInAs, attached: str) -> None:
    folder = app.extensions["settings"].folder / "blobs"
    (folder / attached[:2] / attached).write_bytes(b"damaged")
    page = sign_in_as("drafter.55").get(ONE)
    assert (page.code, "สูญหาย" in page.text()) == (409, True)


def test_a_file_is_taken_out_after_a_question(sign_in_as: SignInAs, attached: str) -> None:
    person = sign_in_as("drafter2.55")
    way = person.get(FILES).one('.tasks a[href$="/remove"]')["href"]
    assert person.post(str(way)).headers["Location"] == FILES
    assert not person.get(FILES).has(".tasks")
    twice = person.client.post(str(way), data={"csrf_token": person.token()})
    assert twice.status_code == 303


def test_what_a_row_names_stays(app: Flask, sign_in_as: SignInAs, attached: str) -> None:
    inside(app, lambda: refer("drafter.55", NAN, attached))
    person = sign_in_as("drafter.55")
    assert "ภาคผนวก แถวที่ 1" in person.get(FILES).text(".tasks")
    assert not person.get(f"{ONE}/remove").has("main .btn-danger")
    page = Page(person.client.post(f"{ONE}/remove", data={"csrf_token": person.token()}))
    assert (page.code, "แถวที่ 1" in page.text(".errors")) == (422, True)


def test_a_row_of_the_attachments_is_chosen_from_the_files(
    sign_in_as: SignInAs, attached: str
) -> None:
    person = sign_in_as("drafter.55")
    here = f"/plans/{NAN}/sections/attachments"
    grown = Page(person.post(here, add="files"))
    assert NAME in grown.texts("#files-0-file option")
    row = {"kind": "other", "title": "รายงานเวที", "about": "", "file": attached}
    values = {f"files-0-{name}": value for name, value in row.items()}
    assert person.post(here, **values, then="stay").status_code == 303
    assert person.get(here).one("#files-0-file option[selected]")["value"] == attached


@pytest.mark.parametrize("path", ["", "/text/attachments", "/print"])
def test_the_text_leads_to_its_files(
    app: Flask, sign_in_as: SignInAs, attached: str, path: str
) -> None:
    inside(app, lambda: _only(attached))
    page = sign_in_as("clinic.55").get(f"/plans/{NAN}{path}")
    link = page.one(f'a[href="{ONE}"]')
    assert link.text == NAME


def test_a_revision_goes_on_handing_out_its_files(
    app: Flask, sign_in_as: SignInAs, attached: str
) -> None:
    inside(app, lambda: act("drafter.55", NAN, "resubmit", answers(NAN)))
    person = sign_in_as("secretariat.1")
    assert NAME in person.get(f"{FILES}?revision=2").text(".tasks")
    assert not person.get(f"{FILES}?revision=1").has(".tasks")
    assert person.client.get(ONE).status_code == 200


@pytest.mark.parametrize("no", ["0", "9", "x"])
def test_a_revision_that_is_not_there_is_not_found(sign_in_as: SignInAs, no: str) -> None:
    assert sign_in_as("drafter.55").get(f"{FILES}?revision={no}").code == 404


def test_a_file_sent_after_the_session_ended_leads_back(client: FlaskClient) -> None:
    page = Page(client.post(FILES, data={"file": (io.BytesIO(PDF), NAME)}))
    assert page.code == 401
    assert page.one("main form")["action"] == f"/sign-in?next={FILES}"


def test_the_page_takes_a_fixed_number_of_statements(
    app: Flask, sign_in_as: SignInAs, attached: str
) -> None:
    person = sign_in_as("drafter.55")
    person.get(FILES)
    sent = inside(app, lambda: statements(lambda: person.get(FILES)))
    assert len([line for line in sent if line != "COMMIT"]) <= 12, sent


def _only(digest: str) -> None:
    """Let the plan say little, so that its attachments fit on one page, and name a file there."""
    save("drafter.55", NAN, "summary", executive_summary="")
    refer("drafter.55", NAN, digest)
