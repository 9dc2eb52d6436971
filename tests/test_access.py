"""What a view must declare before the product starts."""

import pytest

from workflow.access import allows


def test_a_view_cannot_belong_to_an_action_that_there_is_not() -> None:
    with pytest.raises(KeyError, match="plan.devour"):
        allows("plan.devour")
