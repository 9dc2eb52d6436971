"""Messages as e-mails: both languages, safe whatever people wrote, the same in every attempt."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage
from email.policy import SMTP, Policy, default
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import databases
from tests.parsed import parsed
from workflow import create_app
from workflow.channels.letter import (
    Happened,
    Headers,
    Letter,
    email_of,
    parts_of,
    subject_of,
    values,
)
from workflow.states.procedure import Move, default_text, events, parse
from workflow.thai.words import Words

MOVES = {**parse(default_text()).move, **events()}
ACT = dt.datetime(2026, 11, 9, 3, 20, tzinfo=dt.UTC)
HAPPENED = Happened(
    at=ACT,
    actor=Words("นายวิทย์ สมมติชัย", "Mr Wit Sommutichai"),
    post="clinic_rep",
    capacity="acting",
    body={"given": {"reason": "ขอให้เพิ่มค่าฐาน"}, "due": "2026-11-18"},
    plan=Words("แผนพัฒนาจังหวัดน่าน", "Nan STI Development Plan"),
    province=Words("น่าน", "Nan"),
    round=Words("รอบปีงบประมาณ 2571", "Round 2571"),
)


def letter(move: str = "clinic_return", **changed: Any) -> Letter:
    """A message about a return, with some things changed."""
    whole = Letter(
        id=42,
        made_at=ACT,
        address="drafter.55@example.org",
        name=Words("นางสาวกานดา สาธิตวงศ์", "Ms Kanda Sathitwong"),
        words=MOVES[move],
        happened=HAPPENED,
        path="/plans/3",
        operation="an-operation-of-somebody",
    )
    return replace(whole, **changed)


def happened(**changed: Any) -> Happened:
    """What happened, with some things changed."""
    return replace(HAPPENED, **changed)


def reason(text: str) -> Happened:
    """What happened, with another reason given."""
    return happened(body={"given": {"reason": text}})


@pytest.fixture(scope="module", autouse=True)
def inside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An app without a database: letters need its templates alone."""
    app = create_app(databases.settings(tmp_path_factory.mktemp("app")))
    with app.app_context():
        yield app


def received(sent: Letter) -> EmailMessage:
    """A message as its reader's mail program has it."""
    raw = email_of(sent, "Sanoe <sanoe@example.go.th>", "https://sanoe.example.go.th").as_bytes()
    found: EmailMessage = message_from_bytes(raw, policy=default)
    return found


def body(sent: Letter, kind: str = "plain") -> str:
    """The plain text or the HTML of a message."""
    part = received(sent).get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_thai_comes_first_and_english_below() -> None:
    text = body(letter())
    thai = "ผู้แทนคลินิกส่งแผนพัฒนาจังหวัดน่าน คืนเพื่อแก้ไข เหตุผล: ขอให้เพิ่มค่าฐาน"
    english = "The clinic representative has returned Nan STI Development Plan for revision."
    assert text.index("เรียน นางสาวกานดา สาธิตวงศ์") < text.index(thai)
    assert text.index(thai) < text.index("Dear Ms Kanda Sathitwong,") < text.index(english)


def test_html_says_the_same_as_the_text() -> None:
    html = parsed(body(letter(), "html"))
    said = [" ".join(p.get_text().split()) for p in html.select("div p:nth-of-type(2)")]
    assert said == [line for part in parts_of(letter()) for line in part.lines]
    assert [div["lang"] for div in html.select("div")] == ["th", "en"]


def test_years_are_buddhist_in_thai_and_common_in_english() -> None:
    text = body(letter())
    assert "โปรดแก้ไขภายในวันที่ 18 พฤศจิกายน 2569" in text
    assert "Please revise it by 18 November 2026." in text


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_its_name(month: int) -> None:
    due = values(happened(body={"due": f"2027-{month:02}-01"}), "th")["due"]
    assert due.startswith("1 ")
    assert due.endswith(" 2570")


def test_days_are_working_days_from_the_act_to_the_due_date() -> None:
    assert values(HAPPENED, "th")["days"] == "7"


def test_the_link_leads_to_the_plan() -> None:
    html = parsed(body(letter(), "html"))
    assert {a["href"] for a in html.select("a")} == {"https://sanoe.example.go.th/plans/3"}
    assert body(letter()).count("https://sanoe.example.go.th/plans/3") == 2


def test_the_headers_say_whose_where_from_and_which() -> None:
    mail = received(letter())
    assert mail["Message-ID"] == "<outbox-42@sanoe.example.go.th>"
    assert mail["X-Operation-Id"] == "an-operation-of-somebody"
    assert (mail["To"], mail["From"]) == ("drafter.55@example.org", "Sanoe <sanoe@example.go.th>")
    assert (mail["Cc"], mail["Bcc"]) == (None, None)
    assert mail["Date"].datetime == ACT
    assert mail["Auto-Submitted"] == "auto-generated"


def test_every_attempt_is_the_same_byte_for_byte() -> None:
    assert received(letter()).as_bytes() == received(letter()).as_bytes()


def test_the_subject_is_in_both_languages() -> None:
    assert received(letter())["Subject"] == (
        "[ส่งคืนเพื่อแก้ไข] แผน วทน. จังหวัดน่าน / [Returned for revision] Nan STI plan"
    )


