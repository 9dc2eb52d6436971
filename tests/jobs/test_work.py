"""A worker makes ready before it takes a job."""

from flask import Flask

from workflow.channels.letter import TEMPLATES
from workflow.jobs.work import prepare
from workflow.states import procedure


def test_what_every_letter_needs_is_read_before_the_first_job(app: Flask) -> None:
    app.jinja_env.cache.clear()  # type: ignore[union-attr]  # there is one
    procedure.events.cache_clear()
    prepare()
    assert {name for _, name in app.jinja_env.cache} >= set(TEMPLATES)  # type: ignore[union-attr]  # there is one
    assert procedure.events.cache_info().currsize == 1
