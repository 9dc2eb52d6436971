"""Facts are looked up inside one app context, as a request would hold it."""

from tests.services.conftest import empty_app, inside

__all__ = ["empty_app", "inside"]
