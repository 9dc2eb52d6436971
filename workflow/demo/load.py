"""Build the demo world in an empty database. Plans and meetings come by replaying what people
did."""

import datetime as dt

from workflow.demo import people, world
from workflow.demo.meetings import replay_meetings
from workflow.demo.replay import replay
from workflow.extensions import settings
from workflow.outline import outline
from workflow.queries.demo import PASSWORD
from workflow.queries.people import any_person
from workflow.services.add_people import add_people
from workflow.services.import_reference import import_reference
from workflow.services.password import hash_password
from workflow.services.publish import publish_outline, publish_procedure
from workflow.states import procedure

BEGINNING = dt.datetime(2025, 10, 1, 2, 0, tzinfo=dt.UTC)


class NotLoaded(Exception):
    """The demo world may not be loaded here."""


def load() -> None:
    """Load the demo world. Raises NotLoaded in production or when somebody is already there."""
    if not settings().is_demo:
        raise NotLoaded("production holds no demo data")
    if any_person():
        raise NotLoaded("the database is not empty")
    import_reference(world.reference())
    add_people(people.people(hash_password(PASSWORD)), BEGINNING)
    publish_outline(outline.default_text(), BEGINNING)
    publish_procedure(procedure.default_text(), BEGINNING)
    plans = {sample["key"]: sample for sample in world.read("sample_plans")["plans"]}
    ids = {key: replay(sample) for key, sample in plans.items()}
    replay_meetings(world.read("committee")["meetings"], plans, ids)
