"""`flask procedure` and `flask outline`: read, lint, publish, draw."""

from collections.abc import Callable, Sequence
from pathlib import Path

import click
from flask.cli import AppGroup

from workflow.access import now
from workflow.cli.exits import CouldNotRun, FoundWrong, said, somebody
from workflow.outline.lint import lint as lint_outline
from workflow.queries.published import published
from workflow.services.publish import publish_outline, publish_procedure
from workflow.states.diagram import mermaid
from workflow.states.document import markdown
from workflow.states.lint import lint as lint_procedure
from workflow.states.procedure import Procedure, default_text, default_texts, parse
from workflow.thai.words import Words

procedure = AppGroup("procedure", help="Procedures: stages, moves, who, under which guards.")
outline = AppGroup("outline", help="Outlines: what a plan contains.")
FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
LANGUAGE = click.option("--language", type=click.Choice(["th", "en"]), default="en")


@procedure.command("lint")
@FILE
@LANGUAGE
def lint(file: Path, language: str) -> None:
    """Say what is wrong with a procedure file; exit 1 when something is."""
    _report([fault.text(language) for fault in lint_procedure(text_of(file))])


@procedure.command("publish")
@FILE
@click.option("--by", "username", help="Who publishes it: an account.")
def publish(file: Path, username: str | None) -> None:
    """Publish a procedure file as the next version; new plans follow it."""
    by = somebody(username) if username else None
    _publish(lambda text, at: publish_procedure(text, at, by), file)


@procedure.command("list")
def listed() -> None:
    """List the published versions."""
    for row in published():
        click.echo(f"{row.kind:<10} {row.name:<20} v{row.version:<4} {row.sha256[:16]}")


@procedure.command("diagram")
@click.argument("file", required=False, type=click.Path(exists=True, path_type=Path))
@LANGUAGE
def diagram(file: Path | None, language: str) -> None:
    """Draw a procedure (the product's own, unless a file is given) as Mermaid text."""
    click.echo(mermaid(_good(file, language), language), nl=False)


@procedure.command("words")
@click.argument("file", required=False, type=click.Path(exists=True, path_type=Path))
def words(file: Path | None) -> None:
    """Tell a procedure (those of the product, unless a file is given) in words, as Markdown in Thai
    and English."""
    texts = [text_of(file)] if file else default_texts()
    click.echo(markdown(*(_read(text, "en") for text in texts)), nl=False)


@outline.command("lint")
@FILE
@LANGUAGE
def lint_outline_file(file: Path, language: str) -> None:
    """Say what is wrong with an outline file; exit 1 when something is."""
    words: Sequence[Words] = [fault.words for fault in lint_outline(text_of(file))]
    _report([pair.text(language) for pair in words])


@outline.command("publish")
@FILE
def publish_outline_file(file: Path) -> None:
    """Publish an outline file as the next version; new plans follow it."""
    _publish(publish_outline, file)


def _publish(service: Callable[..., tuple[str, int]], file: Path) -> None:
    with said():
        name, version = service(text_of(file), now())
    click.echo(f"{name} version {version}")


def _good(file: Path | None, language: str) -> Procedure:
    """A procedure without faults, or the product's own."""
    return _read(text_of(file) if file else default_text(), language)


def _read(text: str, language: str) -> Procedure:
    """A procedure without faults."""
    if faults := lint_procedure(text):
        raise FoundWrong("\n".join(fault.text(language) for fault in faults))
    return parse(text)


def _report(lines: Sequence[str]) -> None:
    if lines:
        raise FoundWrong("\n".join(lines))
    click.echo("no fault found")


def text_of(file: Path) -> str:
    """What stands in a file. Raises CouldNotRun when it is no text."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as wrong:
        raise CouldNotRun(f"{file} is not UTF-8 text") from wrong
