"""My work: what is mine to decide or to answer, by urgency; and what to do when there is none."""

import pytest

from tests.conftest import SignInAs


def test_what_is_mine_to_decide_stands_first_by_urgency(sign_in_as: SignInAs) -> None:
    page = sign_in_as("secretariat.1").get("/inbox")
    assert page.texts(".task h3") == ["ร้อยเอ็ด"]
    assert page.text(".masthead p:last-child") == ("มี 1 เรื่องรอท่านดำเนินการ เกินกำหนดแล้ว 1 เรื่อง")
    assert len(page.soup.select(".btn-primary")) == 1, "one primary button in a view"


def test_the_rest_waits_on_others(sign_in_as: SignInAs) -> None:
    page = sign_in_as("secretariat.1").get("/inbox")
    assert page.texts("tbody th") == ["น่าน", "นครศรีธรรมราช", "สมุทรสงคราม", "ปัตตานี"]


@pytest.mark.parametrize(
    ("username", "heading", "said"),
    [
        ("clinic.75", "รอท่านพิจารณา", "มี 1 เรื่องรอท่านดำเนินการ"),
        ("drafter.55", "รอท่านแก้ไขและชี้แจง", "มี 1 เรื่องรอท่านดำเนินการ"),
        ("drafter.95", "กำลังจัดทำ", "ท่านกำลังจัดทำ 1 แผน"),
        ("admin.1", "รอท่านพิจารณา", "ไม่มีเรื่องรอท่าน"),
    ],
)
def test_the_first_list_is_the_one_that_calls(
    sign_in_as: SignInAs, username: str, heading: str, said: str
) -> None:
    page = sign_in_as(username).get("/inbox")
    assert page.texts("main h2")[0] == heading
    assert said in page.text(".masthead")


def test_nothing_to_do_says_what_will_stand_here(sign_in_as: SignInAs) -> None:
    page = sign_in_as("pcso.45").get("/inbox")
    assert "เมื่อมีแผนส่งถึงท่าน แผนจะอยู่ที่นี่" in page.text(".empty")


def test_posts_are_named_with_their_orders_and_what_is_in_care(sign_in_as: SignInAs) -> None:
    posts = sign_in_as("drafter.95").get("/inbox").text("aside")
    assert "ผู้จัดทำ จังหวัดยะลา" in posts
    assert "ผู้จัดทำ จังหวัดปัตตานี ดูแลแทนชั่วคราว" in posts
    assert "ถึง 30 ก.ย. 2571" in posts


def test_the_first_page_is_ones_own_work(sign_in_as: SignInAs) -> None:
    answer = sign_in_as("clinic.75").client.get("/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/inbox")


def test_english_is_whole(sign_in_as: SignInAs) -> None:
    page = sign_in_as("clinic.75").get("/inbox", "en")
    assert page.text("h1") == "My work"
    assert "1 matter waits for you" in page.text(".masthead")
    assert "4 working days left" in page.text(".task")
    assert page.text(".eyebrow") == "Tuesday 24 November 2026"
