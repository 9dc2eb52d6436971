"""`flask up`: everything at once; `flask web`: one of it alone."""

import logging
import os
import sys
from typing import NoReturn

import click
import flask_migrate
from flask.cli import with_appcontext

from workflow.cli.exits import CouldNotRun
from workflow.demo.load import load
from workflow.extensions import ledger_keys, settings
from workflow.queries.demo import PASSWORD, demo_people
from workflow.queries.people import any_person
from workflow.runner import lock
from workflow.runner.programs import NoValkey, environment, web_command
from workflow.runner.supervise import supervise


@click.command("up")
@with_appcontext
def up() -> None:
    """Start Valkey, web, worker and relay under one supervisor; load the demo world if empty."""
    run = settings().folder / "run"
    try:
        lock.take(run)
    except lock.AlreadyRunning as running:
        raise CouldNotRun(str(running)) from running
    lock.sweep(run)
    prepare()
    _say_hello()
    sys.stdout.flush()
    try:
        supervise(settings())
    except NoValkey as missing:
        raise CouldNotRun(str(missing)) from missing


@click.command("web")
@with_appcontext
def web() -> NoReturn:
    """Start the web server alone."""
    words = web_command(settings())
    os.execve(words[0], words, environment())  # noqa: S606 - our own command, no shell


def prepare() -> None:
    """Bring the database up to date and make the keys; in a demo, load the demo world once."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    settings().folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    flask_migrate.upgrade()
    ledger_keys()
    if settings().is_demo and not any_person():
        click.echo("loading the demo world, once ...")
        load()


def _say_hello() -> None:
    click.echo(f"\nSanoe is at {settings().address}   (Ctrl-C stops it)\n")
    if not settings().is_demo:
        return
    click.echo(f"Everyone in the demo has the password {PASSWORD}. Some of them:")
    for person in demo_people():
        click.echo(f"  {person.username:<18} {person.title.en}")
    click.echo("")
