"""The one watcher of a server, while what it watches comes and goes."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest

from plgwork.server import live
from plgwork.server.live import Hub


def test_a_feed_that_fails_again_and_again_is_told_of_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(live, "RETRY_SECONDS", 0)
    tried, unhandled = 0, []

    async def feed() -> AsyncIterator[str]:
        nonlocal tried
        tried += 1
        if tried < 4:
            raise OSError("the database is away")
        yield ""
        yield "school:oak"
        await asyncio.Event().wait()

    async def listen() -> list[str | None]:
        asyncio.get_running_loop().set_exception_handler(lambda _loop, told: unhandled.append(told))
        hub = Hub(feed)
        with hub.listening() as queue:
            came: list[Any] = [await queue.get(), await queue.get()]
        hub.close()
        return came

    with caplog.at_level(logging.WARNING):
        came = asyncio.run(listen())

    assert came == [None, "school:oak"]  # what was missed is read anew
    assert [one.getMessage()[:30] for one in caplog.records] == [
        "The change feed stopped; it is",
        "The change feed is back.",
    ]
    assert unhandled == []
