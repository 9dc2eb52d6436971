"""`flask ledger`: export, verify, checkpoint."""

import dataclasses
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
from flask.cli import AppGroup

from workflow.access import now
from workflow.cli.exits import CouldNotRun, FoundWrong
from workflow.extensions import ledger_keys
from workflow.ledger import checkpoint as checkpoints
from workflow.ledger.chain import Entry
from workflow.ledger.verify import Body, Flaw, compare, verify
from workflow.queries.chains import (
    chained,
    heads,
    meeting_versions,
    plan_versions,
    strayed_records,
)
from workflow.services.append_entry import instant

group = AppGroup("ledger", help="The record: what was done, by whom, unchanged.")

Heads = Mapping[str, tuple[int, str]]


@group.command("export")
@click.option("--subject", help='One chain only, such as "plan:12".')
def export(subject: str | None) -> None:
    """Print every entry as a line of JSON."""
    for entry, body in chained(subject):
        line = {**dataclasses.asdict(entry), "body": json.loads(body[1]) if body else None}
        click.echo(json.dumps(line, ensure_ascii=False))


@group.command("checkpoint")
def checkpoint() -> None:
    """Print a signed list of every chain's end. Keep it outside the data directory."""
    made = checkpoints.make(ledger_keys(), instant(now()), heads())
    click.echo(json.dumps(made, sort_keys=True))


@group.command("verify")
@click.option(
    "--checkpoint",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="An old checkpoint; may be given again.",
)
def verify_chains(files: tuple[Path, ...]) -> None:
    """Check every chain; exit 1 and name the first bad entry of each that was touched."""
    known = [_read(file) for file in files]
    found: dict[str, tuple[int, str]] = {}
    entries: dict[tuple[str, int], str] = {}
    flaws = list(verify(ledger_keys().chain, _noting(entries), found))
    for old in known:
        flaws += compare(found, old, entries)
    flaws += _versions(found)
    flaws += _records()
    if flaws:
        raise FoundWrong("\n".join(str(flaw) for flaw in dict.fromkeys(flaws)))
    click.echo(f"{len(entries)} entries in {len(found)} chains: all in order")


def _noting(entries: dict[tuple[str, int], str]) -> Iterator[tuple[Entry, Body | None]]:
    for entry, body in chained():
        entries[entry.subject, entry.n] = entry.hash
        yield entry, body


def _versions(found: Heads) -> Iterator[Flaw]:
    """The version of a plan or meeting is the length of its chain."""
    for subject, version in (plan_versions() | meeting_versions()).items():
        n = found.get(subject, (0, ""))[0]
        if n != version:
            what = subject.partition(":")[0]
            yield Flaw(subject, n, f"the {what} says version {version}, its chain ends here")


def _records() -> Iterator[Flaw]:
    """What was recorded of an item is what its certificate is bound to."""
    for subject, n, item in strayed_records():
        yield Flaw(subject, n, f"the votes of item {item} are not those that were certified")


def _read(file: Path) -> Heads:
    try:
        return checkpoints.read(file.read_text(encoding="utf-8"), ledger_keys().public)
    except (checkpoints.BadCheckpoint, UnicodeDecodeError) as wrong:
        raise CouldNotRun(f"{file.name}: {wrong}") from wrong
