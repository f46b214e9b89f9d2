"""What the pages of the accounts door have in common beyond others: passwords, and who is known."""

from typing import Protocol

from tornado import web
from tornado.httputil import HTTPServerRequest

from plgwork.errors import AccessError, UnavailableError
from plgwork.models.accounts import SignedIn
from plgwork.server.doors import Visitor, visitor
from plgwork.server.doors.accounts.post import Post
from plgwork.server.doors.gate import Gate, Porter

UNDONE = (AccessError, UnavailableError)  # what is said beside a form, which keeps what it can
KNOWN = "plgwork-known"
KNOWN_DAYS, MOST_KNOWN = 365, 8  # people at one computer of the staff room


class Keeper(Porter, Protocol):
    """What these pages ask of the accounts door besides."""

    post: Post | None  # None where nothing is sent by mail

    def address(self, request: HTTPServerRequest) -> str: ...
    def link(self, code: str) -> str: ...


class PasswordGate(Gate):
    """A page that has to do with passwords, or with links by which one is chosen."""

    door: Keeper

    def initialize(self, door: Keeper) -> None:  # type: ignore[override]  # no other door has it
        super().initialize(door)

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
