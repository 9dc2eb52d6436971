"""Where mail goes: a folder, or a real mail server on this machine that misbehaves on demand."""

import socket
import time
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult

from tests.channels.post import Post, answering, full_up, serving
from workflow.channels import email
from workflow.channels.email import NotSent, open_mailer

SendTo = Callable[[str], None]


def letter(to: str = "someone@example.org", number: int = 1) -> EmailMessage:
    """A message to somebody."""
    message = EmailMessage(policy=SMTP_POLICY)
    message["From"], message["To"] = "sanoe@localhost", to
    message["Subject"] = "[รอพิจารณา] แผน วทน."
    message["Message-ID"] = f"<outbox-{number}@localhost>"
    message.set_content("เรียน ท่าน", cte="base64")
    return message


def test_a_folder_gets_one_whole_file_an_attempt(tmp_path: Path) -> None:
    with open_mailer(f"file://{tmp_path}/mail") as mailer:
        mailer.send(letter())
        mailer.send(letter())
    files = sorted((tmp_path / "mail").iterdir())
    assert [file.read_bytes() for file in files] == [letter().as_bytes()] * 2
    assert all(file.name.startswith("outbox-1.") and file.suffix == ".eml" for file in files)


def test_mail_in_a_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    with open_mailer(f"file://{tmp_path}/mail") as mailer:
        mailer.send(letter())
    (file,) = (tmp_path / "mail").iterdir()
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_folder_that_cannot_be_written_says_why_without_its_path(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file")
    with open_mailer(f"file://{tmp_path}/mail") as mailer, pytest.raises(NotSent) as fault:
        mailer.send(letter())
    assert str(fault.value) == "the mail folder: File exists"


def test_a_server_gets_a_batch_over_one_connection() -> None:
    post = Post()
    with serving(post) as place, open_mailer(f"smtp://{place}") as mailer:
        for number in range(5):
            mailer.send(letter(number=number))
    assert len(post.got) == 5
    assert len(post.sessions) == 1


def test_a_server_gets_the_message_as_it_is() -> None:
    post = Post()
    with serving(post) as place, open_mailer(f"smtp://{place}") as mailer:
        mailer.send(letter())
    (envelope,) = post.got
    assert envelope.rcpt_tos == ["someone@example.org"]
    assert envelope.content == letter().as_bytes()


def test_one_bad_address_never_fails_its_batch() -> None:
    post = Post()
    with serving(post) as place, open_mailer(f"smtp://{place}") as mailer:
        mailer.send(letter())
        with pytest.raises(NotSent, match="550 5.1.1 no such box"):
            mailer.send(letter("bad@example.org"))
        mailer.send(letter())
    assert (len(post.got), len(post.sessions)) == (2, 1)


@pytest.mark.parametrize("answer", ["451 later", "554 no", "421 closing"])
def test_a_message_that_is_refused_says_what_the_server_said(answer: str) -> None:
    post = Post()
    post.answer = answer
    with serving(post) as place, open_mailer(f"smtp://{place}") as mailer:
        with pytest.raises(NotSent, match=answer):
            mailer.send(letter())
        post.answer = "250 OK"
        mailer.send(letter())
    assert len(post.got) == 2


def test_a_password_is_given_to_the_server_and_to_nobody_else() -> None:
    known: list[Any] = []

    def check(server: object, session: object, envelope: object, how: str, data: Any) -> AuthResult:
        known.append((data.login, data.password))
        return AuthResult(success=False, handled=False)

    options = {"authenticator": check, "auth_require_tls": False}
    with (
        serving(Post(), **options) as place,
        open_mailer(f"smtp://us:s%40cret@{place}") as mailer,
        pytest.raises(NotSent) as fault,
    ):
        mailer.send(letter())
    assert known[0] == (b"us", b"s@cret")
    assert str(fault.value).startswith("the mail server: 535")
    assert "s@cret" not in str(fault.value)


def test_a_password_that_a_server_repeats_is_not_passed_on() -> None:
    lines = (
        b"220 hello\r\n",
        b"250-hi\r\n250 AUTH PLAIN\r\n",
        b"535 not s@cret\r\n",
        b"221 bye\r\n",
    )
    with (
        answering(*lines) as place,
        open_mailer(f"smtp://us:s%40cret@{place}") as mailer,
        pytest.raises(NotSent, match=r"535 not \*\*\*"),
    ):
        mailer.send(letter())


def test_no_password_leaves_the_machine_unencrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(email, "_LOOPBACK", frozenset())
    known: list[object] = []
    options = {"authenticator": known.append, "auth_require_tls": False}
    with (
        serving(Post(), **options) as place,
        open_mailer(f"smtp://us:secret@{place}") as mailer,
        pytest.raises(NotSent, match="STARTTLS"),
    ):
        mailer.send(letter())
    assert known == []


def test_nobody_at_the_address_fails_all_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with open_mailer(f"smtp://127.0.0.1:{port}") as mailer:
        with pytest.raises(NotSent, match="Connection refused"):
            mailer.send(letter())
        with pytest.raises(NotSent, match="given up"):
            mailer.send(letter())


@pytest.mark.parametrize("lines", [(), (b"220 hello\r\n",), (b"220-",) * 200])
def test_a_server_that_does_not_come_to_the_point_is_left(
    monkeypatch: pytest.MonkeyPatch, lines: tuple[bytes, ...]
) -> None:
    monkeypatch.setattr(email, "LONGEST", 0.4)
    began = time.monotonic()
    with answering(*lines, pause=0.1) as place, open_mailer(f"smtp://{place}") as mailer:
        with pytest.raises(NotSent):
            mailer.send(letter())
        with pytest.raises(NotSent, match="given up"):
            mailer.send(letter())
    assert time.monotonic() - began < 2


def test_a_server_that_takes_no_call_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(email, "LONGEST", 0.2)
    with full_up() as place, open_mailer(f"smtp://{place}") as mailer:
        with pytest.raises(NotSent, match="no answer in time"):
            mailer.send(letter())
        with pytest.raises(NotSent, match="given up"):
            mailer.send(letter())


def test_a_connection_that_breaks_is_opened_again() -> None:
    post = Post()
    post.breaks = 1
    with serving(post) as place, open_mailer(f"smtp://{place}") as mailer:
        with pytest.raises(NotSent, match="the mail server: "):
            mailer.send(letter())
        mailer.send(letter())
        mailer.send(letter())
    assert (len(post.got), len(post.sessions)) == (2, 1)


def test_a_connection_that_breaks_twice_in_a_row_is_given_up() -> None:
    post = Post()
    post.breaks = 2
    with serving(post) as place, open_mailer(f"smtp://{place}") as mailer:
        for _ in range(2):
            with pytest.raises(NotSent, match="unexpectedly closed"):
                mailer.send(letter())
        with pytest.raises(NotSent, match="given up"):
            mailer.send(letter())
    assert post.got == []
