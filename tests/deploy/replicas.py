"""Two servers of one school, on one PostgreSQL, behind one proxy."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Page

from plgwork.models.months import Month
from plgwork.store import Store
from tests.browser import oak
from tests.browser.conftest import PageFor
from tests.browser.looking import Caller
from tests.browser.serving import NOW, Served, free_port
from tests.deploy.proxy import NAME, address, proxy
from tests.soak.standing import Standing, standing

SECRET = "b1946ac92492d2347c6235b8d2b0a1c4591e0d2f8ab64c3f"  # as `openssl rand -hex` makes them
SEAT = "plgwork_seat"
SEATS = ("a", "b")
MONTH = Month(2026, 11)


@dataclass(frozen=True)
class Fleet:
    """The servers, and where people find them."""

    front: Served
    servers: dict[str, Standing]
    database: str

    def seated(self, caller: Caller) -> Standing:
        """The server that somebody was led to."""
        return self.servers[caller.cookies[SEAT]]

    def other(self, seat: str) -> str:
        """The other server."""
        return next(one for one in SEATS if one != seat)


def somebody(page_for: PageFor, two: Fleet, person: str, seat: str) -> Page:
    """A browser of their own for somebody who signed in, at this one of the servers."""
    page = page_for(None, at=two.front, ignore_https_errors=True)
    sit(page, two, seat)
    return oak.sign_in(page, person)


def sit(page: Page, two: Fleet, seat: str) -> None:
    """Have a browser go to this one of the servers from now on."""
    page.context.add_cookies(
        [{"name": SEAT, "value": seat, "domain": NAME, "path": "/", "secure": True}]
    )


def seat_of(page: Page) -> str:
    """The server that a browser goes to."""
    cookies = page.context.cookies()
    return next(one["value"] for one in cookies if one["name"] == SEAT)


def kept(two: Fleet, person: str, title: str) -> list[str]:
    """The current texts of somebody's answer to a question, past all servers."""
    with closing(Store.open(two.database)) as store:
        mine = store.for_visitor(person, lambda: datetime.fromisoformat(two.front.now))
        return [
            version.text
            for entry in mine.reflections.entries_of(MONTH)
            if entry.subject.asked == title
            for version in entry.current
        ]


def shared(folder: Path, url: str, front: str, **settings: str | int) -> dict[str, str | int]:
    """What servers that stand for one another are told alike."""
    folder.mkdir(parents=True, exist_ok=True)
    secret = folder / "secret"
    secret.write_text(SECRET + "\n")
    alike: dict[str, str | int] = {"database": url, "secret_file": str(secret)}
    return alike | {"address": f"{front}/", "proxies": "127.0.0.1"} | settings


@contextmanager
def fleet(folder: Path, url: str, now: str = NOW, **settings: str | int) -> Iterator[Fleet]:
    """Both servers, and nginx in front of them as a school has it."""
    port = free_port()
    alike = shared(folder, url, address(port), **settings)
    with ExitStack() as stack:
        servers = {
            seat: stack.enter_context(standing(folder / seat, now, False, **alike))
            for seat in SEATS
        }
        places = [one.served.url.removeprefix("http://") for one in servers.values()]
        stack.enter_context(proxy(folder / "nginx", port, places))
        yield Fleet(
            Served(address(port), folder, now, folder / "nginx" / "error.log"), servers, url
        )
