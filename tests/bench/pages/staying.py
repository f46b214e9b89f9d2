"""What pages hold of memory while they stay open, and what is given back when they are left."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack

from playwright.async_api import Page

from tests.bench.pages.browsing import SELDOM, opened, tab
from tests.bench.pages.figures import Row
from tests.bench.pages.machine import held
from tests.bench.pages.running import Run
from tests.bench.pages.serving import Site

SETTLING = 3  # seconds after which a page is weighed
LEFT = 8  # seconds after which what was left is weighed
LEAST = 1  # megabytes; who holds less has nothing to give back that could be told


async def measure(run: Run) -> None:
    """One after another, alone: of what two servers share, each would seem to hold half."""
    for contestant in run.contestants:
        with run.served(contestant) as site:
            await _stay(run, site)


async def _stay(run: Run, site: Site) -> None:
    who, more = site.of.name, run.sizes.further - 1
    async with AsyncExitStack() as stack:
        await _leave([await _open(run, site, stack)])  # what a server fetches once, it keeps
        none = await _weight(site, LEFT)
        pages = [await _open(run, site, stack)]
        one = await _weight(site, SETTLING)
        pages += [await _open(run, site, stack) for _ in range(more)]
        all_ = await _weight(site, SETTLING)
        await _leave(pages)
        after = await _weight(site, LEFT)
    run.figures.add(Row.FURTHER, who, (all_ - one) / more)
    if all_ - none > LEAST:
        run.figures.add(Row.BACK, who, (all_ - after) / (all_ - none))


async def _open(run: Run, site: Site, stack: AsyncExitStack) -> Page:
    page = await stack.enter_async_context(tab(run.browser, site, site.page, SELDOM))
    await opened(page, site.address(site.page))
    return page


async def _leave(pages: Sequence[Page]) -> None:
    """Go elsewhere in each tab; one that is closed at once takes its last word along."""
    for page in pages:
        await page.goto("about:blank")


async def _weight(site: Site, after: float) -> float:
    await asyncio.sleep(after)
    return held(site.pid)
