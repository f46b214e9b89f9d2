"""What the pages of the accounts door have in common: forms, and what is said when one fails."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from http import HTTPStatus
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from tornado import web
from tornado.httputil import HTTPServerRequest

from plgwork.errors import AccessError, SlowedError, UnavailableError
from plgwork.models.accounts import AuditLine, SignedIn
from plgwork.models.people import Person
from plgwork.server.doors import Visitor, local_path, visitor
from plgwork.server.doors.accounts.post import Post
from plgwork.server.doors.accounts.telling import told
from plgwork.server.framing import Framed
from plgwork.settings import Settings
from plgwork.store import Store
from plgwork.store.sessions import Sessions

T = TypeVar("T")
UNDONE = (AccessError, UnavailableError)  # what is said beside a form, which keeps what it can
HASHING = ThreadPoolExecutor(2, "passwords")
KNOWN = "plgwork-known"
KNOWN_DAYS, MOST_KNOWN = 365, 8  # people at one computer of the staff room


class Porter(Protocol):
    """What these pages ask of the door they belong to."""

    settings: Settings
    store: Store
    sessions: Sessions
    post: Post | None  # None where nothing is sent by mail

    def address(self, request: HTTPServerRequest) -> str: ...
    def link(self, code: str) -> str: ...
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

    @property
    def known(self) -> list[str]:
        """What this browser kept of those who came in by it."""
        kept = self.get_signed_cookie(KNOWN, max_age_days=KNOWN_DAYS)
        return kept.decode().split() if kept else []

    def remember(self, mark: str) -> None:
        """Let this browser keep who came in by it: nobody's name, and nothing that opens."""
        marks = [mark, *(one for one in self.known if one != mark)][:MOST_KNOWN]
        self.set_signed_cookie(
            KNOWN,
            " ".join(marks),
            expires_days=KNOWN_DAYS,
            path=self.base_url,
            httponly=True,
            samesite="Lax",
            secure=self.door.settings.secure,
        )

    async def come_in(self, signed: SignedIn) -> None:
        """Give the browser its cookie, then lead on; past what has to be read first."""
        if isinstance(self.current_user, Visitor):  # whoever was here before is so no more
            await self.tried(self.door.sessions.end, self.current_user.session)
        person = self.store.doors.person(signed.person_id, self.door.today())
        if person is None:
            raise web.HTTPError(403, "You have no role at this school any more.")
        came = visitor(person, cookie=signed.token)
        self.identity_provider.set_login_cookie(self, came)
        self.remember(signed.known)
        if not (signed.recovery or signed.news):
            self.redirect(self.next)
            return
        news = self.told(person.id, signed.news)
        self.draw(
            "welcome.html.j2",
            f"Welcome, {person.name}",
            recovery=signed.recovery,
            news=news,
            shut=self.store.accounts.standing(person.id, self.now()).shut,
            next=self.next,
        )

    def told(self, person_id: str, lines: tuple[AuditLine, ...] | list[AuditLine]) -> list[Any]:
        """Lines of the record in words, with the school's time."""
        mine = self.store.for_visitor(person_id, self.door.settings.clock).people
        zone = ZoneInfo(mine.school().timezone)
        return [(line.at.astimezone(zone), told(line)) for line in lines]
