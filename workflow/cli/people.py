"""`flask person` and `flask appointment`: the first administrator, and recovery."""

import contextlib
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import click
from flask.cli import AppGroup
from sqlalchemy.exc import IntegrityError

from workflow.access import now
from workflow.cli.exits import CouldNotRun, said
from workflow.extensions import settings
from workflow.queries.people import person_id_of
from workflow.services.add_people import NewPerson, add_people
from workflow.services.appoint import NewAppointment, appoint, end_appointment
from workflow.services.change_account import disable_person, forget_factors, reset_password
from workflow.services.invite import invite
from workflow.services.links import send_link
from workflow.services.password import hash_password
from workflow.states.policy import CAPACITIES, POSTS
from workflow.states.refusals import NotFound
from workflow.thai.dates import NotADate, parse_date

person = AppGroup("person", help="Accounts.")
appointment = AppGroup("appointment", help="Who holds which post, from when to when.")
PASSWORD = click.option("--password", help="The new password; asked for when left out.")
LINK = "Mail a link, good once, with which they set it themselves; it is printed here too."


class Day(click.ParamType[dt.date]):
    """A date in either era."""

    name = "date"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        """Read it."""
        try:
            return parse_date(value)
        except NotADate:
            self.fail(f"{value} is no date; write 17/06/2569 or 2026-06-17", param, ctx)


@person.command("add")
@click.argument("username")
@click.option("--name-th", required=True, help="Name in Thai.")
@click.option("--name-en", default="", help="Name in English.")
@click.option("--email", required=True)
@PASSWORD
@click.option("--invite", "by_link", is_flag=True, help=LINK)
def add(username: str, password: str | None, by_link: bool, **names: str) -> None:
    """Add an account."""
    with said():
        new = NewPerson(username=username, password_hash="", **names)  # type: ignore[arg-type]  # the options' names are the fields'
        if by_link:
            _, token = invite(new, None, now())
            _show_link(username, token)
            return
        add_people([replace(new, password_hash=_hash_for(new, password))], now())
    click.echo(f"{username} can sign in")


def _hash_for(new: NewPerson, password: str | None) -> str:
    return hash_password(_typed(password), (new.username, new.email.partition("@")[0]))


@person.command("disable")
@click.argument("username")
def disable(username: str) -> None:
    """Let a person in no more, at once."""
    disable_person(_id(username), now())
    click.echo(f"{username} is disabled")


@person.command("reset")
@click.argument("username")
@PASSWORD
@click.option("--link", "by_link", is_flag=True, help=LINK)
@click.option("--factors", is_flag=True, help="Clear the second factors too: they are lost.")
def reset(username: str, password: str | None, by_link: bool, factors: bool) -> None:
    """Give a new password and end every session."""
    with said():
        person_id = _id(username)
        if by_link:
            _show_link(username, send_link(person_id, "password_reset", None, now()))
        else:
            reset_password(person_id, _typed(password), now())
            click.echo(f"{username} has a new password")
        if factors:
            forget_factors(person_id, now(), None)
            click.echo(f"{username} has no second factor")


@appointment.command("add")
@click.argument("username")
@click.argument("post", type=click.Choice(sorted(POSTS)))
@click.option("--province", help="Two-digit code, for posts of a province.")
@click.option("--institution", help="Code, for posts of a clinic.")
@click.option("--seat", help="Code, for seats of the committee.")
@click.option(
    "--capacity", type=click.Choice(sorted(CAPACITIES.keys() - {"system"})), default="own"
)
@click.option("--vacant", is_flag=True, help="Acting for a post that nobody holds.")
@click.option("--move", "moves", multiple=True, help="By delegation: a move the order names.")
@click.option("--order", "order_no", required=True, help="Number of the order.")
@click.option("--from", "since", type=Day(), required=True)
@click.option("--until", type=Day())
def appoint_person(username: str, post: str, **given: object) -> None:
    """Put a person in a post."""
    with said(), _fitting():
        new = NewAppointment(
            post=post,
            province_code=given.pop("province"),  # type: ignore[arg-type]  # click gives str or None
            institution_code=given.pop("institution"),  # type: ignore[arg-type]  # the same
            **given,  # type: ignore[arg-type]  # the options' names are the fields'
        )
        number = appoint(_id(username), new, now())
    click.echo(f"appointment {number}")


@appointment.command("end")
@click.argument("appointment_id", type=int)
@click.option("--on", "last_day", type=Day(), required=True, help="Its last day.")
def end(appointment_id: int, last_day: dt.date) -> None:
    """Let an appointment end on a day."""
    try:
        end_appointment(appointment_id, last_day, now())
    except NotFound as missing:
        raise CouldNotRun(f"there is no {missing} in force on that day") from missing
    click.echo(f"appointment {appointment_id} ends on {last_day}")


@contextlib.contextmanager
def _fitting() -> Iterator[None]:
    """Let what the database refuses end the command with a sentence."""
    try:
        yield
    except IntegrityError as wrong:
        reason = "there is no such institution, or the last day is before the first"
        raise CouldNotRun(reason) from wrong


def _typed(password: str | None) -> str:
    if password is not None:
        return password
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return typed


def _show_link(username: str, token: str) -> None:
    click.echo(f"{username} sets the password at {settings().address}/set-password/{token}")


def _id(username: str) -> int:
    found = person_id_of(username)
    if found is None:
        raise CouldNotRun(f"there is no account {username}")
    return found
