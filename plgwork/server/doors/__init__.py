"""Who comes in, and as whom.

A door knows how somebody shows who they are. The rest of the server asks it for its pages,
for its words in the frame, and whether a request is let in at all.
"""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from jupyter_server.auth.identity import IdentityProvider, User
from tornado.httputil import HTTPServerRequest
from tornado.web import RequestHandler
from traitlets import Any as AnyTrait
from traitlets import Dict

from plgwork.models.people import Person, Role
from plgwork.settings import Settings
from plgwork.store import Store

LOCAL = ("localhost", "127.0.0.1", "[::1]", "::1")
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip")

# Somebody with several roles is named by the first of these.
RANK = (Role.LEADER, Role.COACH, Role.STEWARD, Role.FACILITATOR, Role.MEMBER)


@dataclass
class Visitor(User):
    """A signed-in person, as the server's handlers see them; in which session, if there are any.

    ``cookie`` is what their browser keeps, where it is to be given one.
    """

    person: Person | None = None
    session: str = ""
    cookie: str = ""


def visitor(person: Person, session: str = "", cookie: str = "") -> Visitor:
    """The person as someone who is signed in."""
    return Visitor(person.id, person.name, person=person, session=session, cookie=cookie)


@dataclass(frozen=True)
class Words:
    """What the frame says where it leads to the door, to what is one's own, and out."""

    enter: str
    own: str
    leave: str = ""


class Door:
    """What the server asks of a door; each kind answers some of it in its own way."""

    entrance: ClassVar[str]  # where whoever is not signed in is led
    own: ClassVar[str]  # where the frame leads beside one's name
    leave: ClassVar[str] = ""  # where its button to sign out leads, if it has one
    words: ClassVar[Words]

    def __init__(self, settings: Settings, store: Store) -> None:
        self.settings = settings
        self.store = store

    @property
    def notice(self) -> str:
        """What everybody has to know of this server, on every page; empty unless there is such."""
        return ""

    def routes(self) -> Mapping[str, tuple[Any, ...]]:
        """The handlers of its own pages, by path."""
        raise NotImplementedError

    def refusal(self, request: HTTPServerRequest) -> str:
        """Why a request is turned away; empty when it is not."""
        raise NotImplementedError

    def visitor(self, cookie: str, request: HTTPServerRequest) -> Visitor | None:
        """Who holds this cookie, and sends this request; asked at every request."""
        raise NotImplementedError

    async def vouches(self, visitor: Visitor) -> bool:
        """Whether somebody may go on who has a session here; asked at every request."""
        return True

    async def look(self, sessions: Collection[str]) -> None:
        """End those of these sessions that are over elsewhere; asked every few seconds."""

    def seen(self, visitor: Visitor) -> None:
        """Note that somebody is here and doing something."""

    def over(self, sessions: Collection[str]) -> set[str]:
        """Those of these sessions that are over."""
        return set()

    def today(self) -> date:
        """The day it is."""
        return self.settings.clock().date()

    def topics(self, visitor: Visitor) -> frozenset[str]:
        """The changes a visitor may hear of; none for one who is not here any more."""
        today = self.today()
        known = self.store.doors.person(visitor.username, today)
        if known is None or self.over({visitor.session}):
            return frozenset()
        return self.store.doors.topics(known.id, today)


class Cookie(IdentityProvider):
    """Signs in by a cookie, and asks the door at every request whose it is."""

    door: Door = AnyTrait()  # type: ignore[assignment]  # a traitlet stands for its value

    def get_cookie_name(self, handler: RequestHandler) -> str:
        """A name of our own: a Jupyter server in front has a cookie of the usual one."""
        return f"plgwork-{super().get_cookie_name(handler)}"

    # Until the browser closes, and never sent along from elsewhere.
    cookie_options = Dict({"samesite": "Lax", "expires_days": None})

    def user_to_cookie(self, user: User) -> str:
        """What the door gave, and nothing of the person: everything else is asked anew."""
        return user.cookie if isinstance(user, Visitor) else ""

    async def get_user_cookie(self, handler: RequestHandler) -> Visitor | None:
        """The person who was given this cookie, as long as the door lets them in.

        Asked beside the loop, so that a slow database stops nobody else; and where it does not
        answer nobody is taken for signed out.
        """
        kept = handler.get_secure_cookie(self.get_cookie_name(handler))
        if not kept:
            return None
        found = await asyncio.to_thread(self.door.visitor, kept.decode(), handler.request)
        return found if found and await self.door.vouches(found) else None


def main_role(person: Person) -> Role:
    """The role by which a person is named."""
    return next((role for role in RANK if role in person.roles), Role.MEMBER)


def local_path(path: str, base_url: str) -> str:
    """The path if it leads to a page of ours, else the base: nobody is sent elsewhere."""
    safe = path.startswith(base_url) and not path.startswith("//") and path.isprintable()
    return path if safe and "\\" not in path else base_url
