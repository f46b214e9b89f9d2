"""What one sees from other sides than the screen: the wire, the widgets' state, the processes.

Whoever means harm looks there; so do the tests that keep them out.
"""

import http.client
import re
import ssl
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import psutil
from playwright.sync_api import Page

from plgwork.store import Store, VisitorStore
from tests.browser.serving import Served


class NotOpenedError(AssertionError):
    """The server opened no page: it is full, or just going."""


KERNEL_ID = re.compile(r'plg\.begun\("([\w-]+)"\)')
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
}
ZYGOTE = "plgwork.server.zygote"


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def leads_to(self) -> str:
        """The address it sends one on to; empty when it does not."""
        return self.headers.get("location", "")


@dataclass
class Caller:
    """Somebody with a program in place of a browser: sends what they like, runs no script."""

    served: Served
    cookies: dict[str, str] = field(default_factory=dict)
    source: str = ""  # an address of this machine to come from

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for an address exactly as it is spelled."""
        return self.ask("GET", path, "", headers)

    def post(self, path: str, form: dict[str, str] | None = None, **headers: str) -> Answer:
        """Send a form, with the token that shows that it is ours."""
        token = {"X-XSRFToken": self.cookies.get("_xsrf", "")}
        return self.ask("POST", path, urlencode(form or {}), token | headers)

    def ask(self, method: str, path: str, body: str, headers: dict[str, str]) -> Answer:
        """Send one request, and take the cookies that come back."""
        line = _line_to(self.served, self.source)
        with _closing(line):
            line.request(method, f"/{path}", body.encode(), self._dressed(method, headers))
            answer = line.getresponse()
            self._take(answer.headers.get_all("Set-Cookie") or [])
            # An answer that opens a line has no end to wait for.
            text = "" if answer.status == 101 else answer.read().decode("utf-8", "replace")
            named = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, named, text)

    def listen(self, path: str, origin: str = "") -> int:
        """Try to open a websocket; the status with which the server answers."""
        wishes = UPGRADE | {"Origin": origin or self.served.url}
        return self.ask("GET", path, "", wishes).status

    def come_in(self, person_id: str) -> "Caller":
        """Choose who to be."""
        self.get("choose")
        self.post("choose", {"person": person_id})
        return self

    def open(self, page: str) -> str:
        """Open a page whole; the id of the kernel that was started for it."""
        answer = self.get(page)
        if found := KERNEL_ID.search(answer.text):
            return found[1]
        raise NotOpenedError(f"{page} started no kernel: {answer.status}")

    @contextmanager
    def hearing(self) -> Iterator[Iterator[str]]:
        """The lines of the stream that tells of changes, as they come."""
        line = _line_to(self.served, self.source)
        with _closing(line):
            line.request("GET", "/live", headers=self._dressed("GET", {}))
            answer = line.getresponse()
            yield (text.decode().strip() for text in answer)

    def _dressed(self, method: str, headers: dict[str, str]) -> dict[str, str]:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if method == "POST" else {}
        spelled = {name.replace("_", "-"): value for name, value in headers.items()}
        return {"Cookie": cookie} | kind | spelled

    def _take(self, offered: list[str]) -> None:
        for one in offered:
            for name, morsel in SimpleCookie(one).items():
                self.cookies[name] = morsel.value


def _line_to(served: Served, source: str) -> http.client.HTTPConnection:
    address = urlsplit(served.url)
    host, port, came = address.hostname or "", address.port, (source, 0) if source else None
    if address.scheme == "http":
        return http.client.HTTPConnection(host, port, timeout=60, source_address=came)
    trusting = ssl.create_default_context()  # a certificate of the tests' own
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    return http.client.HTTPSConnection(
        host, port, timeout=60, source_address=came, context=trusting
    )


@contextmanager
def _closing(line: http.client.HTTPConnection) -> Iterator[None]:
    try:
        yield
    finally:
        line.close()


@contextmanager
def store_of(served: Served, person_id: str, url: str = "") -> Iterator[VisitorStore]:
    """What a person could read and write past all pages, at the server's own moment.

    In the SQLite file of its data folder, unless the server was given another database.
    """
    store = Store.open(url or f"sqlite:///{served.data / 'workbook.sqlite'}")
    try:
        yield store.for_visitor(person_id, lambda: datetime.fromisoformat(served.now))
    finally:
        store.close()


def kernels(served: Served) -> list[psutil.Process]:
    """The processes behind a server's open pages: those it forked, and those it started."""
    family = _family(served)
    forked = [kernel for one in family if ZYGOTE in _command(one) for kernel in one.children()]
    return [*forked, *(one for one in family if "ipykernel_launcher" in _command(one))]


