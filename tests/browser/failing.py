"""What a page says and keeps while something behind it fails, and how one makes it fail."""

import psutil
from playwright.sync_api import Locator, Page

from plgwork.models.months import Month
from tests.browser.looking import process_of, store_of
from tests.browser.serving import Served

WRITER = "walter-brzezicki"
NOVEMBER = Month(2026, 11)
AWAY = "The workbook cannot be reached just now. What you write is kept in this tab."
STOPPED = "This page was stopped. What you wrote is kept; reload to go on."
SIGNED_OUT = "You are signed out. What you wrote is kept in this tab."
# What a live region announces is what it says after each change.
HEAR = """(region) => {
  region.heard = [];
  const hear = () => region.heard.push(region.firstChild?.textContent ?? "");
  const changes = { childList: true, characterData: true, subtree: true };
  new MutationObserver(hear).observe(region, changes);
}"""


def hear(region: Locator) -> None:
    """Write down from now on what this live region announces."""
    region.evaluate(HEAR)


def heard(region: Locator) -> list[str]:
    """What it announced; on a slow machine a short "Reconnecting" may come first."""
    said: list[str] = region.evaluate("(region) => region.heard")
    return [text for text in said if not text.startswith("Reconnecting")]


def kept(
    served: Served, title: str, month: Month = NOVEMBER, by: str = WRITER, url: str = ""
) -> str:
    """What the database holds for a question, past all pages."""
    with store_of(served, by, url) as store:
        entries = store.reflections.entries_of(month)
        return next((one.text for one in entries if one.subject.asked == title), "")


def banner(page: Page) -> Locator:
    """The one region that tells of the connection."""
    return page.locator("#banner")


def in_tab(page: Page) -> str:
    """All that lies in this tab, for when it is loaded anew."""
    lies: str = page.evaluate("() => JSON.stringify(sessionStorage)")
    return lies


def stop(page: Page, stopped: list[psutil.Process]) -> None:
    """Let the kernel of a page answer nothing more."""
    stopped.append(process_of(page))
    stopped[-1].suspend()
