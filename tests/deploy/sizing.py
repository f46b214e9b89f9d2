"""What a page costs, measured; and what a school, a district or a state needs by that.

``python -m tests.deploy.sizing`` measures, and writes both into deploy/README.md. With ``again`` it
only works out the table from the figures that stand there, after somebody has put one right.
"""

import asyncio
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import astuple, dataclass, fields
from math import ceil
from pathlib import Path

import psutil

from tests import means
from tests.browser.serving import NOW
from tests.browser.wiring import Wire, wired
from tests.deploy.crowd import AT_ONCE, PAGE, Writer, come_in, crowd, found
from tests.deploy.replicas import shared
from tests.postgresql import PostgreSQL, running
from tests.soak.standing import Standing, standing

README = Path(__file__).parents[2] / "deploy" / "README.md"
BEGIN, END = "<!-- made by tests.deploy.sizing -->", "<!-- end of what it made -->"
PAGES, TEXTS = 20, 10  # measured with so many open pages, and so many texts saved on each

# What is assumed, each of it easy to see and to doubt.
OPEN = 0.10  # of all staff have a page open at the busiest moment
OPENED = 12  # pages that one of them opens in an hour
WRITING = 1 / 3  # of the open pages are being written on
SAVED = 1 / 3  # times a second that such a page saves
BUSY = 0.6  # of a core is used at that moment, so that nobody waits for long
SPARE = 1.3  # times the measured memory, for pages with charts and for large files
PLACES = (("a school", 80), ("a district", 3_000), ("a state", 40_000))
SERVERS_HOLD = 7  # connections that each server may hold for itself


@dataclass(frozen=True)
class Cost:
    """What was measured; the names as they stand in the README."""

    server: float  # MB
    page: float  # MB
    opening: float  # seconds of a core
    save: float
    database_opening: float
    database_save: float


NAMES = {
    "server": "a server without pages, MB",
    "page": "each open page, MB",
    "opening": "opening a page, ms of a core",
    "save": "saving a text, ms of a core",
    "database_opening": "opening a page, in PostgreSQL, ms of a core",
    "database_save": "saving a text, in PostgreSQL, ms of a core",
}


# --- measured -----------------------------------------------------------------------------------


class Scale:
    """Weighs a server with all its processes, and its database."""

    def __init__(self, server: Standing, postgresql: PostgreSQL) -> None:
        self._server = psutil.Process(server.pid)
        lines = (postgresql.folder / "data" / "postmaster.pid").read_text().splitlines()
        self._database = psutil.Process(int(lines[0]))

    def megabytes(self) -> float:
        """The memory of the server and its pages; what is shared is counted once."""
        return sum(int(one.memory_full_info().pss) for one in _family(self._server)) / 2**20

    def seconds(self) -> tuple[float, float]:
        """What both have used of a core so far."""
        return _used(self._server), _used(self._database)


def _family(process: psutil.Process) -> list[psutil.Process]:
    return [process, *process.children(recursive=True)]


def _used(process: psutil.Process) -> float:
    gone = process.cpu_times()
    times = [one.cpu_times() for one in _family(process)]
    alive = sum(one.user + one.system for one in times)
    return float(alive + gone.children_user + gone.children_system)


async def _spent(scale: Scale, work: Callable[[], Awaitable[object]]) -> tuple[float, float]:
    before = scale.seconds()
    await work()
    after = scale.seconds()
    return after[0] - before[0], after[1] - before[1]


async def weigh(server: Standing, scale: Scale) -> Cost:
    """Open pages and write on them; what that took."""
    people = [
        Writer(one, await asyncio.to_thread(come_in, server.served, one)) for one in crowd(PAGES)
    ]
    await asyncio.to_thread(people[0].caller.open, PAGE)  # the first waits for the imports
    alone = scale.megabytes()
    wires: list[Wire] = []
    async with AsyncExitStack() as stack:
        a_few = asyncio.Semaphore(AT_ONCE)

        async def sit(one: Writer) -> Wire:
            async with a_few:
                return await stack.enter_async_context(wired(one.caller, PAGE))

        async def sit_down() -> None:
            wires.extend(await asyncio.gather(*map(sit, people)))

        async def write() -> None:
            for number in range(TEXTS):
                texts = (one.write(wire, f"We met {number} times.") for one, wire in pairs)
                await asyncio.gather(*texts)

        opening = await _spent(scale, sit_down)
        pairs = list(zip(people, wires, strict=True))
        saving = await _spent(scale, write)
        together = scale.megabytes()
    return Cost(
        alone,
        (together - alone) / PAGES,
        opening[0] / PAGES,
        saving[0] / PAGES / TEXTS,
        opening[1] / PAGES,
        saving[1] / PAGES / TEXTS,
    )


