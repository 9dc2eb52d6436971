"""`flask recount`: the counters of plans, held against the plans."""

import click
from flask.cli import with_appcontext

from workflow.cli.exits import FoundWrong
from workflow.facts.counted import Miscount, miscounts
from workflow.services.recount import recount as set_right


@click.command("recount")
@click.option("--check", is_flag=True, help="Only say what is wrong.")
@with_appcontext
def recount(check: bool) -> None:
    """Count all plans and set the counters right; exit 1 when one was wrong."""
    wrong = miscounts() if check else set_right()
    for one in wrong:
        click.echo(f"{said(one)}{'' if check else ': set right'}")
    if wrong:
        raise FoundWrong(f"{len(wrong)} counters {'are' if check else 'were'} wrong")
    click.echo("every counter is right")


def said(one: Miscount) -> str:
    """A wrong counter in words."""
    place = f"province {one.province}, round {one.round}, stage {one.stage}"
    return f"{place}: the counter says {one.kept}, there are {one.there}"
