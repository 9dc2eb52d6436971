"""`flask up`: everything at once; `flask web`: one of it alone."""

import logging
import os
import sys
from typing import NoReturn

import click
import flask_migrate
from flask.cli import with_appcontext

from workflow.cli.exits import CouldNotRun
from workflow.demo.generate import SEED
from workflow.demo.load import NotLoaded
from workflow.demo.once import clear_half_loaded, load_once
from workflow.extensions import ledger_keys, settings
from workflow.lifeline import write_pid_file
from workflow.queries.demo import PASSWORD, demo_people
from workflow.runner import lock
from workflow.runner.programs import CannotStart, environment, web_command
from workflow.runner.supervise import supervise


@click.command("up")
@with_appcontext
def up() -> None:
    """Start Valkey, web, worker and relay under one supervisor; load the demo world if empty."""
    run = settings().folder / "run"
    try:
        lock.take(run)
        lock.sweep(run)
        prepare()
        _say_hello()
        sys.stdout.flush()
        supervise(settings())
    except (lock.AlreadyRunning, NotLoaded, CannotStart) as reason:
        raise CouldNotRun(str(reason)) from reason


@click.command("web")
@with_appcontext
def web() -> NoReturn:
    """Start the web server alone."""
    words = web_command(settings())
    run = settings().folder / "run"
    run.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_pid_file(str(run / "web.pid"))
    os.execve(words[0], words, environment())  # noqa: S606 - our own command, no shell


def prepare(seed: int | None = SEED) -> None:
    """Bring the database up to date and make the keys; in a demo, load the demo world once.

    seed: as for `load`.
    """
    logging.getLogger("alembic").setLevel(logging.WARNING)
    settings().folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    clear_half_loaded()
    flask_migrate.upgrade()
    ledger_keys()
    if load_once(seed):
        click.echo("the demo world is loaded")


def _say_hello() -> None:
    click.echo(f"\nSanoe is at {settings().address}   (Ctrl-C stops it)\n")
    if not settings().is_demo:
        return
    click.echo(f"Everyone in the demo has the password {PASSWORD}. Some of them:")
    for person in demo_people():
        click.echo(f"  {person.username:<18} {person.title.en}")
    click.echo("")
