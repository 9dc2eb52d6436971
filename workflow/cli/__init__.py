"""`flask` commands, one file a group. Exit 0 good, 1 found wrong, 2 could not run."""

from flask import Flask


def bind_commands(app: Flask) -> None:
    """Register every command."""
    from workflow.cli import demo, up

    for command in (demo.group, up.up, up.web):
        app.cli.add_command(command)
