"""`flask explain`, `flask policy`, `flask states`: what the rules say, for people and programs."""

import json
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from workflow.access import now
from workflow.cli.exits import CouldNotRun, somebody
from workflow.queries.explain import explain as explained
from workflow.states import policy
from workflow.states.procedure import default_text, parse
from workflow.states.refusals import NotFound
from workflow.thai.dates import local_day


@click.command("explain")
@click.argument("plan", type=int)
@click.argument("person")
@click.argument("move", required=False)
@click.option("--language", type=click.Choice(["th", "en"]), default="en")
@with_appcontext
def explain(plan: int, person: str, move: str | None, language: str) -> None:
    """Say why a person can or cannot make the moves of a plan, who can, and since when."""
    actor = somebody(person)
    try:
        case, lines = explained(plan, actor, now(), move)
    except NotFound as missing:
        raise CouldNotRun(f"there is no {missing}") from missing
    stage = case.procedure.stage[case.plan.stage].title.text(language)
    click.echo(f"{case.plan.title}\n{stage}, since {local_day(case.plan.stage_since)}")
    for line in lines:
        click.echo(f"\n{line.move.name} ({line.move.title.text(language)}): {_verdict(line)}")
        for reason in line.reasons:
            click.echo(f"  - {reason.of_another().text(language)}")
        who = ", ".join(one.name(language) for one in line.can) or "nobody"
        click.echo(f"  can: {who}")


@click.command("policy")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@with_appcontext
def show_policy(as_json: bool) -> None:
    """Show who may open which screen, and which plans each post reads."""
    rows = list(_endpoints())
    if as_json:
        reads = {post: scope.value for post, scope in policy.READS.items()}
        click.echo(json.dumps({"endpoints": rows, "reads": reads}, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['methods']:<10} {row['url']:<50} {row['action'] or 'open to all'}")


@click.command("states")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def show_states(as_json: bool) -> None:
    """Show the transition table of the product's own procedure."""
    procedure = parse(default_text())
    rows: list[dict[str, Any]] = [
        {
            "move": move.name,
            "from": list(move.source),
            "to": list(procedure.destinations(move)),
            "by": list(move.by),
            "guards": list(move.guards),
        }
        for move in procedure.moves
    ]
    if as_json:
        stages = [stage.code for stage in procedure.stages]
        click.echo(json.dumps({"stages": stages, "moves": rows}, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['move']:<24} {'|'.join(row['from'])} -> {'|'.join(row['to'])}")


def _verdict(line: Any) -> str:
    return "cannot" if line.reasons else "can"


def _endpoints() -> Any:
    for rule in sorted(current_app.url_map.iter_rules(), key=lambda rule: rule.rule):
        action = getattr(current_app.view_functions[rule.endpoint], "action", None)
        posts = policy.ACTIONS[action].posts if action else None
        yield {
            "url": rule.rule,
            "methods": ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})),
            "endpoint": rule.endpoint,
            "action": action,
            "posts": sorted(posts) if posts is not None else None,
        }
