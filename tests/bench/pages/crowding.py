"""Many real browsers at once, on the processors that the server has to share with them."""

import asyncio
import time
from contextlib import AsyncExitStack
from statistics import median

from playwright.async_api import Page

from tests.bench.pages.browsing import SELDOM, opened, tab
from tests.bench.pages.figures import Row
from tests.bench.pages.machine import spent
from tests.bench.pages.running import Run
from tests.bench.pages.serving import Site


async def measure(run: Run) -> None:
    """Once each, of a fresh server that somebody has visited; the median is of the visitors."""
    for contestant in run.contestants:
        with run.served(contestant) as site:
            async with tab(run.browser, site, site.page) as first:
                await opened(first, site.address(site.page))
            await _at_once(run, site)


async def _at_once(run: Run, site: Site) -> None:
    async with AsyncExitStack() as stack:
        tabs = [
            await stack.enter_async_context(tab(run.browser, site, site.page, SELDOM))
            for _ in range(run.sizes.visitors)
        ]
        async with run.sample():
            before = spent(site.pid)
            taken = await asyncio.gather(*(_since(time.time(), one, site) for one in tabs))
            run.figures.add(Row.SERVING, site.of.name, spent(site.pid) - before)
        run.figures.add(Row.BROWSERS, site.of.name, median(taken))


async def _since(begun: float, page: Page, site: Site) -> float:
    _, at = await opened(page, site.address(site.page))
    return at - begun
