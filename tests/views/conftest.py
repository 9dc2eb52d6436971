"""Fixtures of pages."""

import pytest

from tests.conftest import SignInAs
from tests.page import Visitor


@pytest.fixture
def person(sign_in_as: SignInAs) -> Visitor:
    """Somebody with nothing but a password."""
    return sign_in_as("pcso.80")
