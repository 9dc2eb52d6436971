"""Settings: what each is when nobody says, what it may be, and what stops the start."""

import dataclasses
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

import config
from config import ROOT, BadSetting, Settings, make_once

SECRET = "s" * 32
PRODUCTION = {"APP_ENV": "production", "SECRET_KEY": SECRET, "BASE_URL": "https://sanoe.example"}
DEFAULTS = {
    "app_env": "demo",
    "data_dir": "var",
    "database_url": "",
    "redis_url": "",
    "secret_key": "",
    "host": "127.0.0.1",
    "port": 8000,
    "base_url": "",
    "trusted_hosts": (),
    "proxy_hops": 0,
    "mail_url": "",
    "mail_from": "sanoe@localhost",
    "web_workers": 2,
    "workers": 1,
    "log_format": "text",
    "password_memory_kib": 65_536,
    "password_rounds": 3,
    "second_factor": "auto",
}
GOOD = [
    ("APP_ENV", "demo", "demo"),
    ("DATA_DIR", "/srv/sanoe", "/srv/sanoe"),
    ("DATABASE_URL", "sqlite:////srv/x.sqlite3", "sqlite:////srv/x.sqlite3"),
    (
        "DATABASE_URL",
        "postgresql+psycopg://u@/db?host=/run",
        "postgresql+psycopg://u@/db?host=/run",
    ),
    ("DATABASE_URL", "", ""),
    ("REDIS_URL", "rediss://cache:6379/0", "rediss://cache:6379/0"),
    ("REDIS_URL", "unix:///run/valkey.sock", "unix:///run/valkey.sock"),
    ("HOST", "0.0.0.0", "0.0.0.0"),  # noqa: S104 - a value to read, nothing listens
    ("PORT", "1", 1),
    ("PORT", "65535", 65_535),
    ("BASE_URL", "http://[::1]:8000", "http://[::1]:8000"),
    ("TRUSTED_HOSTS", " a.example, ,b.example,", ("a.example", "b.example")),
    ("TRUSTED_HOSTS", "", ()),
    ("PROXY_HOPS", "5", 5),
    ("MAIL_URL", "smtp://mail:25", "smtp://mail:25"),
    ("MAIL_URL", "file:///tmp/mail", "file:///tmp/mail"),
    ("WEB_WORKERS", "32", 32),
    ("LOG_FORMAT", "json", "json"),
    ("PASSWORD_MEMORY_KIB", "8", 8),
    ("PASSWORD_ROUNDS", "20", 20),
    ("SECOND_FACTOR", "everyone", "everyone"),
]
BAD = [
    ("APP_ENV", "staging", "one of demo, production"),
    ("APP_ENV", "", "one of demo, production"),
    ("DATA_DIR", " ", "must not be empty"),
    ("DATABASE_URL", "mysql://db/x", "sqlite://, postgresql+psycopg://"),
    ("DATABASE_URL", "postgresql://db/x", "sqlite://, postgresql+psycopg://"),
    ("DATABASE_URL", "sqlite:x", "sqlite://, postgresql+psycopg://"),
    ("REDIS_URL", "cache:6379", "redis://, rediss://, unix://"),
    ("REDIS_URL", "redis://", "redis://, rediss://, unix://"),
    ("HOST", "", "must not be empty"),
    ("PORT", "0", "a whole number from 1 to 65535"),
    ("PORT", "65536", "a whole number from 1 to 65535"),
    ("PORT", "", "a whole number from 1 to 65535"),
    ("PORT", "80a", "a whole number from 1 to 65535"),
    ("PORT", "-1", "a whole number from 1 to 65535"),
    ("PORT", "๘๐", "a whole number from 1 to 65535"),
    ("BASE_URL", "sanoe.example", "http://, https://"),
    ("BASE_URL", "https:sanoe.example", "http://, https://"),
    ("BASE_URL", "https://", "http://, https://"),
    ("BASE_URL", "HTTPS://sanoe.example", "http://, https://"),
    ("BASE_URL", "https://[sanoe.example", "http://, https://"),
    ("BASE_URL", "https://sanoe.example:port", "http://, https://"),
    ("BASE_URL", "https://sanoe.example:0", "http://, https://"),
    ("PROXY_HOPS", "6", "a whole number from 0 to 5"),
    ("MAIL_URL", "mailto:a@b", "file://, smtp://, smtps://"),
    ("MAIL_FROM", "", "must not be empty"),
    ("WEB_WORKERS", "0", "a whole number from 1 to 32"),
    ("WORKERS", "33", "a whole number from 1 to 32"),
    ("LOG_FORMAT", "xml", "one of text, json"),
    ("PASSWORD_MEMORY_KIB", "7", "a whole number from 8 to 4194304"),
    ("PASSWORD_ROUNDS", "21", "a whole number from 1 to 20"),
    ("SECOND_FACTOR", "on", "one of auto, everyone, signers, off"),
]


