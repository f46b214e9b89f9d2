"""How long a page takes to open until it can be used, and what that costs."""

from tests.bench.pages.browsing import counted, opened, tab
from tests.bench.pages.figures import Figures, Row
from tests.bench.pages.machine import spent
from tests.bench.pages.running import Run
from tests.bench.pages.serving import Site

MEGABYTE = 1_000_000


async def measure(run: Run) -> None:
    """Each page in turn, so many times; what a server does only once is not counted."""
    with run.all_served() as sites:
        for figures in run.rounds():
            for site in sites:
                for page in site.pages:
                    await _open(run, site, page, figures)


async def _open(run: Run, site: Site, page: str, figures: Figures) -> None:
    who, address = site.of.name, site.address(page)
    async with tab(run.browser, site, page) as one:
        sent = await counted(one)
        async with run.sample():
            before = spent(site.pid)
            took, _ = await opened(one, address)
            figures.add(Row.OPENING, who, spent(site.pid) - before, page)
        figures.add(Row.COLD, who, took, page)
        figures.add(Row.REQUESTS, who, sent.requests, page)
        figures.add(Row.BYTES, who, sent.bytes / MEGABYTE, page)
        await one.goto("about:blank")
        async with run.sample():
            took, _ = await opened(one, address)
        figures.add(Row.WARM, who, took, page)
