"""What templates call, hundreds of times a page, by a shorter way than Jinja's own: macros,
functions, and the addresses of our screens."""

import functools
from collections.abc import Callable
from types import BuiltinMethodType, FunctionType, MethodType
from typing import Any

from flask import Flask
from jinja2.runtime import Context, Macro

from workflow.spoken import Here, here
from workflow.views.texts import said

_PLAIN = frozenset({FunctionType, MethodType, BuiltinMethodType})
_ADDRESSES = 4_096
"""Addresses that a process keeps."""
_LONGEST = 40
"""Characters of a value in them: a row, a section, a move, and nothing that somebody typed."""
SMALL = frozenset({"icon", "stage", "due_chip", "on", "revision"})
"""Components whose text follows from what they are given, the language and where we are served:
they stand in a page two hundred times, and in the next page again."""
_COMPONENTS = 4_096
"""Texts of them that a process keeps."""


class Called(Context):
    """A context that knows at once what is called most: Jinja asks everything for a `__call__` of
    its own, and whether it wants to be given the context."""

    def call(self, called: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Call something from a template."""
        kind = type(called)
        if isinstance(called, Macro) and called.name in SMALL and self.eval_ctx.autoescape:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return _component(called, here(), *args, **kwargs)
        if kind is Macro or called is said:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return called(self.eval_ctx, *args, **kwargs)
        if kind in _PLAIN and not hasattr(called, "jinja_pass_arg"):
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return called(*args, **kwargs)
        return super().call(called, *args, **kwargs)


@functools.lru_cache(maxsize=_COMPONENTS, typed=True)
def _component(macro: Macro, where: Here, /, *args: Any, **kwargs: Any) -> str:
    """The text of a small component, as it is here."""
    return macro(*args, **kwargs)


def bind_calls(app: Flask) -> None:
    """Let templates of an app call the short way."""
    app.jinja_env.context_class = Called

    @functools.lru_cache(maxsize=_ADDRESSES, typed=True)
    def built(root: str, endpoint: str, /, **values: Any) -> str:
        return app.url_for(endpoint, **values)

    def url_for(endpoint: str, **values: Any) -> str:
        if endpoint.startswith(".") or "_scheme" in values:
            return app.url_for(endpoint, **values)
        for value in values.values():
            if not (type(value) is int or (type(value) is str and len(value) <= _LONGEST)):
                return app.url_for(endpoint, **values)
        return built(here().root, endpoint, **values)

    app.jinja_env.globals["url_for"] = url_for
