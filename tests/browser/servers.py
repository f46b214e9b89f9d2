"""Servers that one test after another uses, as if each were new.

To start one takes three seconds of a core. What comes with a used one is that it runs: its school
is put in place of the one that was there, and no page is open.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from itertools import count
from pathlib import Path

import psutil

from tests.browser.looking import kernels
from tests.browser.serving import Served, copy_school, serving

FILE = "workbook.sqlite"
# What was announced stays, so that those who listen go on to hear what is new.
KEPT = ("changes", "alembic_version")


class Servers:
    """Those of one run of tests, by their door and by where their clock stands."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._free: defaultdict[tuple[bool, str], list[Served]] = defaultdict(list)
        self._numbers = count(1)
        self._running = ExitStack()

    @contextmanager
    def one(self, school: Path, now: str, demo: bool = True) -> Iterator[Served]:
        """A server with a copy of this school, for somebody who gives it back."""
        free = self._free[demo, now]
        if free:
            server = free.pop()
            put_in_place(school / FILE, server.data / FILE)
        else:
            data = copy_school(school, self._folder / str(next(self._numbers)))
            server = self._running.enter_context(serving(data, now, demo))
        yield server
        _close_pages(server)
        free.append(server)

    def close(self) -> None:
        """End them all."""
        self._running.close()


def _close_pages(server: Served) -> None:
    pages = kernels(server)
    for page in pages:
        page.terminate()
    psutil.wait_procs(pages)


def put_in_place(school: Path, of: Path) -> None:
    """Make the rows of a database those of a school, in one change like any other."""
    with closing(sqlite3.connect(of, timeout=60, isolation_level=None)) as database:
        database.execute("ATTACH ? AS school", (str(school),))
        database.execute("BEGIN IMMEDIATE")
        tables = database.execute(
            "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        for table in (f'"{name}"' for (name,) in tables if name not in KEPT):
            database.execute(f"DELETE FROM main.{table}")
            database.execute(f"INSERT INTO main.{table} SELECT * FROM school.{table}")
        database.execute("COMMIT")
