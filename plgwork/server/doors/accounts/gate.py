"""What the pages of the accounts door have in common: forms, and what is said when one fails."""

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from tornado import web

from plgwork.errors import AccessError, SlowedError
from plgwork.models.accounts import AuditLine, SignedIn
from plgwork.models.people import Person
from plgwork.server.doors import Visitor, local_path, visitor
from plgwork.server.doors.accounts.telling import told
from plgwork.server.framing import Framed

if TYPE_CHECKING:
    from plgwork.server.doors.accounts.door import AccountsDoor

T = TypeVar("T")


class Gate(Framed):
    """A page with a form, before or behind the door."""

    def initialize(self, door: "AccountsDoor") -> None:
        self.door = door
        self.store = door.store

    def field(self, name: str) -> str:
        """What was typed; a password is taken as it is, blanks included."""
        value: str = self.get_body_argument(name, "", strip=name not in ("password", "new"))
        return value[:1_000]

    async def tried(self, call: Callable[..., T], *given: Any) -> T:
        """Do what takes a while beside the loop: a password takes a tenth of a second."""
        return await asyncio.to_thread(call, *given, self.settings_clock())

    def settings_clock(self) -> Any:
        """This moment."""
        return self.door.settings.clock()

    @property
    def next(self) -> str:
        """Where one wanted to go."""
        return local_path(self.get_argument("next", ""), self.base_url)

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

    def refuse(self, error: AccessError) -> str:
        """Answer that this was refused, and with which words."""
        slowed = isinstance(error, SlowedError)
        self.set_status(HTTPStatus.TOO_MANY_REQUESTS if slowed else HTTPStatus.FORBIDDEN)
        if isinstance(error, SlowedError):
            self.set_header("Retry-After", str(int(error.wait.total_seconds()) + 1))
        return str(error)

    def come_in(self, signed: SignedIn) -> None:
        """Give the browser its cookie, then lead on; past what has to be read first."""
        person = self.store.doors.person(signed.person_id, self.door.today())
        if person is None:
            raise web.HTTPError(403, "You have no role at this school any more.")
        came = visitor(person, cookie=signed.token)
        self.identity_provider.set_login_cookie(self, came)
        if not (signed.recovery or signed.news):
            self.redirect(self.next)
            return
        news = self.told(person.id, signed.news)
        self.draw(
            "welcome.html.j2",
            f"Welcome, {person.name}",
            recovery=signed.recovery,
            news=news,
            shut=self.store.accounts.standing(person.id, self.settings_clock()).shut,
            next=self.next,
        )

    def told(self, person_id: str, lines: tuple[AuditLine, ...] | list[AuditLine]) -> list[Any]:
        """Lines of the record in words, with the school's time."""
        mine = self.store.for_visitor(person_id, self.door.settings.clock).people
        zone = ZoneInfo(mine.school().timezone)
        return [(line.at.astimezone(zone), told(line)) for line in lines]
