"""Plans to race for: each of a round of its own, with a text that is complete."""

import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import COPIED, NAKHON, RECOMMENDED, WARNINGS, act, actor, body, by_hand
from workflow.extensions import db
from workflow.models import Plan, Round
from workflow.services.create_plan import NewPlan, create_plan
from workflow.services.import_reference import import_reference
from workflow.services.save_section import NewSection, save_section
from workflow.states.facts import Given

_LIKE = Round.code == "2571-five-year"


def plan_to_endorse(number: int) -> int:
    """A plan of a round of its own, with the outline and text of another, as far as the PCSO."""
    code, drafter = f"race-{number}", actor("drafter.80")
    like = db.session.execute(sa.select(*Round.__table__.columns).where(_LIKE)).mappings().one()
    import_reference({"round": [{**like, "code": code}]})
    plan = create_plan(NewPlan(province="80", round=code, plan_type="five_year"), drafter, TODAY)
    by_hand(COPIED.bindparams(plan=plan, like=NAKHON))
    first = sa.select(Plan.outline_id).where(Plan.id == NAKHON).scalar_subquery()
    by_hand(sa.update(Plan).where(Plan.id == plan).values(outline_id=first))
    general = NewSection(plan_id=plan, key="general", body=body(NAKHON, "general"), version=1)
    save_section(general, drafter, TODAY)
    act("drafter.80", plan, "submit", Given(warnings=WARNINGS))
    act("clinic.80", plan, "recommend", RECOMMENDED)
    return plan
