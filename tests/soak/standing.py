"""Servers that can be struck down and set up again, at the same address."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.serving import NOW, Served, end, free_port, start, wait_until_up


class Standing:
    """A workbook's server that can be killed and started again on the same port and data."""

    def __init__(
        self, data: Path, now: str = NOW, demo: bool = True, /, **settings: str | int
    ) -> None:
        self.served = Served(f"http://127.0.0.1:{free_port()}", data, now, data / "server.log")
        self._demo, self._settings = demo, settings
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process that serves."""
        assert self._process
        return self._process.pid

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.begin()
        self.wait_until_up()

    def begin(self) -> None:
        """Start it; it need not be up yet."""
        self._process = start(self.served, self._demo, **self._settings)

    def wait_until_up(self) -> None:
        """Wait until it answers."""
        assert self._process
        wait_until_up(self._process, self.served)

    def tell_to_end(self) -> None:
        """Tell it to end, and do not wait."""
        assert self._process
        self._process.terminate()

    def wait_until_ended(self, seconds: float) -> int:
        """Wait until it has ended by itself; with which code."""
        assert self._process
        return self._process.wait(timeout=seconds)

    def kill(self) -> None:
        """End it at once, without a word to anybody."""
        assert self._process
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """Tell it to end, as whoever looks after it would, and wait."""
        assert self._process
        end(self._process)


@contextmanager
def standing(
    data: Path, now: str = NOW, demo: bool = True, /, **settings: str | int
) -> Iterator[Standing]:
    """A server that runs, and is gone afterwards whatever was done to it."""
    data.mkdir(parents=True, exist_ok=True)
    server = Standing(data, now, demo, **settings)
    server.start()
    try:
        yield server
    finally:
        server.stop()
