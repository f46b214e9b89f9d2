"""Many pages opened and left, each in one of the ways that people leave: nothing may stay behind.

Over the wire, by several visitors at once; no browser is needed to leave a page.
"""

import http.client
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from tests.browser.looking import Caller, kernels, socket_of
from tests.browser.serving import Served, make_school
from tests.soak.standing import Standing, standing

PAGES = ("home", "reflection", "year")
PEOPLE = ("imani-okafor", "walter-brzezicki", "naomi-feldstrom", "ruth-tsosie")
PATIENCE = 120  # seconds until the last page has ended
GROWTH = 1.05
# Jupyter holds what a page's line was made of until it would give up waiting for its kernel.
HELD = 65


@dataclass(frozen=True)
class Figures:
    """What was left behind, and what the server weighs."""

    pages: int
    left: Counter[str]
    processes: int
    files: tuple[str, ...]
    seats: str
    before: int
    after: int
    handles: tuple[int, int]

    @property
    def growth(self) -> float:
        """The server's memory in the end, as a part of what it was when it had warmed up."""
        return self.after / self.before

    def __str__(self) -> str:
        ways = ", ".join(f"{way} {count}" for way, count in sorted(self.left.items()))
        return (
            f"{self.pages} pages ({ways}): {self.processes} processes and {len(self.files)} "
            f"files left; {self.seats}; memory {self.before >> 20} MB, then {self.after >> 20} MB "
            f"({100 * (self.growth - 1):+.1f} %); open files {self.handles[0]}, then "
            f"{self.handles[1]}."
        )


class Visitor:
    """Somebody who opens pages, and leaves each in another way."""

    def __init__(self, served: Served, number: int) -> None:
        self._caller = Caller(served).come_in(PEOPLE[number % len(PEOPLE)])
        self._served = served
        self._ways = [self._close, self._lose_the_line, self._say_nothing, self._leave_early]

    def visit(self, number: int) -> str:
        """Open a page and leave it; the way it was left."""
        way = self._ways[number // len(PAGES) % len(self._ways)]
        way(PAGES[number % len(PAGES)])
        return way.__name__.strip("_").replace("_", " ")

    def _close(self, page: str) -> None:
        """The tab is closed, and says so."""
        kernel = self._caller.open(page)
        assert self._caller.post(f"voila/api/shutdown/{kernel}").status == 204

    def _lose_the_line(self, page: str) -> None:
        """The browser was connected, and is gone without a word."""
        kernel = self._caller.open(page)
        assert self._caller.listen(f"api/kernels/{kernel}/channels") == 101

    def _say_nothing(self, page: str) -> None:
        """The browser never connects."""
        self._caller.open(page)

    def _leave_early(self, page: str) -> None:
        """Somebody leaves while the page is still opening."""
        address = urlsplit(self._served.url)
        line = http.client.HTTPConnection(address.hostname or "", address.port, timeout=60)
        with closing(line):
            cookie = "; ".join(f"{name}={value}" for name, value in self._caller.cookies.items())
            line.request("GET", f"/{page}", headers={"Cookie": cookie})
            line.getresponse().read(100)


def open_and_leave(server: Standing, pages: int, visitors: int = 4, held: float = 0) -> Figures:
    """Let several visitors open so many pages, and look at what they leave behind.

    The server is weighed ``held`` seconds after the last page has ended.
    """
    process = psutil.Process(server.pid)
    warm = max(visitors, pages // 10)
    left = Counter(_visit(server.served, range(warm), visitors))
    folder = folder_of(server.served)
    _all_ended(server.served)
    time.sleep(held)
    before, handles = _weight(process), process.num_fds()
    left += Counter(_visit(server.served, range(warm, pages), visitors))
    _all_ended(server.served)
    time.sleep(held)
    return Figures(
        pages=pages,
        left=left,
        processes=len(kernels(server.served)),
        files=tuple(sorted(one.name for one in folder.iterdir() if "kernel-" in one.name)),
        seats=_seats(server.served),
        before=before,
        after=_weight(process),
        handles=(handles, process.num_fds()),
    )


def _visit(served: Served, numbers: range, visitors: int) -> Iterator[str]:
    people = [Visitor(served, number) for number in range(visitors)]
    with ThreadPoolExecutor(visitors) as pool:
        yield from pool.map(lambda n: people[n % visitors].visit(n), numbers)


def folder_of(served: Served) -> Path:
    """Where this server keeps its kernels' sockets; a page is opened to find out."""
    return socket_of(Caller(served).come_in(PEOPLE[0]).open("home"))[1].parent


def _all_ended(served: Served) -> None:
    """Wait until the server has no page open any more, and no process runs for one."""
    deadline = time.monotonic() + PATIENCE
    while not _seats(served).startswith("0 of ") and time.monotonic() < deadline:
        psutil.wait_procs(kernels(served), timeout=0.2)
    psutil.wait_procs(kernels(served), timeout=10)


def _seats(served: Served) -> str:
    return Caller(served).get("health").text.splitlines()[1]


def _weight(process: psutil.Process) -> int:
    """What memory the server has to itself."""
    with suppress(psutil.AccessDenied):
        return int(process.memory_full_info().uss)
    return int(process.memory_info().rss)


def main(arguments: list[str]) -> int:
    """``python -m tests.soak.pages [pages]``: 1,000 unless said otherwise."""
    pages = int(arguments[0]) if arguments else 1_000
    with tempfile.TemporaryDirectory() as folder:
        make_school(Path(folder))
        with standing(Path(folder), return_seconds=2) as server:
            figures = open_and_leave(server, pages, held=HELD)
    print(figures, flush=True)
    good = not figures.processes and not figures.files and figures.growth < GROWTH
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
