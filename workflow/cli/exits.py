"""How commands end: 0 good, 1 found wrong, 2 could not run."""

import click


class CouldNotRun(click.ClickException):
    """The command could not do its work; the sentence says why."""

    exit_code = 2


class FoundWrong(click.ClickException):
    """The command worked, and what it looked at is not as it should be."""

    exit_code = 1
