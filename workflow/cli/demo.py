"""`flask demo`: the demo world."""

import json
from typing import Any

import click
from flask.cli import AppGroup

from workflow.access import now
from workflow.cli.exits import CouldNotRun
from workflow.demo.generate import SEED
from workflow.demo.load import NotLoaded, load
from workflow.demo.scale import scale
from workflow.extensions import settings
from workflow.queries.demo import PASSWORD, demo_people
from workflow.queries.meetings import meetings
from workflow.queries.people import any_person
from workflow.queries.plans import all_plans

group = AppGroup("demo", help="The demo world: fictional people and plans.")


@group.command("load")
@click.option("--if-empty", is_flag=True, help="Do nothing when the database has people.")
@click.option("--seed", default=SEED, show_default=True, help="Makes other generated plans.")
@click.option("--samples", is_flag=True, help="Only the six sample plans.")
@click.option("--json", "as_json", is_flag=True, help="Print what was made as JSON.")
def load_world(if_empty: bool, seed: int, samples: bool, as_json: bool) -> None:
    """Load the demo world into an empty database."""
    if if_empty and any_person():
        return
    try:
        load(None if samples else seed)
    except NotLoaded as refused:
        raise CouldNotRun(str(refused)) from refused
    _show(as_json)


@group.command("scale")
@click.option("--plans", type=click.IntRange(min=1), required=True, help="How many.")
def scale_world(plans: int) -> None:
    """Add plans to the demo world, for load tests only.

    They are rows for lists: no text, no files, no record in the ledger. `flask doctor` says how
    many plans have no record.
    """
    try:
        scale(plans, now())
    except NotLoaded as refused:
        raise CouldNotRun(str(refused)) from refused
    click.echo(f"plans added: {plans:,}")


@group.command("show")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def show(as_json: bool) -> None:
    """Show the demo's people, with how to sign in, its plans and its meetings."""
    if not settings().is_demo:
        raise CouldNotRun("production holds no demo data")
    _show(as_json)


def _show(as_json: bool) -> None:
    if as_json:
        world = {"people": _people(), "plans": _plans(), "meetings": _meetings()}
        click.echo(json.dumps(world, ensure_ascii=False))
        return
    click.echo(f"password of every demo person: {PASSWORD}")
    for person in _people():
        click.echo(f"  {person['username']:<18} {person['key']}")
    for plan in _plans():
        click.echo(f"  plan {plan['id']:<4} {plan['province']} {plan['stage']:<19} {plan['title']}")
    for held in _meetings():
        click.echo(f"  meeting {held['id']:<4} {held['no']:<8} {held['date']} {held['stage']}")


def _people() -> list[dict[str, Any]]:
    return [
        {
            "key": person.key,
            "username": person.username,
            "password": PASSWORD,
            "totp_secret": None,
            "posts": [{"post": post, "province": where} for post, where, _ in person.posts],
        }
        for person in demo_people()
    ]


def _plans() -> list[dict[str, Any]]:
    return [
        {"id": row.id, "province": row.province_code, "stage": row.stage, "title": row.title}
        for row in all_plans()
    ]


def _meetings() -> list[dict[str, Any]]:
    return [
        {"id": row.id, "no": row.no, "date": row.held_on.isoformat(), "stage": row.stage}
        for row in reversed(meetings())
    ]
