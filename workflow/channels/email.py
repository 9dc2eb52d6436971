"""E-mail out: to a folder, one file an attempt, or to a mail server, one connection a batch."""

import contextlib
import os
import secrets
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

LONGEST = 10.0
"""Seconds that opening a connection, or sending one message, may take in all."""
_MOST_LOSSES = 2
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class NotSent(Exception):
    """The message did not go. The text says why, without secrets of ours."""


class Mailer(Protocol):
    """Where mail goes."""

    def send(self, message: EmailMessage) -> None:
        """Send one message to its one recipient. Raises NotSent."""


@contextlib.contextmanager
def open_mailer(address: str) -> Iterator[Mailer]:
    """What sends a batch; address: file:///folder, smtp:// or smtps://. Connects when needed."""
    if address.startswith("file://"):
        yield Folder(Path(address.removeprefix("file://")))
        return
    server = Server(urlsplit(address))
    try:
        yield server
    finally:
        server.close()


class Folder:
    """A folder in which each attempt is a file of its own, whole or not there."""

    def __init__(self, path: Path):
        self.path = path

    def send(self, message: EmailMessage) -> None:
        """Write the message. Raises NotSent."""
        number = message["Message-ID"].strip("<>").partition("@")[0]
        name = f"{number}.{time.time_ns()}.{secrets.token_hex(4)}.eml"
        making = self.path / f".{name}.making"
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(os.open(making, _NEW, 0o600), "wb") as file:
                file.write(message.as_bytes())
            making.rename(self.path / name)
        except OSError as error:
            raise NotSent(f"the mail folder: {error.strerror}") from error


class Server:
    """A mail server, and the connection to it while a batch goes out.

    A connection that is lost is opened anew for the next message. When it is lost twice in a row,
    or cannot be had, the server is given up: what is left of the batch fails at once.
    """

    def __init__(self, url: SplitResult):
        self.url = url
        self.losses = 0
        self.connection: smtplib.SMTP | None = None

    def send(self, message: EmailMessage) -> None:
        """Send one message. Raises NotSent."""
        connection = self._opened()
        try:
            with _hurried(connection):
                connection.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            raise self._refused(*next(iter(refused.recipients.values()))) from refused
        except smtplib.SMTPResponseException as refused:
            raise self._refused(refused.smtp_code, refused.smtp_error) from refused
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            self.losses += 1
            self._drop()
            raise NotSent(f"the mail server: {_fault(error)}") from error
        self.losses = 0

    def close(self) -> None:
        """Take leave of the server, if a connection is open."""
        if self.connection is None:
            return
        with contextlib.suppress(smtplib.SMTPException, OSError), _hurried(self.connection):
            self.connection.quit()
        self._drop()

    def _opened(self) -> smtplib.SMTP:
        """The open connection. Raises NotSent."""
        if self.losses >= _MOST_LOSSES:
            raise NotSent("the mail server: given up for this batch")
        if self.connection is None or self.connection.sock is None:
            self.connection = self._made()
            try:
                with _hurried(self.connection):
                    self._open(self.connection)
            except (smtplib.SMTPException, OSError) as error:
                self.losses = _MOST_LOSSES
                self._drop()
                raise NotSent(f"the mail server: {self._clean(_fault(error))}") from error
        return self.connection

    def _made(self) -> smtplib.SMTP:
        us = socket.gethostname()
        if self.url.scheme == "smtps":
            secure = ssl.create_default_context()
            return smtplib.SMTP_SSL(local_hostname=us, timeout=LONGEST, context=secure)
        return smtplib.SMTP(local_hostname=us, timeout=LONGEST)

    def _open(self, connection: smtplib.SMTP) -> None:
        """Connect; encrypt where the server can, and always before a password is sent away."""
        url, host = self.url, self.url.hostname or "localhost"
        connection._host = host  # type: ignore[attr-defined]  # connect() forgets it, TLS needs it
        connection.connect(host, url.port or (465 if url.scheme == "smtps" else 25))
        connection.ehlo()
        away = url.scheme == "smtp" and host not in _LOOPBACK
        if away and (url.username or connection.has_extn("starttls")):
            connection.starttls(context=ssl.create_default_context())
        if url.username:
            connection.login(unquote(url.username), unquote(url.password or ""))

    def _refused(self, code: int, text: bytes | str) -> NotSent:
        """What the server answered. The connection stays."""
        said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
        return NotSent(f"the mail server: {code} {self._clean(said)}")

    def _clean(self, text: str) -> str:
        password = unquote(self.url.password or "")
        return text.replace(password, "***") if password else text

    def _drop(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


@contextlib.contextmanager
def _hurried(connection: smtplib.SMTP) -> Iterator[None]:
    """Hang up on a server that takes too long in all: it may answer, byte by byte, for ever."""
    timer = threading.Timer(LONGEST, _hang_up, [connection])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _hang_up(connection: smtplib.SMTP) -> None:
    with contextlib.suppress(OSError):
        if connection.sock is not None:
            connection.sock.shutdown(socket.SHUT_RDWR)


def _fault(error: Exception) -> str:
    """What went wrong, in few words and without our paths."""
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
        return f"{error.smtp_code} {said}"
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return str(getattr(error, "strerror", None) or error or type(error).__name__)
