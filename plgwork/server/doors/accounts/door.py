"""Lets in whoever has a session: begun with a password, and over when it is idle too long."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
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
        named = filter(None, (one.strip() for one in settings.proxies.split(",")))
        self.proxies = [ip_network(one, strict=False) for one in named]

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
        hops = [*request.headers.get("X-Forwarded-For", "").split(","), request.remote_ip or ""]
        came = [one for one in map(_address, hops) if one is not None]
        while len(came) > 1 and any(came[-1] in network for network in self.proxies):
            came.pop()
        return _house(came[-1]) if came else ""

    def link(self, code: str) -> str:
        """The address that a code is used at."""
        return f"{self.settings.public_address}join?code={code}"


Address = IPv4Address | IPv6Address


def _address(hop: str) -> Address | None:
    """One hop of a request, without the port that some proxies write behind it."""
    bare = hop.strip().strip('"')
    if bare.count(":") == 1 or bare.startswith("["):
        bare = bare.rpartition(":")[0] if not bare.endswith("]") else bare
    try:
        found = ip_address(bare.strip("[]"))
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _house(address: Address) -> str:
    """Who may be behind an address: of IPv6, everybody has a whole network to come from."""
    if isinstance(address, IPv4Address):
        return str(address)
    return str(ip_network((address, 64), strict=False))
