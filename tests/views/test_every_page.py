"""Every page that a person can reach: light, few questions to the database, nothing written, and
no link that leads nowhere."""

import pytest
import sqlalchemy as sa
from flask import Flask, current_app

from tests.conftest import SignInAs
from tests.outline.sample import outline
from tests.views.deeds import fingerprint, inside, listen
from tests.views.walking import addresses, walk
from workflow.demo.people import PRINCIPALS
from workflow.extensions import db
from workflow.models import Person as PersonRow
from workflow.queries.demo import PASSWORD

pytestmark = pytest.mark.untraced
"""It goes everywhere: what it reaches is not tested by that, and tracing it takes long."""

MOST_QUERIES = 12
TRAVELLERS = [
    *("drafter.75", "clinic.75", "pcso.80", "drafter.55", "drafter.95", "secretariat.1"),
    *("chair.MOI-1", "member.MHESI-2", "auditor.1", "admin.1"),
]
SECTIONS = [section.key for section in outline().sections]
PAGES = [
    ("clinic.75", "/inbox"),
    ("secretariat.1", "/inbox"),
    ("secretariat.1", "/notices"),
    ("clinic.75", "/plans/4/snooze"),
    ("clinic.75", "/profile"),
    ("admin.1", "/people"),
    ("admin.1", "/people/1"),
    ("secretariat.1", "/pipeline"),
    *(("secretariat.1", f"/pipeline/{page}") for page in ("print", "views")),
    ("secretariat.1", "/map"),
    *(
        ("secretariat.1", f"/plans/1{tab}")
        for tab in ("", "/points", "/revisions", "/timeline", "/timeline?before=3")
    ),
    *(("secretariat.1", f"/plans/1{tab}") for tab in ("/papers", "/print", "/revisions/2/print")),
    ("secretariat.1", "/plans/1/text/projects"),
    ("secretariat.1", "/plans/1/revisions/2"),
    ("secretariat.1", "/plans/1/revisions/2/text/projects"),
    ("secretariat.1", "/plans/1/explain"),
    ("secretariat.1", "/plans/1/files"),
    ("drafter.55", "/plans/3/files"),
    ("secretariat.1", "/plans/1/files?revision=2"),
    *(("secretariat.1", f"/plans/1/revisions/1/changes/{to}") for to in ("2", "now", "2/needs")),
    ("drafter.55", "/plans/3/revisions/1/changes/now"),
    ("drafter.55", "/plans/3"),
    *(("secretariat.1", f"/plans/{plan}/brief") for plan in (1, 3)),
    ("pcso.80", "/plans/5/brief"),
    ("admin.1", "/procedure"),
    ("clinic.75", "/plans/4/points/new?section=needs"),
    ("clinic.75", "/plans/4/text/needs"),
    ("secretariat.1", "/plans/1/points/1"),
    ("secretariat.1", "/plans/1/comments"),
    ("secretariat.1", "/plans/1/people"),
    ("drafter.95", "/plans/6/people"),
    ("drafter.75", "/procedure/1"),
    ("drafter.95", "/plans/6"),
    ("drafter.95", "/plans/new"),
    *(("drafter.50", f"/plans/1{page}") for page in ("", "/amend")),
    ("drafter.95", "/plans/6/sections"),
    ("drafter.55", "/plans/3/sections"),
    *(("drafter.95", f"/plans/6/sections/{key}") for key in SECTIONS),
    *(("drafter.95", f"/plans/6/sections/projects/1{below}") for below in ("", "/remove")),
    *(("drafter.95", f"/plans/6/sections/{key}/examples") for key in SECTIONS),
    *(("clinic.75", f"/plans/4/moves/{name}") for name in ("recommend", "clinic_return")),
    *(("drafter.75", f"/plans/4/moves/{name}") for name in ("recall", "withdraw")),
    *(("pcso.80", f"/plans/5/moves/{name}") for name in ("endorse", "decline", "pcso_return")),
    *(("drafter.55", f"/plans/3/moves/{name}") for name in ("resubmit", "resubmit_revised")),
    ("drafter.95", "/plans/6/moves/submit"),
    *(("secretariat.1", f"/plans/1{below}") for below in ("/budget", "/revisions/2/budget")),
    *(
        ("drafter.95", f"/plans/6/sections/{table}/import")
        for table in ("needs/tables/forums", "projects/tables/projects")
    ),
    ("secretariat.1", "/plans/2/moves/secretariat_return"),
    ("secretariat.1", "/plans/2/moves/approve"),
    ("pcso.45", "/plans/2/moves/pcso_withdraw"),
    ("secretariat.1", "/meetings"),
    ("secretariat.1", "/meetings/new"),
    *(("secretariat.1", f"/meetings/2{page}") for page in ("", "/agenda", "/open", "/announce")),
    *(("secretariat.1", f"/meetings/1/items/1{page}") for page in ("", "/record", "/postpone")),
    *(("secretariat.1", f"/plans/5/paper-decisions/new{to}") for to in ("", "?move=pcso_return")),
    ("pcso.80", "/plans/5/undo"),
    ("chair.MHESI-1", "/inbox"),
    ("chair.MHESI-1", "/meetings/1"),
    ("chair.MHESI-1", "/meetings/1/items/1"),
]


@pytest.mark.parametrize(("username", "path"), PAGES)
def test_a_page_asks_the_database_at_most_twelve_times(
    app: Flask, sign_in_as: SignInAs, username: str, path: str
) -> None:
    person = sign_in_as(username)
    assert person.get(path).code in (200, 403), "what a process reads once is read"
    asked = inside(app, listen)
    person.get(path)
    assert len(asked) <= MOST_QUERIES, asked


@pytest.mark.parametrize(
    ("username", "language"), [*((name, "th") for name in TRAVELLERS), ("pcso.80", "en")]
)
def test_every_link_of_every_page_leads_to_a_page_that_tells_no_secret_and_writes_nothing(
    app: Flask, sign_in_as: SignInAs, username: str, language: str
) -> None:
    person, secrets = sign_in_as(username), inside(app, _secrets)
    before, codes = fingerprint(app), {}
    for path, page in walk(person, language):
        codes[path] = page.code
        assert not [secret for secret in secrets if secret in page.response.text]
    assert len(codes) > 8
    assert set(codes.values()) == {200}, codes
    assert fingerprint(app) == before


@pytest.mark.parametrize("username", ["clinic.75", "pcso.80", "drafter.55", "auditor.1", "admin.1"])
def test_looking_at_every_address_writes_nothing(
    app: Flask, sign_in_as: SignInAs, username: str
) -> None:
    person, before = sign_in_as(username), fingerprint(app)
    for path in addresses(app):
        for method in ("GET", "HEAD", "OPTIONS"):
            person.client.open(path, method=method).close()
    assert fingerprint(app) == before


def test_nobody_looking_around_writes_nothing(app: Flask) -> None:
    client, before = app.test_client(), fingerprint(app)
    for path in addresses(app):
        for method in ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"):
            client.open(path, method=method).close()
    assert fingerprint(app) == before


def test_every_person_of_the_demo_has_a_first_page(sign_in_as: SignInAs) -> None:
    for username in PRINCIPALS:
        assert sign_in_as(username).get("/inbox").code == 200


def _secrets() -> list[str]:
    """What stands in no page: hashes of passwords, the secret, the folder, the demo's password."""
    hashes = db.session.scalars(sa.select(PersonRow.password_hash)).all()
    folder = str(current_app.extensions["settings"].folder)
    return [current_app.config["SECRET_KEY"], folder, PASSWORD, "$argon2", *hashes]
