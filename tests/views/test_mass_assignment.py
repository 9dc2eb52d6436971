"""No form takes more than the fields that it shows: what is sent beside them, under the name of any
column that there is, is kept nowhere."""

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.conftest import SignInAs
from tests.views.deeds import inside
from tests.views.test_csrf_of_every_form import FORMS
from tests.views.test_csrf_of_every_form import session as session
from tests.views.walking import forms
from workflow.extensions import Base, db

pytestmark = pytest.mark.untraced
"""It goes everywhere: what it reaches is not tested by that, and tracing it takes long."""

STRANGE = "987654321"
"""A number and a text that nothing of the demo holds."""
SIGNS_OUT = "sign_in.sign_out"


@pytest.mark.parametrize("username", FORMS)
def test_a_form_takes_nothing_but_its_fields(
    session: Flask, sign_in_as: SignInAs, username: str
) -> None:
    person = sign_in_as(username)
    for (endpoint, _), (at, values) in forms(session, person).items():
        if endpoint != SIGNS_OUT:
            more = {name: STRANGE for name in columns() if name not in values}
            person.client.post(at, data={**values, **more})
    assert inside(session, holding, STRANGE) == []


def columns() -> set[str]:
    """Names of all columns of all tables."""
    return {column.key for table in Base.metadata.sorted_tables for column in table.columns}


def holding(text: str) -> list[str]:
    """Tables with a row that holds a text."""
    return [
        table.name
        for table in Base.metadata.sorted_tables
        if any(text in repr(tuple(row)) for row in db.session.execute(sa.select(table)))
    ]
