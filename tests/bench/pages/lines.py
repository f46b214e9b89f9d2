"""Visitors at the websocket: they ask for what a page's script asks for, and draw nothing.

What is measured is the server's own share, with no browser on the same processors.
"""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from statistics import median, quantiles
from uuid import uuid4

from tornado.httpclient import AsyncHTTPClient, HTTPError, HTTPRequest
from tornado.websocket import WebSocketClosedError, websocket_connect

from tests.bench.pages.contestants import OURS
from tests.bench.pages.figures import Row
from tests.bench.pages.machine import spent
from tests.bench.pages.running import Run
from tests.bench.pages.serving import Site
from tests.browser.wiring import Wire

KERNEL = re.compile(r'(?:plg\.begun\(|"?kernelId"?: *)"([\w-]{36})"')
PATIENCE = 120  # seconds
FAILURES = (OSError, TimeoutError, AssertionError, HTTPError, WebSocketClosedError)


async def measure(run: Run) -> None:
    """So many at once, of each in turn; every time the server is a fresh one."""
    for _ in range(run.sizes.times):
        for contestant in run.contestants:
            if not contestant.small:
                with run.served(contestant) as site:
                    await visits(site, 1)  # what a server does only once
                    await _at_once(run, site)


async def burst(run: Run) -> None:
    """Many bursts on one server, each left before the next."""
    for contestant in run.contestants:
        if contestant.name == OURS:
            with run.served(contestant) as site:
                for _ in range(run.sizes.bursts):
                    async with run.sample():
                        taken = await visits(site, run.sizes.burst)
                    run.figures.add(Row.BURSTS, OURS, float(None in taken))


async def _at_once(run: Run, site: Site) -> None:
    async with run.sample():
        before = spent(site.pid)
        taken = await visits(site, run.sizes.visitors)
        each = (spent(site.pid) - before) / run.sizes.visitors
    came = [one for one in taken if one is not None]
    run.figures.add(Row.LINES, site.of.name, median(came))
    run.figures.add(Row.LAST, site.of.name, quantiles([*came, *came], n=20)[-1])
    run.figures.add(Row.EACH, site.of.name, each)


async def visits(site: Site, many: int) -> list[float | None]:
    """So many come at once, and leave once all are there: seconds, None for a failure."""
    async with AsyncExitStack() as stack:
        return await asyncio.gather(*(_visit(site, stack) for _ in range(many)))


async def _visit(site: Site, stack: AsyncExitStack) -> float | None:
    begun = time.monotonic()
    try:
        await stack.enter_async_context(line(site))
    except FAILURES as failure:
        print(f"{site.of.name}: a visit failed: {failure!r}", flush=True)
        return None
    return time.monotonic() - begun


@asynccontextmanager
async def line(site: Site) -> AsyncIterator[Wire]:
    """A page that is open; in the end its tab is closed, and says so."""
    page = await _ask(site, site.address(site.page))
    found = KERNEL.search(page)
    assert found, f"no kernel in {page[-400:]}"
    where = f"{site.served.url}/api/kernels/{found[1]}/channels?session_id={uuid4().hex}"
    asked = HTTPRequest(
        where.replace("http", "ws", 1), headers=site.dressed, connect_timeout=PATIENCE
    )
    wire = Wire(await websocket_connect(asked, max_message_size=50_000_000))
    try:
        # Ours brings along what its parts hold; plain Voilà's script asks for it.
        await (wire.greet() if site.of.name == OURS else wire.ask())
        yield wire
    finally:
        wire.line.close()
        while await wire.line.read_message() is not None:  # until the other end has closed too
            continue
        if site.of.name == OURS:  # plain Voilà's pages are not let do that
            await _ask(site, f"{site.served.url}/voila/api/shutdown/{found[1]}", body="")


async def _ask(site: Site, address: str, body: str | None = None) -> str:
    client = AsyncHTTPClient(force_instance=True, max_body_size=50_000_000)
    token = {"X-XSRFToken": site.cookies.get("_xsrf", "")}
    try:
        answer = await client.fetch(
            address,
            method="GET" if body is None else "POST",
            body=body,
            headers=site.dressed | token,
            request_timeout=PATIENCE,
            connect_timeout=PATIENCE,
        )
        return answer.body.decode("utf-8", "replace")
    finally:
        client.close()