def read(**environ: str) -> Settings:
    return Settings.from_environment(environ)


def test_every_setting_has_a_default_for_a_laptop() -> None:
    assert dataclasses.asdict(read()) == DEFAULTS


def test_every_setting_says_what_it_means() -> None:
    assert all(field.metadata["meaning"] for field in dataclasses.fields(Settings))


@pytest.mark.parametrize(("name", "text", "value"), GOOD)
def test_a_setting_is_read(name: str, text: str, value: object) -> None:
    assert getattr(read(**{name: text}), name.lower()) == value


@pytest.mark.parametrize(("name", "text", "allowed"), BAD)
def test_a_bad_value_stops_the_start_and_says_what_is_allowed(
    name: str, text: str, allowed: str
) -> None:
    with pytest.raises(BadSetting) as stopped:
        read(**{name: text})
    assert str(stopped.value).startswith(f"{name}: ")
    assert str(stopped.value).endswith(allowed)


def test_every_setting_with_limits_is_tried() -> None:
    free = {"SECRET_KEY", "TRUSTED_HOSTS"}
    names = {field.name.upper() for field in dataclasses.fields(Settings)}
    assert {name for name, _, _ in BAD} == names - free


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "MAIL_URL"])
def test_a_secret_may_come_from_a_file(name: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("smtp://ผู้ส่ง\n" if name == "MAIL_URL" else "sqlite:///x\n")
    given = read(**{f"{name}_FILE": str(tmp_path / "secret"), name: "unix://what is here"})
    assert getattr(given, name.lower()) in ("smtp://ผู้ส่ง", "sqlite:///x")


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_stops_the_start(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "secret"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadSetting, match=r"SECRET_KEY_FILE: a file of text that can be read"):
        read(SECRET_KEY_FILE=str(path))


def test_a_bad_value_in_a_file_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("mysql://db")
    with pytest.raises(BadSetting, match=r"^DATABASE_URL: "):
        read(DATABASE_URL_FILE=str(tmp_path / "url"))


def test_without_a_mapping_the_environment_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("PORT=8123\nWORKERS=3\n")
    monkeypatch.setattr(config, "ROOT", tmp_path)
    monkeypatch.setattr(os, "environ", {"WORKERS": "4"})
    given = Settings.from_environment()
    assert (given.port, given.workers) == (8123, 4)


def test_a_whole_production_setup_starts() -> None:
    settings = read(**PRODUCTION)
    assert not settings.is_demo
    assert settings.secret() == SECRET


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "s" * 31),
        ("BASE_URL", ""),
        ("BASE_URL", "http://sanoe.example"),
        ("PASSWORD_MEMORY_KIB", "65535"),
        ("PASSWORD_ROUNDS", "2"),
    ],
)
def test_production_refuses_half_a_setup(name: str, text: str) -> None:
    read(**{**PRODUCTION, name: text, "APP_ENV": "demo"})
    with pytest.raises(BadSetting, match=f"^{name}: production needs"):
        read(**{**PRODUCTION, name: text})


