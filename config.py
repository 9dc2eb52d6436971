"""Every setting of Sanoe, once: its type, its default for a laptop, and what it means.

Settings come from the environment; a file `.env` beside this one is read first. A secret may come
from a file: SECRET_KEY_FILE, DATABASE_URL_FILE, MAIL_URL_FILE. A wrong value stops the start.
"""

import dataclasses
import hashlib
import os
import re
import secrets
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dotenv import load_dotenv

ROOT = Path(__file__).resolve().parent
_LONGEST_SOCKET_PATH = 100
_SHORTEST_SECRET = 32
_WEAKEST_MEMORY_KIB = 65_536
_FEWEST_ROUNDS = 3
_OF_A_HOST = frozenset({"http", "https", "smtp", "smtps", "redis", "rediss"})


class BadSetting(ValueError):
    """A setting has a value that cannot be used. The text names the setting and what is allowed."""

    def __init__(self, name: str, allowed: str):
        super().__init__(f"{name}: {allowed}")


def setting(default: Any, read: Callable[[str], Any], meaning: str) -> Any:
    """Declare one setting: its default, how its text is read, and what it means."""
    return dataclasses.field(default=default, metadata={"read": read, "meaning": meaning})


def text(value: str) -> str:
    """Any text"""
    return value


def some(value: str) -> str:
    """Any text but none."""
    if not value.strip():
        raise ValueError("must not be empty")
    return value


def one_of(*allowed: str) -> Callable[[str], str]:
    """Only these words."""

    def read(value: str) -> str:
        if value not in allowed:
            raise ValueError("one of " + ", ".join(allowed))
        return value

    return read


def whole(least: int, most: int) -> Callable[[str], int]:
    """A whole number within bounds."""

    def read(value: str) -> int:
        if not re.fullmatch(r"\d{1,9}", value, re.ASCII) or not least <= int(value) <= most:
            raise ValueError(f"a whole number from {least} to {most}")
        return int(value)

    return read


def url(*schemes: str) -> Callable[[str], str]:
    """An address of one of these kinds."""

    begins = tuple(f"{scheme}://" for scheme in schemes)

    def read(value: str) -> str:
        if value and not (value.startswith(begins) and _is_address(value)):
            raise ValueError("an address that begins with " + ", ".join(begins))
        return value

    return read


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme not in _OF_A_HOST or bool(parts.hostname and parts.port != 0)
    except ValueError:
        return False


