"""Browsers that one person after another uses, as if each were new.

What comes with a browser is that it has read our scripts before: most visits are like that, and a
page opens in half the time. Of whoever used it nothing is left: no page, no cookie, and thereby
nothing of a tab's own store, which is the only one that the workbook uses.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext


class Browsers:
    """Those of one file of tests, by what one asks of them: an address, a window, a wish."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: defaultdict[str, list[BrowserContext]] = defaultdict(list)

    @contextmanager
    def one(self, **asked: Any) -> Iterator[BrowserContext]:
        """A browser for one person, who gives it back."""
        free = self._free[repr(sorted(asked.items()))]
        context = free.pop() if free else self._new(asked)
        yield context
        _clear(context)
        free.append(context)

    def _new(self, asked: dict[str, Any]) -> BrowserContext:
        """One that has an empty tab: with its last tab a window closes, and opening one is dear."""
        context = self._browser.new_context(**asked)
        context.new_page()
        return context

    def close(self) -> None:
        """Close those that were given back."""
        for context in (context for free in self._free.values() for context in free):
            context.close()


def _clear(context: BrowserContext) -> None:
    for page in context.pages[1:]:
        page.close()
    context.clear_cookies()
    context.set_offline(False)
