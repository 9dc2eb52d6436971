"""Every plan that a filter names, for a file: read in batches, so that memory stays as it is."""

import datetime as dt
from collections.abc import Iterator

from workflow.facts.people import holders_in
from workflow.queries.pipeline import Row, desks_of, row_of
from workflow.queries.pipeline_rows import Filters, batches
from workflow.thai.dates import local_day


def export_rows(filters: Filters, at: dt.datetime) -> Iterator[Row]:
    """Rows as the pipeline lists them, in its order."""
    today = local_day(at)
    for batch in batches(filters, today):
        holders = holders_in(desks_of(batch), today)
        yield from (row_of(row, holders, today) for row in batch)
