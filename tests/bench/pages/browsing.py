"""Somebody's browser at a contestant: new to it, signed in where that is asked, and measured."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page

from tests.bench.pages.serving import Site

PROBE = Path(__file__).with_name("probe.js").read_text(encoding="utf-8")
PATIENCE = 120  # seconds; a burst at plain Voilà takes half of it
EACH_FRAME, SELDOM = 0, 100  # milliseconds between two looks at a page


@dataclass
class Sent:
    """What a server sent to a browser."""

    requests: int = 0
    bytes: float = 0

    def take(self, event: dict[str, Any]) -> None:
        """One more answer has come."""
        self.requests += 1
        self.bytes += event["encodedDataLength"]


@asynccontextmanager
async def tab(
    browser: Browser, site: Site, page: str, every: int = EACH_FRAME
) -> AsyncIterator[Page]:
    """A tab of somebody who has never been there; in the end it is left as people do."""
    context = await browser.new_context(viewport={"width": 1100, "height": 1400})
    given = [{"name": k, "value": v, "url": site.served.url} for k, v in site.cookies.items()]
    await context.add_cookies(given)  # type: ignore[arg-type]  # a cookie in three words
    probe = PROBE.replace("__EVERY__", str(every)).replace("__READY__", site.of.shows(page))
    await context.add_init_script(probe)
    try:
        yield (one := await context.new_page())
        await one.goto("about:blank")  # whoever leaves lets the page say so
    finally:
        await context.close()


async def opened(page: Page, address: str) -> tuple[float, float]:
    """Open it: the seconds until it can be used, and the moment at which it could."""
    await page.goto(address, wait_until="commit", timeout=1000 * PATIENCE)
    took, at = await told(page, "bench.ready")
    return took, at


async def told(page: Page, what: str) -> Any:
    """What a promise of the page comes to."""
    async with asyncio.timeout(PATIENCE):
        return await page.evaluate(f"() => {what}")


async def timed(page: Page, events: list[str], done: str) -> None:
    """From the next of these events, time how long it takes until this is so."""
    await page.evaluate(f"(events) => {{ bench.timed(events, {done}); }}", events)


async def counted(page: Page) -> Sent:
    """What this tab is sent from now on."""
    sent = Sent()
    line = await page.context.new_cdp_session(page)
    await line.send("Network.enable")
    line.on("Network.loadingFinished", sent.take)
    return sent
