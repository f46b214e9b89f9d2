"""Databases that can be made to fail in one way each, and to work again."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

from tests.postgresql import PostgreSQL

if os.name == "posix":
    import resource

BESIDE = ("", "-wal", "-shm")
# Room for the invented school, and less than the 1,000 pages after which SQLite empties its log.
MOST_BYTES = 2_500_000
WRITE_VERSION = 18  # https://www.sqlite.org/fileformat2.html: a byte of the header
LATER, OURS = 3, 2


class Database(Protocol):
    """Where a server keeps what people write; it can be made to fail, and to work again."""

    url: str

    def strike(self) -> None: ...

    def mend(self) -> None: ...


class Locked:
    """An SQLite file that somebody else is writing to, for as long as they like."""

    def __init__(self, file: Path) -> None:
        self.url = f"sqlite:///{file}"
        self._file = file
        self._other: sqlite3.Connection | None = None

    def strike(self) -> None:
        self._other = sqlite3.connect(self._file, isolation_level=None, timeout=60)
        self._other.execute("BEGIN IMMEDIATE")

    def mend(self) -> None:
        if self._other:
            self._other.close()
        self._other = None


class Away:
    """An SQLite file that was moved elsewhere, and is moved back."""

    def __init__(self, file: Path) -> None:
        self.url = f"sqlite:///{file}"
        self._file = file

    def strike(self) -> None:
        self._elsewhere = Path(tempfile.mkdtemp(dir=self._file.parent))
        _move(self._file, self._elsewhere / self._file.name)

    def mend(self) -> None:
        _move(self._elsewhere / self._file.name, self._file)


class ReadOnly:
    """An SQLite file in place of which somebody put a copy that SQLite will only read.

    Its header says that a later SQLite wrote it, which also root must respect.
    """

    def __init__(self, file: Path) -> None:
        self.url = f"sqlite:///{file}"
        self._file, self._away = file, Away(file)

    def strike(self) -> None:
        _fold(self._file)
        copy = bytearray(self._file.read_bytes())
        copy[WRITE_VERSION] = LATER
        self._away.strike()
        self._file.write_bytes(copy)

    def mend(self) -> None:
        """Let the copy be written to: the same file, so that nobody notices by its name."""
        with self._file.open("rb+") as header:
            header.seek(WRITE_VERSION)
            header.write(bytes([OURS]))


class Full:
    """An SQLite file on a disk without room: ``small_files`` for the server, and it is there.

    What is written next belongs at the end of the log, and there no server can write.
    """

    def __init__(self, file: Path) -> None:
        self.url = f"sqlite:///{file}"
        self._file, self._log = file, file.with_name(f"{file.name}-wal")

    def strike(self) -> None:
        with closing(sqlite3.connect(self._file, isolation_level=None, timeout=60)) as other:
            other.execute("PRAGMA synchronous=OFF")
            other.execute("PRAGMA wal_autocheckpoint=0")
            number = 0
            while self._log.stat().st_size <= MOST_BYTES:
                number += 1
                other.execute(f"PRAGMA user_version={number}")

    def mend(self) -> None:
        _fold(self._file)


class Killed:
    """A PostgreSQL server whose every process is killed, and which is started again."""

    def __init__(self, server: PostgreSQL, url: str) -> None:
        self.url = url
        self._server = server
        self._down = False

    def strike(self) -> None:
        self._server.kill()
        self._down = True

    def mend(self) -> None:
        if self._down:
            self._server.start()
        self._down = False


class Standby:
    """A PostgreSQL database that may only be read; who is connected has to connect anew."""

    def __init__(self, server: PostgreSQL, url: str) -> None:
        self.url = url
        self._server, self._name = server, server.name_of(url)

    def strike(self) -> None:
        self._server.tell("ALTER DATABASE {} SET default_transaction_read_only = on", self._name)
        self._server.tell(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname <> current_database()"
        )

    def mend(self) -> None:
        self._server.tell("ALTER DATABASE {} RESET default_transaction_read_only", self._name)


@contextmanager
def small_files() -> Iterator[None]:
    """Programs that are started meanwhile can let no file grow beyond ``MOST_BYTES``."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_BYTES, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _move(file: Path, target: Path) -> None:
    for end in BESIDE:
        one = file.with_name(file.name + end)
        if one.exists():  # the last to let go of it folds the log in
            one.rename(target.with_name(target.name + end))


def _fold(file: Path) -> None:
    """Bring everything into the one file, and its log to nothing."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=60)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