def words(value: str) -> tuple[str, ...]:
    """Words parted by commas"""
    return tuple(word.strip() for word in value.split(",") if word.strip())


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a start of the product was told."""

    app_env: str = setting(
        "demo", one_of("demo", "production"), "demo: a laptop; production: refuses half a setup"
    )
    data_dir: str = setting("var", some, "folder for database, files, keys, sockets and pid files")
    database_url: str = setting(
        "", url("sqlite", "postgresql+psycopg"), "empty: SQLite in DATA_DIR"
    )
    redis_url: str = setting(
        "", url("redis", "rediss", "unix"), "empty: the embedded Valkey, on a socket in DATA_DIR"
    )
    secret_key: str = setting("", text, "signs cookies; production needs 32 characters or more")
    host: str = setting("127.0.0.1", some, "address that the web process listens on")
    port: int = setting(8000, whole(1, 65_535), "port that the web process listens on")
    base_url: str = setting(
        "", url("http", "https"), "address people use, for links in mail; empty: HOST and PORT"
    )
    trusted_hosts: tuple[str, ...] = setting(
        (), words, "host names that a request may ask for; empty: the host of BASE_URL"
    )
    proxy_hops: int = setting(0, whole(0, 5), "reverse proxies whose X-Forwarded-* are believed")
    mail_url: str = setting(
        "", url("file", "smtp", "smtps"), "file:///folder or a mail server; empty: DATA_DIR/mail"
    )
    mail_from: str = setting("sanoe@localhost", some, "sender of every message")
    web_workers: int = setting(2, whole(1, 32), "web processes")
    workers: int = setting(1, whole(1, 32), "processes that send messages")
    log_format: str = setting("text", one_of("text", "json"), "how log lines are written")
    password_memory_kib: int = setting(
        65_536, whole(8, 4_194_304), "memory of one argon2id hash; production needs 65536 or more"
    )
    password_rounds: int = setting(
        3, whole(1, 20), "passes of one argon2id hash; production needs 3 or more"
    )
    second_factor: str = setting(
        "auto",
        one_of("auto", "everyone", "signers", "off"),
        "who must add a second factor when signing in; signers: posts that sign or administer;"
        " auto: signers in production, nobody in a demo",
    )

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read the settings; raise BadSetting at the first that cannot be used."""
        if environ is None:
            load_dotenv(ROOT / ".env")
            environ = os.environ
        given = {}
        for field in dataclasses.fields(cls):
            raw = _raw(field.name.upper(), environ)
            if raw is not None:
                given[field.name] = _read(field, raw)
        return cls(**given).checked()

    def checked(self) -> "Settings":
        """Refuse what only production refuses."""
        if self.app_env != "production":
            return self
        if len(self.secret_key) < _SHORTEST_SECRET:
            raise BadSetting("SECRET_KEY", f"production needs {_SHORTEST_SECRET} characters")
        if not self.base_url.startswith("https://"):
            raise BadSetting("BASE_URL", "production needs an address that begins with https://")
        if self.password_memory_kib < _WEAKEST_MEMORY_KIB:
            raise BadSetting("PASSWORD_MEMORY_KIB", f"production needs {_WEAKEST_MEMORY_KIB}")
        if self.password_rounds < _FEWEST_ROUNDS:
            raise BadSetting("PASSWORD_ROUNDS", f"production needs {_FEWEST_ROUNDS}")
        return self

    @property
    def is_demo(self) -> bool:
        """Whether demo data and demo sign-ins may exist."""
        return self.app_env == "demo"

    @property
    def factor_asked_of(self) -> str:
        """Who must have a second factor: everyone, signers, or off."""
        if self.second_factor != "auto":
            return self.second_factor
        return "off" if self.is_demo else "signers"

    @property
    def folder(self) -> Path:
        """DATA_DIR as an absolute path."""
        return (ROOT / self.data_dir).resolve()

    @property
    def database(self) -> str:
        """The database's address."""
        return self.database_url or f"sqlite:///{self.folder / 'sanoe.sqlite3'}"

    @property
    def address(self) -> str:
        """The address people use, without a slash at its end."""
        return (self.base_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def hosts(self) -> tuple[str, ...]:
        """Host names that a request may ask for."""
        own = urlsplit(self.address).hostname or self.host
        return self.trusted_hosts or ((own, "localhost", "127.0.0.1") if self.is_demo else (own,))

    @property
    def mail(self) -> str:
        """Where mail goes."""
        return self.mail_url or f"file://{self.folder / 'mail'}"

    @property
    def socket(self) -> Path:
        """Socket of the embedded Valkey; a short path elsewhere when DATA_DIR's is too long."""
        path = self.folder / "run" / "valkey.sock"
        if len(str(path)) <= _LONGEST_SOCKET_PATH:
            return path
        name = hashlib.sha256(str(self.folder).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"sanoe-{name}" / "valkey.sock"

    @property
    def redis(self) -> str:
        """Address of Redis or Valkey."""
        return self.redis_url or f"unix://{self.socket}"

    def secret(self) -> str:
        """The secret that signs cookies; a demo makes its own once and keeps it, mode 0600."""
        if self.secret_key:
            return self.secret_key
        path = self.folder / "keys" / "secret"
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        make_once(path, lambda: secrets.token_hex(32).encode())
        return path.read_text()


def make_once(path: Path, make: Callable[[], bytes]) -> None:
    """Write a secret file, mode 0600, unless it is there; two at once agree on one."""
    if path.exists():
        return
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        os.link(name, path)
    except FileExistsError:
        return
    finally:
        os.unlink(name)


def _raw(name: str, environ: Mapping[str, str]) -> str | None:
    if path := environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise BadSetting(f"{name}_FILE", "a file of text that can be read") from error
    return environ.get(name)


def _read(field: "dataclasses.Field[Any]", raw: str) -> Any:
    try:
        return field.metadata["read"](raw)
    except ValueError as wrong:
        raise BadSetting(field.name.upper(), str(wrong)) from None
