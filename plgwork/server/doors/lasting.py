"""What doors have in common that real people come in by: sessions, and the names it goes by."""

from collections.abc import Collection
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from urllib.parse import urlsplit

from tornado.httputil import HTTPServerRequest

from plgwork.errors import WorkbookError
from plgwork.server.doors import LOCAL, Door, Visitor, Words, visitor
from plgwork.settings import Settings
from plgwork.store import Store


class SessionDoor(Door):
    """Asks the database at every request whether a session lasts and its person is here."""

    entrance, own, leave = "sign-in", "account", "sign-out"
    words = Words("Sign in", "Account", "Sign out")

    def __init__(self, settings: Settings, store: Store) -> None:
        super().__init__(settings, store)
        self.sessions = store.sessions(timedelta(minutes=settings.sign_out_minutes))
        host = urlsplit(settings.public_address).hostname or ""
        self.hosts = {*LOCAL, host.lower(), settings.host.lower()}

    def refusal(self, request: HTTPServerRequest) -> str:
        """Only under the names it goes by: a page of another name could be anybody's."""
        if request.host_name.lower() in self.hosts:
            return ""
        return (
            "The workbook does not go by this name. Whoever runs it can say which is right, "
            "and sets it as PLGWORK_ADDRESS."
        )

    def visitor(self, cookie: str, request: HTTPServerRequest) -> Visitor | None:
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


def proxies(settings: Settings) -> list[IPv4Network | IPv6Network]:
    """The networks of the proxies in front, as PLGWORK_PROXIES names them."""
    named = filter(None, (one.strip() for one in settings.proxies.split(",")))
    try:
        return [ip_network(one, strict=False) for one in named]
    except ValueError as error:
        raise WorkbookError(
            "PLGWORK_PROXIES: write addresses or networks with commas between them, as in "
            f"127.0.0.1,10.0.0.0/8; not {settings.proxies!r}."
        ) from error
