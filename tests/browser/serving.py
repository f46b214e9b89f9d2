"""A workbook served as its users get it: by the command line, to this machine, for a while.

Every server has a data folder, a port and Jupyter folders of its own, and ends with all the
processes that it started.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil

NOW = "2026-11-19T20:40:00+00:00"  # a Thursday, 3:40 pm in the invented school
COMMAND = [sys.executable, "-c", "from plgwork.cli import main; main()"]
PATIENCE = 90  # seconds that a server may take to come up


class ServerDiedError(Exception):
    """The server ended, or never came up; the text is what it said."""


@dataclass(frozen=True)
class Served:
    """A running server: where it is, where it keeps what people write, and when it thinks it is."""

    url: str
    data: Path
    now: str
    log: Path

    def said(self) -> str:
        """What the server has printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def serving(
    data: Path, now: str = NOW, demo: bool = True, **settings: str | int
) -> Iterator[Served]:
    """Serve a data folder; a setting ``idle_minutes=1`` is PLGWORK_IDLE_MINUTES.

    Without ``demo``, whatever school is there, behind whichever door belongs to it.

    On the same folder with a later ``now``, the server shows the same school later.
    """
    data.mkdir(parents=True, exist_ok=True)
    served = Served(f"http://127.0.0.1:{free_port()}", data, now, data / "server.log")
    process = start(served, demo, **settings)
    try:
        wait_until_up(process, served, str(settings.get("base_url", "/")))
        yield served
        if process.poll() is not None:
            raise ServerDiedError(f"The server ended during the tests. It said:\n{served.said()}")
    finally:
        end(process)


def start(served: Served, demo: bool = True, **settings: str | int) -> "subprocess.Popen[bytes]":
    """Start a server at this address, on this data; it need not be up yet."""
    port = served.url.rpartition(":")[2]
    with served.log.open("ab") as log:
        return subprocess.Popen(
            [*COMMAND, "serve", *(["--demo"] if demo else []), "--port", port],
            env=environment(served.data, served.now, **settings),
            stdout=log,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            # Ctrl-C reaches the tests alone, which then end the server themselves.
            start_new_session=True,
        )


def make_school(data: Path, now: str = NOW) -> None:
    """Make the invented school in a data folder, to be copied for each server."""
    made = subprocess.run(
        [*COMMAND, "demo"], env=environment(data, now), capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise ServerDiedError(made.stdout + made.stderr)


def copy_school(school: Path, data: Path) -> Path:
    """A school of its own for a server that changes much; the path it lies at."""
    shutil.copytree(school, data, dirs_exist_ok=True)
    return data


def environment(data: Path, now: str, **settings: str | int) -> dict[str, str]:
    """Our own settings and folders, and nothing of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PLGWORK_")}
    own = {f"PLGWORK_{name.upper()}": str(value) for name, value in settings.items()}
    jupyter = {
        f"JUPYTER_{kind}_DIR": str(data / "jupyter" / kind.lower())
        for kind in ("CONFIG", "DATA", "RUNTIME")
    }
    places = {"IPYTHONDIR": str(data / "ipython"), "PYTHONUNBUFFERED": "1"}
    moment = {"PLGWORK_NOW": now} if now else {}  # without one the clock goes on
    return kept | jupyter | places | {"PLGWORK_DATA": str(data)} | moment | own


def wait_until_up(
    process: "subprocess.Popen[bytes]", served: Served, base_url: str = "/", at: str = "/health"
) -> None:
    """Wait until the server answers; ServerDiedError when it ended, or does not."""
    deadline = time.monotonic() + PATIENCE
    while not _is_up(f"{served.url}/{base_url.strip('/')}".rstrip("/") + at):
        try:
            process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            if time.monotonic() < deadline:
                continue
        raise ServerDiedError(f"The server did not come up. It said:\n{served.said()}")


def _is_up(address: str) -> bool:
    try:
        with urlopen(address, timeout=5) as answer:
            return bool(answer.status == HTTPStatus.OK)
    except (URLError, OSError):
        return False


def end(process: "subprocess.Popen[bytes]") -> None:
    """End the server and what it started; its kernels lead process groups of their own."""
    try:
        family = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        family = []
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    _, alive = psutil.wait_procs(family, timeout=5)
    for child in alive:
        child.kill()
    psutil.wait_procs(alive, timeout=5)


def free_port() -> int:
    """A port of this machine that nothing listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
