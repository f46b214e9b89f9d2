"""What pages leave behind in the server's memory is found, and nothing that stays is looked at."""

import asyncio
import gc
import weakref
from collections.abc import Iterator

import pytest

from plgwork.server.memory import Tidying


class Page:
    """Something that holds itself, as a page's handler and its line do."""

    def __init__(self) -> None:
        self.line = self


@pytest.fixture(autouse=True)
def only_when_asked() -> Iterator[None]:
    """The collector does nothing by itself, and nothing stays set aside."""
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()


def test_a_page_that_closed_is_found_though_it_holds_itself() -> None:
    async def close_a_page() -> None:
        ended = asyncio.Event()
        weakref.finalize(Page(), ended.set)
        tidying = Tidying(0.01)
        await asyncio.wait_for(ended.wait(), 30)
        tidying.close()

    asyncio.run(close_a_page())


def test_what_a_server_is_made_of_is_not_looked_at_again() -> None:
    made = [{"part": [number]} for number in range(1_000)]

    async def begin() -> None:
        Tidying().close()

    asyncio.run(begin())

    assert gc.get_freeze_count() > len(made)
