"""Columns of the pipeline, views that are kept, and the list on paper."""

import pytest
from flask import Flask

from tests.conftest import TODAY, SignInAs
from tests.page import Visitor
from tests.services.acting import count, statements
from tests.views.deeds import inside
from workflow.demo.scale import scale
from workflow.forms.pipeline import COLUMNS
from workflow.models import SavedView
from workflow.views import pipeline

VIEWS = "/pipeline/views"
KEEP = f"{VIEWS}/keep"
LATE = "overdue=y&columns=title&columns=no"


@pytest.fixture
def officer(sign_in_as: SignInAs) -> Visitor:
    return sign_in_as("secretariat.1")


def keep(officer: Visitor, asked: str, name: str) -> str:
    """Keep what the list shows; where that leads."""
    form = officer.get(f"{VIEWS}?{asked}").form(KEEP)
    return officer.client.post(KEEP, data={**form, "name": name}).headers["Location"]


def heads(officer: Visitor, path: str) -> list[str]:
    return officer.get(path, "en").texts("thead th")


def test_columns_are_the_usual_ones_where_none_are_chosen(officer: Visitor) -> None:
    usual = ["Stage", "Held by", "Working days at the stage", "Due", "Million baht", "Last moved"]
    assert heads(officer, "/pipeline") == ["Province", *usual]


def test_columns_that_are_chosen_stand_in_their_own_order(officer: Visitor) -> None:
    found = heads(officer, "/pipeline?columns=no&columns=title&columns=round")
    assert found == ["Province", "Title", "Round", "Plan no"]


def test_every_column_shows_something_and_a_page_stays_light(app: Flask, officer: Visitor) -> None:
    with app.app_context():
        scale(100, TODAY)
    page = officer.get("/pipeline?round=all&" + "&".join(f"columns={one}" for one in COLUMNS))
    rows = page.all("tbody tr")
    assert ({len(row.select("td")) for row in rows}, len(rows)) == ({len(COLUMNS)}, 18)


def test_a_column_that_is_none_is_said(officer: Visitor) -> None:
    for path in ("/pipeline", VIEWS):
        page = officer.get(f"{path}?columns=secret&columns=stage")
        assert page.code == 422
        assert "คอลัมน์" in page.text("main")


def test_choosing_columns_keeps_the_filters(officer: Visitor) -> None:
    page = officer.get(f"{VIEWS}?{LATE}&q=แผน&round=all")
    sent = page.form("/pipeline")
    assert (sent["q"], sent["round"], sent["overdue"]) == ("แผน", "all", "y")
    assert len(page.all("main [name=columns][checked]")) == 2
    hidden = officer.get(f"/pipeline?{LATE}").all("form.filters [type=hidden]")
    assert [tag["value"] for tag in hidden] == ["title", "no"]


def test_columns_stay_with_every_way_onwards(officer: Visitor) -> None:
    page = officer.get(f"/pipeline?{LATE}")
    for link in (*page.all(".tally a"), *page.all(".pager a")):
        assert "columns=title&columns=no" in str(link["href"])


def test_a_view_is_kept_and_opened(officer: Visitor) -> None:
    assert keep(officer, f"{LATE}&q=&stage=", "งานค้าง") == f"/pipeline?{LATE}"
    page = officer.get(f"/pipeline?{LATE}")
    assert page.texts(".chips [aria-current]") == ["งานค้าง"]
    opened = officer.client.get(str(page.one(".chips a")["href"]))
    assert opened.headers["Location"] == f"/pipeline?{LATE}"
    assert page.text("[role=status]") == "ดำเนินการแล้ว: เก็บมุมมองแล้ว"


def test_a_view_names_a_round_only_where_one_was_chosen(officer: Visitor) -> None:
    assert keep(officer, "stage=draft", "Drafts") == "/pipeline?stage=draft"
    assert keep(officer, "round=all&stage=draft", "All") == "/pipeline?round=all&stage=draft"
    assert keep(officer, "", "Newest") == "/pipeline"


def test_what_was_sent_is_written_anew(officer: Visitor) -> None:
    sent = "columns=no&x=1&at=place&stage=draft&stage=draft&columns=no&%22=%3Cb%3E"
    form = officer.get(VIEWS).form(KEEP)
    answer = officer.client.post(KEEP, data={**form, "query": sent, "name": "Odd"})
    assert answer.headers["Location"] == "/pipeline?stage=draft&columns=no"


