"""`flask worker`, `flask relay`: one of them alone; `flask outbox`: how messages stand."""

import contextlib
import json
import signal
from collections.abc import Callable

import click
from flask.cli import AppGroup, with_appcontext

from workflow.access import now
from workflow.cli.exits import FoundWrong
from workflow.extensions import settings
from workflow.jobs.relay import relay as run_relay
from workflow.jobs.work import work
from workflow.queries.outbox import outbox_status
from workflow.runner.lock import noted
from workflow.services.replay_messages import replay_messages

outbox = AppGroup("outbox", help="Messages that are owed, sent, or given up.")


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Send messages, alone in one process tree."""
    _alone("worker", work)


@click.command("relay")
@with_appcontext
def relay() -> None:
    """Bring due messages to the workers, alone in one process."""
    _alone("relay", run_relay)


@outbox.command("status")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def status(as_json: bool) -> None:
    """Show how many messages are owed, leased, sent and dead, and how old the oldest unsent is."""
    stands = outbox_status(now())
    if as_json:
        click.echo(json.dumps(stands))
        return
    for name, value in stands.items():
        click.echo(f"{name:<9}{value:>8}")


@outbox.command("replay")
@click.argument("ids", nargs=-1, type=int, metavar="[ID]...")
def replay(ids: tuple[int, ...]) -> None:
    """Owe dead messages again: those of these ids, or all of them."""
    replayed = replay_messages(ids, now())
    click.echo(f"owed again: {len(replayed)}")
    if others := sorted(set(ids).difference(replayed)):
        raise FoundWrong(f"not dead: {', '.join(map(str, others))}")


def _alone(name: str, run: Callable[[], None]) -> None:
    """Run and keep a pid file meanwhile; SIGTERM and Ctrl-C end it well, also where whoever
    started it had Ctrl-C ignored."""
    for how in (signal.SIGTERM, signal.SIGINT):
        signal.signal(how, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt), noted(settings().folder / "run", name):
        run()
