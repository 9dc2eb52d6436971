"""Commands run as from a shell: no app context of the test's is around them."""

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    """Run a command by its words."""
    return runner_of(app)


def runner_of(app: Flask) -> Run:
    """What runs commands of an app; a command that breaks breaks the test."""

    def run(*words: Any, **given: Any) -> Result:
        result = app.test_cli_runner().invoke(args=[str(word) for word in words], **given)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run
