"""Mail on its way is encrypted, and only for a server that proves who it is."""

import datetime as dt
import ipaddress
import ssl
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.channels.post import Post, serving
from tests.channels.test_email import letter
from workflow.channels import email
from workflow.channels.email import NotSent, open_mailer

NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a mail server of the tests")])
NOW = dt.datetime.now(dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    """A certificate of this machine's address, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder(NAME, NAME, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(NOW - DAY).not_valid_after(NOW + DAY)
    made = made.add_extension(here, critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    path = tmp_path / "proof.pem"
    path.write_bytes(
        made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


@pytest.fixture
def secure(proof: Path) -> ssl.SSLContext:
    """What a server proves itself with."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(proof)
    return context


@pytest.fixture
def trusted(proof: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, with this machine believing it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(proof))
    return proof


@pytest.fixture
def far(monkeypatch: pytest.MonkeyPatch) -> None:
    """No address counts as this machine's own."""
    monkeypatch.setattr(email, "_LOOPBACK", frozenset())


def test_smtps_is_encrypted_from_the_first_word(trusted: Path, secure: ssl.SSLContext) -> None:
    post = Post()
    with (
        serving(post, ssl_context=secure) as place,
        open_mailer(f"smtps://{place}") as mailer,
    ):
        mailer.send(letter())
    assert len(post.got) == 1


def test_a_server_that_proves_nothing_gets_no_mail(secure: ssl.SSLContext) -> None:
    post = Post()
    with (
        serving(post, ssl_context=secure) as place,
        open_mailer(f"smtps://{place}") as mailer,
        pytest.raises(NotSent, match="CERTIFICATE_VERIFY_FAILED"),
    ):
        mailer.send(letter())
    assert post.got == []


@pytest.mark.usefixtures("far", "trusted")
def test_smtp_is_encrypted_where_the_server_can(secure: ssl.SSLContext) -> None:
    post = Post()
    with (
        serving(post, tls_context=secure, require_starttls=True) as place,
        open_mailer(f"smtp://{place}") as mailer,
    ):
        mailer.send(letter())
    assert len(post.got) == 1


@pytest.mark.usefixtures("far")
def test_who_offers_encryption_must_prove_itself_too(secure: ssl.SSLContext) -> None:
    post = Post()
    with (
        serving(post, tls_context=secure) as place,
        open_mailer(f"smtp://{place}") as mailer,
        pytest.raises(NotSent, match="CERTIFICATE_VERIFY_FAILED"),
    ):
        mailer.send(letter())
    assert post.got == []


@pytest.mark.usefixtures("far", "trusted")
def test_a_password_goes_over_an_encrypted_line(secure: ssl.SSLContext) -> None:
    post = Post()
    known: list[tuple[bytes, bytes, bool]] = []

    def believe(server: Any, session: Any, envelope: Any, how: str, data: Any) -> AuthResult:
        known.append((data.login, data.password, session.ssl is not None))
        return AuthResult(success=True)

    with (
        serving(post, tls_context=secure, authenticator=believe, auth_required=True) as place,
        open_mailer(f"smtp://us:secret@{place}") as mailer,
    ):
        mailer.send(letter())
    assert known == [(b"us", b"secret", True)]
    assert len(post.got) == 1
