"""What happens when a callback fails: a sentence for the person, a traceback for the operator."""

import logging
from collections.abc import Callable
from functools import wraps
from traceback import format_tb
from typing import ParamSpec

from plgwork.errors import WorkbookError

P = ParamSpec("P")
log = logging.getLogger(__name__)
STILL_THERE = "Something went wrong on our side. What you wrote is still here; please try again."


def guarded(say: Callable[[str], None]) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Tell the person, through ``say``, what a callback could not do.

    ipywidgets swallows what a click raises, so nobody else would.
    """

    def decorate(callback: Callable[P, None]) -> Callable[P, None]:
        @wraps(callback)
        def call(*args: P.args, **kwargs: P.kwargs) -> None:
            try:
                callback(*args, **kwargs)
            except WorkbookError as error:
                say(str(error))
            except Exception as error:  # noqa: BLE001  # the one place for it
                # Where it failed, never the error's own text: it may quote what somebody wrote.
                where = "".join(format_tb(error.__traceback__))
                kind = type(error).__name__
                log.error("A callback failed: %s: %s\n%s", callback.__qualname__, kind, where)
                say(STILL_THERE)

        return call

    return decorate