def test_what_is_not_said_lies_in_the_data_folder(tmp_path: Path) -> None:
    settings = Settings(data_dir=str(tmp_path))
    assert settings.folder == tmp_path.resolve()
    assert settings.database == f"sqlite:///{tmp_path}/sanoe.sqlite3"
    assert settings.mail == f"file://{tmp_path}/mail"


def test_what_is_said_is_used() -> None:
    settings = Settings(database_url="sqlite:///x", mail_url="smtp://m", redis_url="redis://r")
    assert (settings.database, settings.mail, settings.redis) == (
        "sqlite:///x",
        "smtp://m",
        "redis://r",
    )


def test_a_relative_data_folder_lies_beside_the_settings() -> None:
    assert Settings(data_dir="var/x").folder == ROOT / "var" / "x"


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        (Settings(), "http://127.0.0.1:8000"),
        (Settings(host="::1", port=1), "http://::1:1"),
        (Settings(base_url="https://sanoe.example/"), "https://sanoe.example"),
    ],
)
def test_the_address_has_no_slash_at_its_end(settings: Settings, address: str) -> None:
    assert settings.address == address


@pytest.mark.parametrize(
    ("settings", "hosts"),
    [
        (Settings(), ("127.0.0.1", "localhost", "127.0.0.1")),
        (Settings(base_url="http://lan"), ("lan", "localhost", "127.0.0.1")),
        (read(**PRODUCTION), ("sanoe.example",)),
        (read(**PRODUCTION, TRUSTED_HOSTS="a,b"), ("a", "b")),
        (Settings(trusted_hosts=("a",)), ("a",)),
    ],
)
def test_a_request_may_ask_for_our_own_hosts(settings: Settings, hosts: tuple[str, ...]) -> None:
    assert settings.hosts == hosts


def test_the_socket_lies_in_the_data_folder_when_its_path_is_short() -> None:
    folder = "/" + "d" * (100 - len("/run/valkey.sock") - 1)
    settings = Settings(data_dir=folder)
    assert str(settings.socket) == f"{folder}/run/valkey.sock"
    assert settings.redis == f"unix://{folder}/run/valkey.sock"


def test_the_socket_lies_elsewhere_when_its_path_would_be_too_long() -> None:
    folder = "/" + "d" * (100 - len("/run/valkey.sock"))
    settings, other = Settings(data_dir=folder), Settings(data_dir=folder + "d")
    assert len(str(settings.socket)) <= 100
    assert settings.socket != other.socket
    assert settings.socket == Settings(data_dir=folder).socket


def test_a_demo_makes_its_secret_once_and_keeps_it_to_itself(tmp_path: Path) -> None:
    settings = Settings(data_dir=str(tmp_path))
    secret = settings.secret()
    path = tmp_path / "keys" / "secret"
    assert len(secret) == 64
    assert settings.secret() == Settings(data_dir=str(tmp_path)).secret() == path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_two_at_once_agree_on_one_secret(tmp_path: Path) -> None:
    together = Barrier(2)

    def come(folder: Path) -> str:
        together.wait()
        return Settings(data_dir=str(folder)).secret()

    with ThreadPoolExecutor(2) as threads:
        for n in range(50):
            one, other = threads.map(come, [tmp_path / f"{n}"] * 2)
            assert one == other


def test_a_file_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_bytes(b"old")
    make_once(path, lambda: b"new")
    assert path.read_bytes() == b"old"


def test_who_comes_second_keeps_what_the_first_made(tmp_path: Path) -> None:
    path = tmp_path / "secret"

    def make() -> bytes:
        path.write_bytes(b"first")
        return b"second"

    make_once(path, make)
    assert path.read_bytes() == b"first"
    assert [one.name for one in tmp_path.iterdir()] == ["secret"]


def test_what_cannot_be_made_leaves_nothing_behind(tmp_path: Path) -> None:
    def make() -> bytes:
        raise OSError("no randomness")

    with pytest.raises(OSError, match="no randomness"):
        make_once(tmp_path / "secret", make)
    assert list(tmp_path.iterdir()) == []
