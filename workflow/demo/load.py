"""Build the demo world in an empty database. Plans come by replaying what people did."""

import datetime as dt

from workflow.demo import people, world
from workflow.demo.generate import SEED, generate
from workflow.demo.meetings import replay_meetings
from workflow.demo.outlines import publish_first, publish_second
from workflow.demo.replay import replay
from workflow.demo.setting import cast
from workflow.demo.story import tell
from workflow.extensions import settings
from workflow.queries.demo import PASSWORD
from workflow.queries.people import any_person
from workflow.services.add_people import add_people
from workflow.services.import_reference import import_reference
from workflow.services.password import rehash
from workflow.services.publish import publish_procedure
from workflow.states import procedure

BEGINNING = dt.datetime(2025, 10, 1, 2, 0, tzinfo=dt.UTC)


class NotLoaded(Exception):
    """The demo world may not be loaded here."""


def load(seed: int | None = SEED) -> None:
    """Load the demo world. Raises NotLoaded in production or when somebody is already there.

    seed: what the generated plans are made from; None: the six sample plans alone.
    """
    if not settings().is_demo:
        raise NotLoaded("production holds no demo data")
    if any_person():
        raise NotLoaded("the database is not empty")
    password_hash = rehash(PASSWORD)
    import_reference(world.reference())
    add_people(people.people(password_hash), BEGINNING)
    publish_first(BEGINNING)
    for text in procedure.default_texts():
        publish_procedure(text, BEGINNING)
    samples, held = world.read("sample_plans")["plans"], world.read("committee")["meetings"]
    if seed is None:
        plans = {sample["key"]: sample for sample in samples}
        replay_meetings(held, plans, {key: replay(sample) for key, sample in plans.items()})
        publish_second()
        return
    import_reference(world.later(cast()["rounds"]))
    add_people(people.acting_people(cast()["stand_ins"], password_hash), BEGINNING)
    made = generate(seed)
    tell(samples, made.plans, [*made.meetings, *held])
