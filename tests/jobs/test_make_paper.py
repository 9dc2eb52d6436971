"""A worker makes a paper: once, or once more after a crash, and never half of one."""

import hashlib
import os
import subprocess
import sys

import pytest
import time_machine
from rq import Queue
from sqlalchemy.exc import OperationalError

from config import ROOT
from tests.conftest import TODAY
from tests.jobs.test_queue import run_all
from tests.services.acting import NAN
from tests.services.ordering import ENDORSED, change, order, paper
from workflow.blobs import Blobs
from workflow.extensions import blobs, settings
from workflow.jobs import make_paper as jobs
from workflow.jobs.make_paper import make_paper, matter_of
from workflow.jobs.queue import MAKE
from workflow.jobs.relay import push_due_papers
from workflow.models import Paper
from workflow.queries.paper_source import paper_source
from workflow.services.claim_owed import claim_owed
from workflow.services.order_paper import Wanted
from workflow.services.settle_paper import TRIES, settle_paper
from workflow.states.refusals import Busy

pytestmark = pytest.mark.both


class Killed(BaseException):
    """What kill -9 is to a process: nothing after it runs."""


def test_an_order_becomes_a_file_with_its_digest() -> None:
    paper_id = order()
    make_paper(paper_id)
    row = paper(paper_id)
    content = blobs().get(row.digest)
    assert (row.state, row.pages, row.bytes) == ("made", 1, len(content))
    assert hashlib.sha256(content).hexdigest() == row.digest
    assert content.startswith(b"%PDF")


@pytest.mark.parametrize("kind", ["plan", "summary", "endorsement"])
@pytest.mark.parametrize("edition", ["th", "en"])
def test_every_kind_can_be_had(kind: str, edition: str) -> None:
    paper_id = order(Wanted(plan_id=NAN, revision=1, kind=kind, edition=edition))
    make_paper(paper_id)
    assert paper(paper_id).state == "made"


def test_a_paper_calls_a_file_by_name_and_digest() -> None:
    source = paper_source(order())
    (file,) = source.sections["attachments"]["files"]
    said = matter_of(source).text.names("files.sha256")[file["file"]].th
    assert said == f"รายงานเวทีรับฟังความคิดเห็น.pdf (SHA-256 {file['file'][:12]})"


def test_a_job_that_runs_twice_makes_it_once() -> None:
    paper_id = order()
    make_paper(paper_id)
    make_paper(paper_id)
    assert paper(paper_id).attempts == 1


def test_a_job_may_name_what_is_not_there() -> None:
    make_paper(987_654)


def test_who_is_killed_in_the_midst_costs_time_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, clock: time_machine.Traveller
) -> None:
    def killed(*_: object) -> str:
        raise Killed

    paper_id = order()
    monkeypatch.setattr(Blobs, "put", killed)
    with pytest.raises(Killed):
        make_paper(paper_id)
    monkeypatch.undo()
    assert paper(paper_id).state == "making"
    clock.shift(31)
    make_paper(paper_id)
    assert (paper(paper_id).state, paper(paper_id).attempts) == ("made", 2)


def test_made_again_it_has_the_same_bytes() -> None:
    paper_id = order()
    make_paper(paper_id)
    first = paper(paper_id).digest
    change(paper_id, state="ordered", digest=None)
    make_paper(paper_id)
    assert paper(paper_id).digest == first


@pytest.mark.parametrize("fault", [OSError("no space"), Busy("locked"), KeyError("odd")])
def test_what_goes_wrong_is_noted_and_tried_again(
    monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def fails(*_: object) -> str:
        raise fault

    paper_id = order()
    monkeypatch.setattr(Blobs, "put", fails)
    make_paper(paper_id)
    row = paper(paper_id)
    assert (row.state, row.attempts) == ("ordered", 1)
    assert str(fault) in row.last_error


def test_what_ends_its_worker_every_time_is_given_up() -> None:
    paper_id = order()
    change(paper_id, attempts=TRIES)
    make_paper(paper_id)
    row = paper(paper_id)
    assert (row.state, row.last_error) == ("failed", "its worker died in every try")


@pytest.mark.parametrize("faults", [1, 4])
def test_a_database_that_is_away_for_a_moment_loses_no_paper(
    monkeypatch: pytest.MonkeyPatch, faults: int
) -> None:
    left = [Busy("locked"), OperationalError("", {}, Exception())] * 2

    def settles(*arguments: object) -> bool:
        if len(left) > 4 - faults:
            raise left.pop()
        return settle_paper(*arguments)  # type: ignore[arg-type]  # passed on

    paper_id = order()
    monkeypatch.setattr(jobs, "settle_paper", settles)
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    make_paper(paper_id)
    assert paper(paper_id).state == "made"


def test_the_relay_brings_it_to_a_worker_once(queue: Queue, clock: time_machine.Traveller) -> None:
    paper_id = order()
    assert push_due_papers(queue) == 1
    assert push_due_papers(queue) == 0
    assert queue.jobs[0].func_name == MAKE
    run_all(queue)
    assert paper(paper_id).state == "made"
    assert queue.connection.keys("rq:job:*") == []


def test_ordered_without_valkey_it_is_made_later(request: pytest.FixtureRequest) -> None:
    paper_id = order()
    queue: Queue = request.getfixturevalue("queue")
    assert push_due_papers(queue) == 1
    run_all(queue)
    assert paper(paper_id).state == "made"


def test_a_lost_job_loses_no_paper(queue: Queue, clock: time_machine.Traveller) -> None:
    paper_id = order()
    push_due_papers(queue)
    queue.connection.flushall()
    clock.shift(31)
    push_due_papers(queue)
    run_all(queue)
    assert paper(paper_id).state == "made"


def test_a_paper_whose_worker_died_is_pushed_again(
    queue: Queue, clock: time_machine.Traveller
) -> None:
    paper_id = order()
    claim_owed(Paper, [paper_id], TODAY)
    assert push_due_papers(queue) == 0
    clock.shift(31)
    assert push_due_papers(queue) == 1


def test_without_a_decision_there_is_no_address_to_verify_it_at() -> None:
    undecided = Wanted(plan_id=4, revision=1, kind="plan", edition="th")
    assert matter_of(paper_source(order(undecided))).label.address == ""
    decided = matter_of(paper_source(order()))
    assert decided.label.address == f"http://localhost/verify/{decided.label.code}"


def test_what_was_acknowledged_and_said_stands_on_the_paper() -> None:
    matter = matter_of(paper_source(order(ENDORSED)))
    assert len(matter.warnings) == 3
    signatures = [desk.signed for desk in matter.desks if desk.signed]
    assert [by.post for by in signatures] == ["clinic_rep", "pcso", "chair"]
    assert all(by.said for by in signatures)


def test_nothing_that_starts_waits_for_typst() -> None:
    late = "{'typst', 'segno'} & {*sys.modules}"
    look = f"import sys, wsgi, workflow.jobs.work; sys.exit(bool({late}))"
    environment = {**os.environ, "DATA_DIR": settings().data_dir}
    assert subprocess.call([sys.executable, "-c", look], cwd=ROOT, env=environment) == 0
