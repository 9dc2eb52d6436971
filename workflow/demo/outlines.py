"""The outlines of the demo: plans begun before November 2026 follow the first version, later ones
the second, as plans do that are on their way when a version is published."""

import datetime as dt

from workflow.outline import outline
from workflow.services.publish import publish_outline

SECOND_AT = dt.datetime(2026, 11, 3, 1, 0, tzinfo=dt.UTC)
"""The day after the last of the sample plans was begun."""


def publish_first(at: dt.datetime) -> None:
    """Publish the outline as it was at first."""
    publish_outline(outline.first_text(), at)


def publish_second() -> None:
    """Publish the outline as it now is."""
    publish_outline(outline.default_text(), SECOND_AT)
