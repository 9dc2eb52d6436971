"""Messages owed and notices shown, in the transaction of what they tell of."""

import pytest

from tests.conftest import TODAY
from tests.services.acting import NAN, count
from workflow.extensions import db, writing
from workflow.models import Notice, Outbox
from workflow.services.owe import Debt, owe, show_notices

DEBT = Debt(entry_id=1, plan_id=NAN, kind="dead_letter", at=TODAY)


@pytest.mark.parametrize("tell", [owe, show_notices])
def test_nobody_to_tell_writes_nothing(tell: object) -> None:
    before = count(Outbox), count(Notice)
    writing()
    tell(DEBT, [])  # type: ignore[operator]  # both take the same
    db.session.commit()
    assert (count(Outbox), count(Notice)) == before


def test_a_notice_alone_owes_no_mail() -> None:
    before = count(Outbox), count(Notice)
    writing()
    show_notices(DEBT, [1, 2, 2])
    db.session.commit()
    assert (count(Outbox), count(Notice)) == (before[0], before[1] + 2)
