"""What an address asks of the pipeline: the form filled from it, filters, and addresses like it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from flask import url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from workflow.forms.pipeline import (
    EVERY_ROUND,
    SELECTIONS,
    PipelineChoices,
    PipelineForm,
    pipeline_form,
)
from workflow.queries import pipeline as query
from workflow.queries.areas import cluster_names, province_names, regions
from workflow.queries.pipeline_rows import MOVED, Filters
from workflow.spoken import language
from workflow.states.policy import POSTS
from workflow.states.refusals import Reason, Refused

MARK = "at"
"""The part of an address that names a place in the list."""
Given = MultiDict[str, str]


def asked(given: Given) -> tuple[query.Counts, PipelineForm]:
    """The form filled from an address, with counts of the round that it names."""
    wanted = given.get("round", "")
    every = wanted == EVERY_ROUND
    counts = query.counts(wanted or None, every_round=every)
    form = pipeline_form(given, _choices(counts))
    if not wanted:
        form["round"].data = counts.round or EVERY_ROUND
    return counts, form


def wanted(given: Given) -> tuple[query.Counts, PipelineForm]:
    """The same. Refused where the address names what cannot be chosen."""
    counts, form = asked(given)
    if form.validate():
        return counts, form
    raise Refused(
        [Reason("no_such_filter", values={"name": form[n].label.text}) for n in form.errors]
    )


def filters_of(form: PipelineForm) -> Filters:
    """What a valid form asks."""
    chosen = form["round"].data
    return Filters(
        round=None if chosen == EVERY_ROUND else chosen,
        stage=form.stage.data or None,
        province=form.province.data or None,
        region=form.region.data or None,
        cluster=form.cluster.data or None,
        holder=form.holder.data or None,
        overdue=bool(form.overdue.data),
        q=form.q.data or "",
        order=form.order.data or MOVED,
    )


def in_words(form: PipelineForm) -> list[tuple[str, str]]:
    """What a valid form asks, each with its label: for paper, where no form is."""
    said = [(form.q.label.text, form.q.data)] if form.q.data else []
    for name in SELECTIONS:
        field: Any = form[name]
        words = {value: words for value, words, *_ in field.iter_choices()}
        if field.data:
            said.append((field.label.text, words[field.data]))
    return [*said, (form.overdue.label.text, "")] if form.overdue.data else said


def addresses(given: Given, endpoint: str) -> Callable[..., str]:
    """Addresses of the list as it is filtered, with some filters changed or taken out."""
    kept = [(name, typed) for name, typed in given.items(multi=True) if typed and name != MARK]

    def address(to: str = endpoint, **changed: str | None) -> str:
        same = [(name, typed) for name, typed in kept if name not in changed]
        values = [*same, *((name, typed) for name, typed in changed.items() if typed)]
        path = url_for(to)
        return f"{path}?{urlencode(values)}" if values else path

    return address


def _choices(counts: query.Counts) -> PipelineChoices:
    said = language()
    stages = counts.procedure.stages if counts.procedure else ()
    holders = {stage.held_by: POSTS[stage.held_by] for stage in stages if stage.held_by}
    rounds = [(one.code, one.title.text(said)) for one in counts.rounds]
    return PipelineChoices(
        round=[*rounds, (EVERY_ROUND, gettext("All rounds"))],
        stage=[(stage.code, stage.title.text(said)) for stage in stages],
        province=[(code, name.text(said)) for code, name in province_names().items()],
        region=[(code, name.text(said)) for code, name in regions().items()],
        cluster=[(code, name.text(said)) for code, name in cluster_names().items()],
        holder=[(post, words.text(said)) for post, words in holders.items()],
    )
