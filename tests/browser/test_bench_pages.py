"""The benchmark of pages measures every row it names; how long anything takes is no matter here."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests import means
from tests.bench.pages.contestants import ALL, Contestant
from tests.bench.pages.figures import Figures, Row
from tests.bench.pages.measuring import PARTS, measure, prepare
from tests.bench.pages.running import Run, Sizes
from tests.bench.pages.serving import Site, running
from tests.bench.pages.tables import load, opening, tables
from tests.browser.serving import copy_school

SIZES = Sizes(times=1, before=0, patience=0, further=2, visitors=1, burst=2, bursts=1, among=1)
OURS, VOILA, FLOOR = (
    replace(one, pages={name: one.pages[name] for name in kept})
    for kept, one in (
        (("reflection", "surveys"), ALL[0]),
        (("reflection",), ALL[1]),
        (("small",), ALL[-1]),
    )
)
NOTEBOOKS = ("opening", "lines")  # what plain Voilà does beside us; its pages take their time


@dataclass(frozen=True)
class OneServer(Run):
    """A run in which no part has fresh servers, as here only its way is of interest."""

    sites: dict[str, Site] = field(default_factory=dict)

    @contextmanager
    def served(self, contestant: Contestant) -> Iterator[Site]:
        yield self.sites[contestant.name]


@pytest.fixture(scope="module")
def figures(school: Path, tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """What all parts measure, in small."""
    folder, taken = tmp_path_factory.mktemp("measured"), Figures()
    prepare(prepared := copy_school(school, folder / "school"))
    with ExitStack() as stack:
        sites = {
            one.name: stack.enter_context(running(one, prepared, folder))
            for one in (OURS, VOILA, FLOOR)
        }

        def take(parts: tuple[str, ...], of: tuple[Contestant, ...], sizes: Sizes) -> None:
            _apart(
                parts,
                lambda browser: OneServer(browser, prepared, folder, of, sizes, taken, sites),
            )

        take(NOTEBOOKS, (OURS, VOILA, FLOOR), SIZES)
        take(("grouping",), (OURS, FLOOR), replace(SIZES, before=1))  # to go back to one
        take(tuple(PARTS.keys() - {*NOTEBOOKS, "grouping"}), (OURS, FLOOR), SIZES)
    return taken


def _apart(parts: tuple[str, ...], begin: Callable[[Browser], Run]) -> None:
    """Away from this thread, in which the other tests have a browser."""
    with ThreadPoolExecutor(1) as pool:
        program = pool.submit(means.headless).result()
        pool.submit(asyncio.run, measure(parts, begin, program)).result()


def test_pages_are_measured_beside_plain_voila_and_by_hand(figures: Figures) -> None:
    of = (OURS, VOILA, FLOOR)

    for row in (Row.WARM, Row.COLD, Row.REQUESTS, Row.BYTES, Row.OPENING):
        assert [len(figures.middle(row, one.name)) for one in of] == [2, 1, 1]
        assert all(value > 0 for one in of for value in figures.middle(row, one.name))
    for row in (Row.LINES, Row.LAST, Row.EACH):
        assert [len(figures.middle(row, one.name)) for one in of] == [1, 1, 0]


def test_the_page_by_hand_is_used_as_the_others_are(figures: Figures) -> None:
    for row in (Row.FEW, Row.MANY, Row.SAVED, Row.FURTHER, Row.BROWSERS, Row.SERVING):
        assert len(figures.middle(row, FLOOR.name)) == 1


def test_every_row_is_measured_and_told(figures: Figures) -> None:
    told = tables(figures, (OURS, VOILA, FLOOR), SIZES)

    assert [row for row in Row if not figures.middle(row, OURS.name)] == []
    assert [said for said, *_ in (*opening(SIZES), *load(SIZES)) if f"| {said} |" not in told] == []
    assert "| bursts of 2 in which a page failed | 0 of 1 |" in told
