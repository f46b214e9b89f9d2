"""Contestants served for a while, each on a port of its own; and who is signed in there."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from tests.bench.pages.contestants import OURS, VISITOR, Contestant
from tests.browser.looking import Caller
from tests.browser.serving import NOW, Served, ServerDiedError, copy_school, end, free_port

PATIENCE = 120  # seconds that a server may take to come up


@dataclass(frozen=True)
class Site:
    """A contestant that runs, and the cookies by which it knows who is here."""

    of: Contestant
    served: Served
    pid: int
    cookies: dict[str, str] = field(default_factory=dict)

    def address(self, page: str) -> str:
        """Where a page of it is."""
        return f"{self.served.url}/{self.of.pages[page]}"

    @property
    def pages(self) -> list[str]:
        """The pages it is measured on."""
        return list(self.of.pages)

    @property
    def page(self) -> str:
        """The one on which people stay: where they write."""
        return "reflection" if "reflection" in self.of.pages else self.pages[0]

    @property
    def dressed(self) -> dict[str, str]:
        """The headers of whoever is signed in."""
        told = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": told, "Origin": self.served.url}


@contextmanager
def running(contestant: Contestant, school: Path, folder: Path) -> Iterator[Site]:
    """Serve it on a copy of the school, from the first answer until the block ends."""
    port = free_port()
    data = copy_school(school, folder / f"{contestant.name}-{port}")
    served = Served(f"http://127.0.0.1:{port}", data, NOW, data / "server.log")
    with served.log.open("ab") as log:
        process = subprocess.Popen(
            contestant.at(port),
            env=contestant.given(data),
            cwd=data,
            stdout=log,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    try:
        _wait_until_up(process, served, contestant.light)
        yield Site(contestant, served, process.pid, _signed_in(contestant, served))
    finally:
        end(process)


def _signed_in(contestant: Contestant, served: Served) -> dict[str, str]:
    return Caller(served).come_in(VISITOR).cookies if contestant.name == OURS else {}


def _wait_until_up(process: "subprocess.Popen[bytes]", served: Served, light: str) -> None:
    until = time.monotonic() + PATIENCE
    while not _answers(f"{served.url}/{light}"):
        try:
            process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            if time.monotonic() < until:
                continue
        raise ServerDiedError(f"{process.args!r} did not come up. It said:\n{served.said()}")


def _answers(address: str) -> bool:
    """Whether anything comes back, be it that there is no such page."""
    try:
        with urlopen(address, timeout=5):
            return True
    except HTTPError:
        return True
    except (URLError, OSError):
        return False
