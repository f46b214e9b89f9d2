"""A line between browsers and a server that can be cut, that can hang, and that can be mended."""

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from threading import Condition, Event, Thread

from tests.browser.serving import Served

CHUNK = 65_536


class Line:
    """Passes on what comes, with real sockets, as a Wi-Fi does while it works."""

    def __init__(self, served: Served) -> None:
        host, _, port = served.url.removeprefix("http://").rpartition(":")
        self._server = (host, int(port))
        self._door = socket.create_server((host, 0))
        self.served = replace(served, url=f"http://{host}:{self._door.getsockname()[1]}")
        self._flowing = Event()
        self._flowing.set()
        self._cut = False
        self._open: set[socket.socket] = set()
        self._knocks, self._knocked = 0, Condition()
        Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        """End every connection, and let none come about."""
        self._cut = True
        for one in list(self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def hang(self) -> None:
        """Pass nothing on, and tell nobody."""
        self._flowing.clear()

    def mend(self) -> None:
        """Let everything through again."""
        self._cut = False
        self._flowing.set()

    def wait_for_knocks(self, count: int) -> None:
        """Wait until so many more connections were tried."""
        with self._knocked:
            wanted = self._knocks + count
            assert self._knocked.wait_for(lambda: self._knocks >= wanted, timeout=120)

    def close(self) -> None:
        """End it for good."""
        self.mend()
        self.cut()
        self._door.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                browser, _ = self._door.accept()
                with self._knocked:
                    self._knocks += 1
                    self._knocked.notify_all()
                Thread(target=self._connect, args=(browser,), daemon=True).start()

    def _connect(self, browser: socket.socket) -> None:
        with closing(browser), suppress(OSError):
            if self._cut:
                return
            with closing(socket.create_connection(self._server)) as server:
                back = Thread(target=self._pass_on, args=(server, browser), daemon=True)
                back.start()
                self._pass_on(browser, server)
                back.join()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        self._open.add(one)
        try:
            with suppress(OSError):
                while data := one.recv(CHUNK):
                    self._flowing.wait()
                    other.sendall(data)
            with suppress(OSError):
                other.shutdown(socket.SHUT_RDWR)
        finally:
            self._open.discard(one)


@contextmanager
def line_to(served: Served) -> Iterator[Line]:
    """A line to this server; ``line.served`` is where browsers find its other end."""
    line = Line(served)
    try:
        yield line
    finally:
        line.close()