@pytest.mark.parametrize("query", ["stage=lost", "columns=secret", "q=" + "x" * 300])
def test_what_no_list_asks_is_not_kept(app: Flask, officer: Visitor, query: str) -> None:
    form = officer.get(VIEWS).form(KEEP)
    sent = {**form, "query": query, "name": "Odd"}
    assert officer.client.post(KEEP, data=sent).status_code == 422
    assert inside(app, count, SavedView) == 0


def test_an_address_of_thousands_of_parts_asks_nothing(officer: Visitor) -> None:
    sent = {**officer.get(VIEWS).form(KEEP), "query": "stage=draft&" * 90, "name": "Long"}
    assert officer.client.post(KEEP, data=sent).headers["Location"] == "/pipeline"


def test_a_name_that_is_taken_stays_typed_beside_what_is_wrong(officer: Visitor) -> None:
    keep(officer, LATE, "Late")
    form = officer.get(f"{VIEWS}?stage=draft").form(KEEP)
    answer = officer.client.post(KEEP, data={**form, "name": "Late"})
    assert answer.status_code == 422
    assert 'value="Late" aria-invalid="true"' in answer.text
    assert 'value="stage=draft"' in answer.text


def test_a_view_is_removed_by_its_owner_alone(app: Flask, sign_in_as: SignInAs) -> None:
    officer, auditor = sign_in_as("secretariat.1"), sign_in_as("auditor.1")
    keep(officer, LATE, "Late")
    forget = str(officer.get(VIEWS).one("main li form")["action"])
    for person, left in ((auditor, 1), (officer, 0), (officer, 0)):
        sent = person.client.post(forget, data={"csrf_token": person.token()})
        assert sent.headers["Location"] == "/pipeline"
        assert inside(app, count, SavedView) == left


def test_nobody_sees_anothers_views(sign_in_as: SignInAs) -> None:
    keep(sign_in_as("secretariat.1"), LATE, "Late")
    auditor = sign_in_as("auditor.1")
    assert auditor.get("/pipeline").texts(".chips a") == ["คอลัมน์และมุมมอง"]
    assert [auditor.get(f"{VIEWS}/{number}").code for number in (1, 99)] == [404, 404]


def test_on_paper_stand_the_filters_in_words_and_the_time(officer: Visitor) -> None:
    page = officer.get(f"/pipeline/print?{LATE}&region=south&q=แผน", "en")
    said = page.text(".masthead")
    for words in ("Words of the title: แผน", "Region: South", "Only what is late", "10:00"):
        assert words in said
    assert page.texts("thead th") == ["Province", "Title", "Plan no"]
    assert page.texts("tbody th") == ["Nakhon Si Thammarat"]


def test_paper_says_where_it_is_cut(officer: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "MOST_PRINTED", 2)
    page = officer.get("/pipeline/print", "en")
    assert len(page.all("tbody tr")) == 2
    assert "only the first 2 are here" in page.text(".notice")


@pytest.mark.parametrize("asked", ["stage=lost", "columns=secret"])
def test_paper_refuses_what_the_list_refuses(officer: Visitor, asked: str) -> None:
    assert officer.get(f"/pipeline/print?{asked}").code == 422


def test_paper_with_no_plan_says_so(officer: Visitor) -> None:
    assert officer.get("/pipeline/print?q=zzz", "en").text(".empty h3") == "No plan is like that"


def test_a_thousand_plans_on_paper_take_eleven_questions(app: Flask, officer: Visitor) -> None:
    with app.app_context():
        scale(1_200, TODAY)
    officer.client.get("/pipeline/print?round=all")
    with app.app_context():
        sent = statements(lambda: officer.client.get("/pipeline/print?round=all"))
    assert len([one for one in sent if one != "COMMIT"]) <= 11, sent


def test_every_page_says_on_paper_of_when_it_is(officer: Visitor) -> None:
    for path in ("/inbox", "/map", "/meetings", "/plans/1"):
        assert "24 พฤศจิกายน 2569 10:00 น." in officer.get(path).text(".only-print")
