"""How commands end: 0 good, 1 found wrong, 2 could not run; and who they are run for."""

import contextlib
from collections.abc import Iterator

import click

from workflow.access import now
from workflow.queries.person import person_by_username
from workflow.states.facts import Person
from workflow.states.refusals import Refused
from workflow.thai.dates import local_day
from workflow.thai.text import key


class CouldNotRun(click.ClickException):
    """The command could not do its work; the sentence says why."""

    exit_code = 2


class FoundWrong(click.ClickException):
    """The command worked, and what it looked at is not as it should be."""

    exit_code = 1


@contextlib.contextmanager
def said() -> Iterator[None]:
    """Let a refusal of the rules end the command, each reason a line, in both languages."""
    try:
        yield
    except Refused as refused:
        lines = [f"{reason.text('en')}  ({reason.text('th')})" for reason in refused.reasons]
        raise CouldNotRun("\n".join(lines)) from refused


def somebody(username: str) -> Person:
    """The person of an account, with the posts held today. Raises CouldNotRun."""
    found = person_by_username(key(username), local_day(now()))
    if found is None:
        raise CouldNotRun(f"there is no account {username}")
    return found
