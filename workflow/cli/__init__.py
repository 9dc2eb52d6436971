"""`flask` commands, one file a group. Exit 0 good, 1 found wrong, 2 could not run."""

from flask import Flask


def bind_commands(app: Flask) -> None:
    """Register every command."""
    from workflow.cli import (
        demo,
        doctor,
        explain,
        ledger,
        messages,
        migration,
        people,
        procedure,
        recount,
        up,
    )

    migration.bind()
    for command in (
        demo.group,
        doctor.doctor,
        explain.explain,
        explain.show_policy,
        explain.show_states,
        ledger.group,
        messages.outbox,
        messages.relay,
        messages.worker,
        people.appointment,
        people.person,
        procedure.outline,
        procedure.procedure,
        recount.recount,
        up.up,
        up.web,
    ):
        app.cli.add_command(command)
