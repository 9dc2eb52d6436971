"""Keep a filter of the pipeline under a name."""

import sqlalchemy as sa

from workflow.extensions import db, durable, writing
from workflow.models import Person, SavedView, table
from workflow.states.refusals import refuse
from workflow.thai import text

MOST_VIEWS = 20
LONGEST_NAME, LONGEST_KEY = 60, 200
"""Characters of a name, and of it as look-alikes share it."""


@durable
def save_view(person_id: int, name: str, query: str) -> None:
    """Keep a view; the same again is kept once.

    query: the filters as the pipeline's form writes them. Refused: no name or a long one, a name
    that another view of the person has, or too many views.
    """
    name = " ".join(text.clean(name).split())
    name_key = text.key(name)
    if not name or len(name) > LONGEST_NAME or len(name_key) > LONGEST_KEY:
        refuse("view_name", field="name", most=LONGEST_NAME)
    writing()
    known = _locked_views(person_id)
    if known.get(name_key) == query:
        return
    if name_key in known:
        refuse("view_name_taken", field="name", name=name)
    if len(known) >= MOST_VIEWS:
        refuse("too_many_views", field="name", most=MOST_VIEWS)
    values = {"person_id": person_id, "name": name, "name_key": name_key, "query": query}
    db.session.execute(sa.insert(table(SavedView)), values)
    db.session.commit()


def _locked_views(person_id: int) -> dict[str, str]:
    """Queries of a person's views by the keys of their names; their account is locked."""
    db.session.execute(sa.select(Person.id).where(Person.id == person_id).with_for_update())
    query = sa.select(SavedView.name_key, SavedView.query).where(SavedView.person_id == person_id)
    return {row.name_key: row.query for row in db.session.execute(query)}