def measure() -> Cost:
    """What one server costs on this machine, with a PostgreSQL of its own."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running(means.postgresql()) as postgresql,
        postgresql.database() as url,
    ):
        found(url, crowd(PAGES))
        alike = shared(Path(folder), url, "http://127.0.0.1")
        with standing(Path(folder) / "one", NOW, False, **alike) as server:
            return asyncio.run(weigh(server, Scale(server, postgresql)))


# --- worked out -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Need:
    """What a place of this size needs."""

    pages: int
    servers: int
    pages_each: int
    memory_each: float  # GB
    cores: float
    database_cores: float
    connections: int


def need(staff: int, cost: Cost) -> Need:
    """By the assumptions above; one server more than are needed, where there are several."""
    pages = ceil(staff * OPEN)
    each = 60 if pages <= 1_000 else 120
    servers = ceil(pages / each)
    servers += servers > 1
    saves, openings = pages * WRITING * SAVED, pages * OPENED / 3_600
    memory = (cost.server + each * cost.page * SPARE) / 1_024
    cores = (openings * cost.opening + saves * cost.save) / BUSY
    database = (openings * cost.database_opening + saves * cost.database_save) / BUSY
    return Need(pages, servers, each, memory, cores, database, pages + servers * SERVERS_HOLD)


def written(cost: Cost) -> str:
    """Both tables."""
    lines = [
        f"Measured with {PAGES} pages of *Reflection* open, and {TEXTS} texts saved on each:",
        "",
        "| | |",
        "|---|--:|",
        *(f"| {NAMES[name]} | {value} |" for name, value in _shown(cost).items()),
        "",
        "| | staff | pages open | servers | most pages in each | memory of each | cores, all | "
        "PostgreSQL’s cores | its connections, at most |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
        *(_row(name, staff, need(staff, cost)) for name, staff in PLACES),
    ]
    return "\n".join(lines)


def _row(name: str, staff: int, its: Need) -> str:
    return (
        f"| {name} | {staff:,} | {its.pages:,} | {its.servers} | {its.pages_each} | "
        f"{its.memory_each:.1f} GB | {its.cores:.1f} | {its.database_cores:.1f} | "
        f"{its.connections:,} |"
    )


def _shown(cost: Cost) -> dict[str, str]:
    megabytes, seconds = ("server", "page"), 1_000
    named = zip((one.name for one in fields(cost)), astuple(cost), strict=True)
    return {
        name: f"{value:.0f}" if name in megabytes else f"{value * seconds:.1f}"
        for name, value in named
    }


def read(text: str) -> Cost:
    """The figures that stand in the README."""
    found = {name: _figure(text, label) for name, label in NAMES.items()}
    return Cost(
        **{
            name: value if name in ("server", "page") else value / 1_000
            for name, value in found.items()
        }
    )


def _figure(text: str, label: str) -> float:
    match = re.search(rf"^\| {re.escape(label)} \| ([\d.]+) \|$", text, re.MULTILINE)
    if match is None:
        raise ValueError(f"{README}: there is no line {label!r}")
    return float(match[1])


def main(arguments: list[str]) -> int:
    """Measure, or take the figures that are there; write the tables."""
    text = README.read_text(encoding="utf-8")
    cost = read(text if arguments == ["again"] else written(measure()))  # as exact as is shown
    around = re.compile(rf"(?<={re.escape(BEGIN)}\n).*(?=\n{re.escape(END)})", re.DOTALL)
    README.write_text(around.sub(lambda _: written(cost), text), encoding="utf-8")
    print(written(cost))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