def test_a_reason_never_stands_in_the_subject() -> None:
    subject = Words("ถอน {reason}", "Withdrawn {reason}")
    words = replace(MOVES["withdraw"], subject=subject)
    assert subject_of(letter(words=words)) == "ถอน / Withdrawn"
    assert "ขอให้เพิ่มค่าฐาน" in body(letter(words=words))


@pytest.mark.parametrize("name", ["a\r\nBcc: x@example.org", "a\nb", "a\x0bb", "a\u2028b", "\x00"])
def test_names_bring_no_header_with_them(name: str) -> None:
    words = Words(name, name)
    sent = letter("mention", name=words, happened=happened(actor=words, province=words))
    mail = received(sent)
    assert mail["Bcc"] is None
    assert len(mail["Subject"].splitlines()) == 1
    assert mail.get_content_type() == "multipart/alternative"


@pytest.mark.parametrize(
    "address", ["", "a", "a@b@c", "a@b, c@d", "a@b\r\nBcc: c@d", "A <a@b>", "a b@c", '"a"@b', "ก@b"]
)
def test_what_is_not_one_plain_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="cannot be used"):
        received(letter(address=address))


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x>', "{{ 7*7 }}", "a&b"])
def test_what_people_write_stays_text(text: str) -> None:
    html = parsed(body(letter(happened=reason(text)), "html"))
    assert not html.select("script, img")
    assert text in html.get_text()
    assert text in body(letter(happened=reason(text)))


def test_a_reasons_paragraphs_stay_apart() -> None:
    sent = letter(happened=reason("หนึ่ง\nสอง"))
    assert "หนึ่ง\nสอง" in body(sent).replace("\r\n", "\n")
    assert len(parsed(body(sent, "html")).select("div[lang=th] br")) == 1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_reason_can_be_sent_and_read(text: str) -> None:
    clean = text.encode("utf-8", "ignore").decode()
    html = parsed(body(letter(happened=reason(clean)), "html"))
    assert not html.select("script, img, iframe, object, form")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="กขคงน้ำเแป็ที่[]/ .,ab", min_size=1, max_size=120))
def test_any_thai_subject_arrives_as_it_was(text: str) -> None:
    words = replace(MOVES["submit"], subject=Words("{plan}|", "x"))
    sent = letter(words=words, happened=happened(plan=Words(text, "")))
    assert received(sent)["Subject"] == subject_of(sent)


@pytest.mark.parametrize("move", MOVES.values(), ids=lambda move: move.name)
def test_every_move_and_event_can_be_told(move: Move) -> None:
    sent = letter(words=move)
    text = body(sent)
    assert "{" not in text + subject_of(sent)
    assert not text.startswith("\n")
    for part in parts_of(sent):
        assert part.lines[0][:1] == part.lines[0][:1].upper()


def test_who_acted_is_named_with_the_post() -> None:
    filled = values(HAPPENED, "th")
    assert filled["actor"] == "ผู้แทนคลินิก นายวิทย์ สมมติชัย"
    assert filled["capacity"] == "รักษาราชการแทน"
    assert values(HAPPENED, "en")["actor"] == "clinic representative Mr Wit Sommutichai"


def test_what_the_system_did_is_said_to_be_the_systems() -> None:
    system = happened(actor=Words("", ""), post="system", capacity="system")
    assert values(system, "th")["actor"] == "ระบบ"
    assert values(system, "en")["capacity"] == "the system"


def test_an_account_has_no_post_to_be_named() -> None:
    assert values(happened(post="account"), "en")["actor"] == "Mr Wit Sommutichai"


@pytest.mark.parametrize("name", ["reason", "order", "resolution"])
def test_the_reason_is_whichever_the_move_asked_for(name: str) -> None:
    assert values(happened(body={"given": {name: "เพราะ"}}), "th")["reason"] == "เพราะ"


def test_without_a_due_date_there_are_no_days() -> None:
    filled = values(happened(body={}), "en")
    assert (filled["due"], filled["days"], filled["meeting"]) == ("", "", "")


def test_bangkok_is_not_called_a_province() -> None:
    bangkok = happened(province=Words("กรุงเทพมหานคร", "Bangkok"))
    assert "แผน วทน. กรุงเทพมหานคร" in subject_of(letter(happened=bangkok))


@pytest.mark.parametrize("way", [SMTP, SMTP.clone(utf8=True), SMTP.clone(max_line_length=40)])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Subject", "ส่งคืนเพื่อแก้ไข · แผนพัฒนาจังหวัดน่านด้วยวิทยาศาสตร์ / Returned: Nan"),
        ("From", "เสนอ <sanoe@example.org>"),
        ("To", "drafter.55@example.org"),
        ("Date", ACT),
        ("X-Operation-Id", "an-operation-of-somebody"),
    ],
)
def test_a_header_that_is_kept_is_what_python_makes(name: str, value: Any, way: Policy) -> None:
    ours, theirs = Headers(), HeaderRegistry()
    for _ in range(2):
        assert ours(name, value).fold(policy=SMTP) == theirs(name, value).fold(policy=SMTP)
        assert ours(name, value).fold(policy=way) == theirs(name, value).fold(policy=way)