def zygote_of(served: Served) -> psutil.Process:
    """The process that a server's pages are forked from."""
    return next(one for one in _family(served) if ZYGOTE in _command(one))


def _family(served: Served) -> list[psutil.Process]:
    end = ["--port", served.url.rpartition(":")[2]]
    server = next(one for one in psutil.process_iter() if _command(one)[-2:] == end)
    children: list[psutil.Process] = server.children()
    return children


def sign_in(page: Page, person_id: str) -> Page:
    """Come in past the door's page and without opening Home, which takes its time."""
    page.request.get("choose")
    [token] = [one["value"] for one in page.context.cookies() if one["name"] == "_xsrf"]
    form: dict[str, str | float | bool] = {"person": person_id, "_xsrf": token}
    page.request.post("choose", form=form, max_redirects=0)
    return page


def kernel_of(page: Page) -> str:
    """The id of the kernel behind an open page."""
    found: str = page.evaluate("() => plg.kernel.id")
    return found


def process_of(page: Page) -> psutil.Process:
    """The process behind an open page."""
    return socket_of(kernel_of(page))[0]


def socket_of(kernel_id: str) -> tuple[psutil.Process, Path]:
    """The process of a kernel, and the first of the sockets it listens at."""
    name = f"kernel-{kernel_id}-ipc-1"
    lines = [one for one in psutil.net_connections("unix") if str(one.laddr).endswith(name)]
    return next((psutil.Process(one.pid), Path(one.laddr)) for one in lines if one.pid)


def _command(process: psutil.Process) -> list[str]:
    with suppress(psutil.Error):
        command: list[str] = process.cmdline()
        return command
    return []


# As JupyterLab does when it opens a notebook whose kernel runs already.
ASK_FOR_ALL = """
() => new Promise((done) => {
  const comm_id = `${Math.random()}`, target_name = "jupyter.widget.control";
  plg.kernel.addEventListener("message", ({ detail: { content } }) => {
    if (content.comm_id === comm_id) done(content.data.states);
  });
  plg.kernel.send("comm_open", { comm_id, target_name, data: {} }, [], { version: "1.0.0" });
  plg.kernel.send("comm_msg", { comm_id, data: { method: "request_states" } });
})
"""


def states(page: Page) -> dict[str, dict[str, Any]]:
    """The state of every widget that the page's kernel has, shown or not, by its id."""
    told = page.evaluate(ASK_FOR_ALL)
    return {name: widget["state"] for name, widget in told.items()}


def words(value: Any) -> Iterator[str]:
    """Every text in a widget's state, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from words(key)
            yield from words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from words(inner)


def send(page: Page, trait: str, message: dict[str, Any]) -> None:
    """Send a message as the first widget with this trait would, whatever its view offers."""
    name = next(name for name, state in states(page).items() if trait in state)
    page.evaluate(
        "([name, message]) => plg.models.get(name).send(message)",
        [name, message],
    )


def mode(path: Path) -> int:
    """Who may do what with a file or folder, as in ``chmod``."""
    return stat.S_IMODE(path.stat().st_mode)
