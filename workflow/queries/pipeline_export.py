"""Every plan that a filter names, for a file: read in batches, so that memory stays as it is."""

import datetime as dt
from collections.abc import Iterator

from workflow.facts.people import holders_at
from workflow.queries.pipeline import Row, row_of
from workflow.queries.pipeline_rows import Filters, batches
from workflow.thai.dates import local_day


def export_rows(filters: Filters, at: dt.datetime) -> Iterator[Row]:
    """Rows as the pipeline lists them, newest move first."""
    today = local_day(at)
    for batch in batches(filters, today):
        places = {(row.held_by, row.province_code) for row in batch if row.held_by}
        holders = holders_at(places, today)
        yield from (row_of(row, holders, today) for row in batch)
