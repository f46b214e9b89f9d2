"""Lets in whoever has a session: begun with a password, and over when it is idle too long."""

from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from tornado.httputil import HTTPServerRequest

from plgwork.server.doors.accounts import entry, own, stewards
from plgwork.server.doors.accounts.post import Post
from plgwork.server.doors.gate import SignOut
from plgwork.server.doors.lasting import SessionDoor, proxies
from plgwork.server.doors.record import Record
from plgwork.settings import Settings
from plgwork.store import Store


class AccountsDoor(SessionDoor):
    """Names and passwords, and what belongs to them."""

    def __init__(self, settings: Settings, store: Store) -> None:
        super().__init__(settings, store)
        self.post = Post(settings) if settings.smtp else None
        self.proxies = proxies(settings)

    def routes(self) -> Mapping[str, tuple[Any, ...]]:
        """In and out, what is one's own, and what stewards do."""
        given = {"door": self}
        return {
            "sign-in": (entry.SignIn, given),
            "sign-out": (SignOut, given),
            "join": (entry.Join, given),
            "recover": (entry.Recover, given),
            "recover/mail": (entry.RecoverByMail, given),
            "account": (own.OwnAccount, given),
            "invitations": (stewards.Invitations, given),
            "record": (Record, given),
        }

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
