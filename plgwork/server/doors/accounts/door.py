"""Lets in whoever has a session: begun with a password, and over when it is idle too long."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from tornado.httputil import HTTPServerRequest

from plgwork.server.doors import LOCAL, Door, Visitor, Words, visitor
from plgwork.server.doors.accounts import entry, own, stewards
from plgwork.server.doors.accounts.post import Post
from plgwork.settings import Settings
from plgwork.store import Store


class AccountsDoor(Door):
    """Asks the database at every request whether a session lasts and its person is here."""

    entrance, own, leave = "sign-in", "account", "sign-out"
    words = Words("Sign in", "Account", "Sign out")

    def __init__(self, settings: Settings, store: Store) -> None:
        super().__init__(settings, store)
        self.sessions = store.sessions(timedelta(minutes=settings.sign_out_minutes))
        self.post = Post(settings) if settings.smtp else None
        host = urlsplit(settings.public_address).hostname or ""
        self.hosts = {*LOCAL, host.lower(), settings.host.lower()}
        self.proxies = {one.strip() for one in settings.proxies.split(",") if one.strip()}

    def routes(self) -> Mapping[str, tuple[Any, ...]]:
        """In and out, what is one's own, and what stewards do."""
        given = {"door": self}
        return {
            "sign-in": (entry.SignIn, given),
            "sign-out": (entry.SignOut, given),
            "join": (entry.Join, given),
            "recover": (entry.Recover, given),
            "recover/mail": (entry.RecoverByMail, given),
            "account": (own.Account, given),
            "invitations": (stewards.Invitations, given),
            "record": (stewards.Record, given),
        }

    def refusal(self, request: HTTPServerRequest) -> str:
        """Only under the names it goes by: a page of another name could be anybody's."""
        if request.host_name.lower() in self.hosts:
            return ""
        return (
            "The workbook does not go by this name. Whoever runs it can say which is right, "
            "and sets it as PLGWORK_ADDRESS."
        )

    def visitor(self, cookie: str) -> Visitor | None:
        """The person of this session, if both are still here."""
        session = self.sessions.find(cookie, self.settings.clock())
        person = session and self.store.doors.person(session.person_id, self.today())
        return visitor(person, session.id, cookie) if session and person else None

    def seen(self, visitor: Visitor) -> None:
        """Whoever does something stays signed in."""
        self.sessions.seen(visitor.session, self.settings.clock())

    def over(self, sessions: Collection[str]) -> set[str]:
        """Those of these sessions that are over."""
        return self.sessions.over(sessions, self.settings.clock())

    def address(self, request: HTTPServerRequest) -> str:
        """Where a request comes from: past a proxy that we know, and past no other."""
        came = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",")]
        hops = [*filter(None, came), request.remote_ip or ""]
        while len(hops) > 1 and hops[-1] in self.proxies:
            hops.pop()
        return hops[-1]

    def link(self, code: str) -> str:
        """The address that a code is used at."""
        return f"{self.settings.public_address}join?code={code}"
