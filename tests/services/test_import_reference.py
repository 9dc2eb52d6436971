"""Taking over institutions, representations and rounds."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.services.acting import count
from workflow.extensions import db
from workflow.models import Institution, Recruitment, Representation
from workflow.services.import_reference import import_reference

pytestmark = pytest.mark.both

INSTITUTION = {
    "code": "NEW-1",
    "province_code": "38",
    "name_th": "วิทยาลัยใหม่",
    "name_en": "New College",
    "clinic_th": "คลินิกใหม่",
}
STEP = {"province_code": "10", "step": "prospect"}


def test_rows_are_taken_over() -> None:
    import_reference({"recruitment": [STEP], "institution": [INSTITUTION], "representation": []})
    assert count(Institution, Institution.code == "NEW-1") == 1
    assert count(Recruitment, Recruitment.province_code == "10") == 1


def test_a_table_that_is_no_reference_is_refused() -> None:
    with pytest.raises(ValueError, match="person"):
        import_reference({"person": [{"id": 1}]})


def test_one_bad_row_means_none_taken_over() -> None:
    before = count(Representation)
    with pytest.raises(IntegrityError):
        import_reference({"institution": [INSTITUTION, INSTITUTION]})
    db.session.rollback()
    assert count(Institution, Institution.code == "NEW-1") == 0
    assert count(Representation) == before
