"""The parts of the benchmark, one after another, in one browser and on one school."""

from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from tests.bench.pages import crowding, grouping, lines, opening, saving, staying
from tests.bench.pages.asked import ask
from tests.bench.pages.figures import Figures
from tests.bench.pages.running import Run
from tests.bench.peers import core
from tests.means import CHROMIUM_OPTIONS

PARTS: dict[str, Callable[[Run], Awaitable[None]]] = {
    "opening": opening.measure,
    "grouping": grouping.measure,
    "saving": saving.measure,
    "memory": staying.measure,
    "lines": lines.measure,
    "bursts": lines.burst,
    "browsers": crowding.measure,
}


def prepare(school: Path) -> None:
    """Add what is looked at to an invented school that is to be copied for each server."""
    ask(school)
    core.make(school)


async def measure(parts: Iterable[str], begin: Callable[[Browser], Run], program: Path) -> Figures:
    """Measure these in a run that begins with a browser; say after each part how it went."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=program, args=list(CHROMIUM_OPTIONS)
        )
        run = begin(browser)
        for name in parts:
            before = set(run.figures.samples)
            await PARTS[name](run)
            print(*run.figures.lines(but=before), sep="\n", flush=True)
        await browser.close()
        return run.figures
