"""`flask procedure simulate` and `migrate`: what a version would mean for plans on their way, and
bringing them under it."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from workflow.access import now
from workflow.cli.exits import CouldNotRun, FoundWrong, somebody
from workflow.cli.procedure import FILE, LANGUAGE, procedure, text_of
from workflow.facts.published import procedure_of
from workflow.queries.migration import Outlook, outlooks, version_id, version_ids
from workflow.services.migrate_plan import Migration, migrate_plan
from workflow.states.lint import lint
from workflow.states.migrating import Changed, strange_names
from workflow.states.procedure import Procedure, parse
from workflow.states.refusals import NotFound, Refused
from workflow.states.telling import holder

MAP = click.option("--map", "renamed", multiple=True, metavar="OLD=NEW", help="A renamed stage.")
JSON = click.option("--json", "as_json", is_flag=True, help="As JSON.")


@click.command("simulate")
@FILE
@MAP
@JSON
@LANGUAGE
@with_appcontext
def simulate(file: Path, renamed: tuple[str, ...], as_json: bool, language: str) -> None:
    """Say what a procedure file would mean for every plan on its way; exit 1 when one would be
    stranded."""
    text = text_of(file)
    if faults := lint(text):
        raise FoundWrong("\n".join(fault.text(language) for fault in faults))
    new = parse(text)
    _show(outlooks(new, _stages(renamed, new)), as_json, language)


@click.command("migrate")
@click.argument("name")
@click.argument("version", type=int)
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--by", "username", help="Who has it done: an account.")
@MAP
@JSON
@LANGUAGE
@with_appcontext
def migrate(name: str, version: int, dry_run: bool, username: str | None, **said: Any) -> None:
    """Bring open plans under a published version; those that would be stuck stay and are named."""
    try:
        target = version_id(name, version)
    except NotFound as missing:
        raise CouldNotRun(f"there is no {missing}") from missing
    new = procedure_of(target)
    stages = _stages(said["renamed"], new)
    plans = outlooks(new, stages, below=version)
    if dry_run:
        _show(plans, said["as_json"], said["language"])
        return
    by = somebody(username) if username else None
    wanted = [
        Migration(plan_id=plan.plan_id, procedure_id=target, stages=stages, by=by) for plan in plans
    ]
    _report(_migrated(wanted, said["language"]), said["as_json"])


def bind() -> None:
    """Add both to the group of procedures."""
    procedure.add_command(simulate)
    procedure.add_command(migrate)


def _migrated(wanted: Iterable[Migration], language: str) -> dict[int, list[str] | None]:
    """Why each plan was left where it is; None for those that were moved."""
    done: dict[int, list[str] | None] = {}
    for one in wanted:
        try:
            done[one.plan_id] = None if migrate_plan(one, now()) else []
        except Refused as refused:
            done[one.plan_id] = [reason.text(language) for reason in refused.reasons]
    return done


def _report(done: Mapping[int, list[str] | None], as_json: bool) -> None:
    moved = [plan for plan, reasons in done.items() if reasons is None]
    left = {plan: reasons for plan, reasons in done.items() if reasons}
    if as_json:
        click.echo(json.dumps({"moved": moved, "left": left}, ensure_ascii=False))
    else:
        for plan, reasons in left.items():
            click.echo(
                "\n".join([f"plan {plan} stays where it is", *(f"  - {r}" for r in reasons)])
            )
        click.echo(f"{len(moved)} plans moved, {len(left)} left as they were")
    if left:
        raise SystemExit(FoundWrong.exit_code)


def _show(plans: tuple[Outlook, ...], as_json: bool, language: str) -> None:
    counts = Counter(verdict for plan in plans for verdict in _verdicts(plan))
    if as_json:
        rows = [_row(plan, language) for plan in plans]
        click.echo(json.dumps({"plans": rows, "counts": counts}, ensure_ascii=False))
    else:
        for plan in plans:
            click.echo("\n  - ".join([_heading(plan, language), *_lines(plan, language)]))
        said = [f"{n} {verdict}" for verdict, n in sorted(counts.items())]
        click.echo(", ".join([f"{len(plans)} plans on their way", *said]))
    if any(plan.is_stranded for plan in plans):
        raise SystemExit(FoundWrong.exit_code)


def _verdicts(plan: Outlook) -> list[str]:
    if plan.is_stranded:
        return ["stranded"]
    return [change.value for change in plan.prospect.changes] or ["fine"]


def _heading(plan: Outlook, language: str) -> str:
    stage = plan.here.title.text(language)
    where = f"plan {plan.plan_id} {plan.province.text(language)} v{plan.version} at {stage}"
    return f"{where}: {', '.join(_verdicts(plan))}"


def _lines(plan: Outlook, language: str) -> list[str]:
    """Why a plan would be stranded, else what would be otherwise."""
    found, here = plan.prospect, plan.here
    if found.to is None or plan.is_stranded:
        return [reason.text(language) for reason in found.reasons]
    said = {
        Changed.STAGE: f"stage: {here.code} -> {found.to.code}",
        Changed.HOLDER: " -> ".join(holder(s).text(language) for s in (here, found.to)),
        Changed.TERM: f"due: {plan.due} -> {plan.new_due}",
    }
    return [said[change] for change in found.changes]


def _row(plan: Outlook, language: str) -> dict[str, Any]:
    return {
        "id": plan.plan_id,
        "version": plan.version,
        "province": plan.province.text(language),
        "stage": plan.here.code,
        "to": plan.prospect.to.code if plan.prospect.to else None,
        "verdicts": _verdicts(plan),
        "reasons": [reason.text(language) for reason in plan.prospect.reasons],
        "due": plan.due.isoformat() if plan.due else None,
        "new_due": plan.new_due.isoformat() if plan.new_due else None,
    }


def _stages(renamed: Iterable[str], new: Procedure) -> dict[str, str]:
    """Renamed stages as they were named in the command: each of some published version, to one of
    the new."""
    pairs = [pair.partition("=") for pair in renamed]
    stages = {old: after for old, _, after in pairs}
    published = [procedure_of(row) for row in version_ids(new.name)]
    if wrong := strange_names(published, new, stages):
        raise CouldNotRun("\n".join(reason.text("en") for reason in wrong))
    return stages
