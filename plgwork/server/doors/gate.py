"""What the doors' own pages have in common: forms, who asks, and what is said when one fails."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from http import HTTPStatus
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado import web

from plgwork.errors import AccessError, SlowedError, UnavailableError
from plgwork.models.accounts import AuditLine
from plgwork.models.people import Person
from plgwork.server.doors import Visitor, local_path
from plgwork.server.doors.telling import told
from plgwork.server.framing import Framed
from plgwork.settings import Settings
from plgwork.store import Store
from plgwork.store.sessions import Sessions

T = TypeVar("T")
OUT = {
    "idle": "You were signed out, because nobody wrote or tapped here for a while.",
    "out": "You are signed out.",
}
HASHING = ThreadPoolExecutor(2, "passwords")


class Porter(Protocol):
    """What these pages ask of the door they belong to."""

    settings: Settings
    store: Store
    sessions: Sessions

    def seen(self, visitor: Visitor) -> None: ...
    def today(self) -> date: ...


class Gate(Framed):
    """A page with a form, before or behind the door."""

    def initialize(self, door: Porter) -> None:
        self.door = door
        self.store = door.store

    def field(self, name: str) -> str:
        """What was typed; a password is taken as it is, blanks included."""
        value: str = self.get_body_argument(name, "", strip=name not in ("password", "new"))
        return value[:1_000]

    async def tried(self, call: Callable[..., T], *given: Any) -> T:
        """Ask the store, at this moment, beside the loop.

        A password takes a tenth of a second and 64 MiB, so two at a time; nobody else waits.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(HASHING, lambda: call(*given, self.now()))

    def now(self) -> datetime:
        """This moment."""
        return self.door.settings.clock()

    @property
    def next(self) -> str:
        """Where one wanted to go."""
        return local_path(self.get_argument("next", ""), self.base_url)

    async def here(self) -> None:
        """Whoever opens a page of their own does something."""
        await asyncio.to_thread(self.door.seen, self.visitor)

    @property
    def visitor(self) -> Visitor:
        """Who is signed in."""
        if not isinstance(self.current_user, Visitor):
            raise web.HTTPError(403)
        return self.current_user

    @property
    def me(self) -> Person:
        """Who is signed in, as a person."""
        if self.visitor.person is None:
            raise web.HTTPError(403)
        return self.visitor.person

    def refuse(self, error: AccessError | UnavailableError) -> str:
        """Answer that this was refused, or cannot be done just now, and with which words."""
        if isinstance(error, UnavailableError):
            self.set_status(HTTPStatus.SERVICE_UNAVAILABLE)
            self.set_header("Retry-After", "30")
            return f"{error} Please try again in a moment."
        slowed = isinstance(error, SlowedError)
        self.set_status(HTTPStatus.TOO_MANY_REQUESTS if slowed else HTTPStatus.FORBIDDEN)
        if isinstance(error, SlowedError):
            self.set_header("Retry-After", str(int(error.wait.total_seconds()) + 1))
        return str(error)

    def told(self, person_id: str, lines: tuple[AuditLine, ...] | list[AuditLine]) -> list[Any]:
        """Lines of the record in words, with the school's time."""
        mine = self.store.for_visitor(person_id, self.door.settings.clock).people
        zone = ZoneInfo(mine.school().timezone)
        return [(line.at.astimezone(zone), told(line)) for line in lines]


class SignOut(Gate):
    """Here, or everywhere."""

    @allow_unauthenticated
    async def post(self) -> None:
        user = self.current_user
        if user is not None and self.get_body_argument("everywhere", ""):
            await self.tried(self.door.sessions.end_all, user.username)
        elif user is not None:
            await self.tried(self.door.sessions.end, user.session)
        self.identity_provider.clear_login_cookie(self)
        self.redirect(self.frame.address("sign-in") + "?why=out")
