"""Publishing: a text without a fault becomes the next version, for ever."""

import datetime as dt
import hashlib
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.services.acting import actor, codes, count, refusal
from workflow.extensions import db
from workflow.models import Entry, Outline, Procedure, ProcedureStage
from workflow.outline import outline as outlines
from workflow.services.publish import publish_outline, publish_procedure
from workflow.states import procedure as procedures

pytestmark = pytest.mark.both

Publish = Callable[[str, dt.datetime], tuple[str, int]]
Text = Callable[[], str]
Model = type[Procedure] | type[Outline]
VERSIONS: dict[Model, int] = {Procedure: 1, Outline: 2}
"""How many versions the demo has."""
KINDS = pytest.mark.parametrize(
    ("publish", "default", "model"),
    [
        (publish_procedure, procedures.default_text, Procedure),
        (publish_outline, outlines.default_text, Outline),
    ],
)


@KINDS
def test_another_text_is_the_next_version(publish: Publish, default: Text, model: Model) -> None:
    text = default() + "\n# changed\n"
    no = VERSIONS[model] + 1
    assert publish(text, TODAY) == ("sti-plan", no)
    kept = sa.select(model.text, model.sha256).where(model.version == no)
    assert db.session.execute(kept).one() == (text, hashlib.sha256(text.encode()).hexdigest())


@KINDS
def test_the_same_text_again_is_refused(publish: Publish, default: Text, model: Model) -> None:
    assert codes(publish, default(), TODAY) == ["already_published"]
    assert count(model, model.name == "sti-plan") == VERSIONS[model]


@KINDS
def test_another_name_begins_at_one(publish: Publish, default: Text, model: Model) -> None:
    text = default().replace('name = "sti-plan"', 'name = "other"', 1)
    assert publish(text, TODAY) == ("other", 1)
    assert count(model, model.name == "other") == 1


@KINDS
def test_a_file_with_a_fault_is_not_published(
    publish: Publish, default: Text, model: Model
) -> None:
    assert refusal(publish, default() + "\n[unclosed", TODAY).code == 422
    assert count(model, model.name == "sti-plan") == VERSIONS[model]


def test_every_fault_of_a_procedure_is_said() -> None:
    text = procedures.default_text().replace('to = "declined"', 'to = "nowhere"')
    found = codes(publish_procedure, text, TODAY)
    assert {"lint_unknown_stage", "lint_unreachable"} <= set(found)


def test_every_fault_of_an_outline_is_a_sentence() -> None:
    text = outlines.default_text().replace('type = "longtext"', 'type = "novel"')
    reasons = refusal(publish_outline, text, TODAY).reasons
    assert len(reasons) > 1
    assert all(reason.text("th") and reason.text("en") for reason in reasons)


def test_a_procedure_brings_its_stages() -> None:
    publish_procedure(procedures.default_text() + "\n# changed\n", TODAY)
    query = (
        sa.select(ProcedureStage.code)
        .join(Procedure, Procedure.id == ProcedureStage.procedure_id)
        .where(Procedure.version == 2)
        .order_by(ProcedureStage.n)
    )
    stages = procedures.parse(procedures.default_text()).stages
    assert list(db.session.scalars(query)) == [stage.code for stage in stages]


def test_who_publishes_a_procedure_stands_on_it_and_in_their_record() -> None:
    admin = actor("admin.1")
    publish_procedure(procedures.default_text() + "\n# changed\n", TODAY, admin)
    query = sa.select(Procedure.published_by).where(Procedure.name == "sti-plan")
    assert list(db.session.scalars(query.order_by(Procedure.version))) == [None, admin.ref]
    mine = sa.select(Entry.act).where(Entry.subject == f"account:{admin.ref}")
    assert "procedure_published" in set(db.session.scalars(mine))
