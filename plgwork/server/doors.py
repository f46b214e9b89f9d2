"""Who comes in, and as whom. One door so far, the demo's: it asks for no password, so it
opens only on a school that is invented, and only to this machine.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from jupyter_server.auth.identity import IdentityProvider, User
from tornado.httputil import HTTPServerRequest
from tornado.web import RequestHandler
from traitlets import Any as AnyTrait
from traitlets import Dict

from plgwork.models.people import Person, Role

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip")
LOCAL = ("localhost", "127.0.0.1", "[::1]", "::1")

# Somebody with several roles is named by the first of these.
RANK = (Role.LEADER, Role.COACH, Role.STEWARD, Role.FACILITATOR, Role.MEMBER)

GROUPS = {
    Role.FACILITATOR: "Facilitators",
    Role.COACH: "Coach",
    Role.LEADER: "Leaders",
    Role.STEWARD: "Steward",
    Role.MEMBER: "Staff",
}
SEES = {
    Role.FACILITATOR: "Rate the month, write about it, plan the next, and find it all again.",
    Role.COACH: "Read what facilitators chose to share, and nothing they did not.",
    Role.LEADER: "See which groups meet and when; their facilitators’ pages stay closed.",
    Role.MEMBER: "See your own group: who is in it, who facilitates, where it meets next.",
}


class Doors(Protocol):
    """What a door asks the store before anybody is signed in."""

    def invented(self) -> bool: ...
    def begins_with(self) -> str | None: ...
    def people(self, on: date) -> list[Person]: ...
    def person(self, person_id: str, on: date) -> Person | None: ...
    def topics(self, person_id: str, on: date) -> frozenset[str]: ...


@dataclass
class Visitor(User):
    """A signed-in person, as the server's handlers see them."""

    person: Person | None = None


def visitor(person: Person) -> Visitor:
    """The person as someone who is signed in."""
    return Visitor(username=person.id, name=person.name, person=person)


def main_role(person: Person) -> Role:
    """The role by which a person is named."""
    return next((role for role in RANK if role in person.roles), Role.MEMBER)


def grouped(people: list[Person]) -> dict[str, list[Person]]:
    """Everyone once, under the plural of what they mainly are."""
    groups: dict[str, list[Person]] = {title: [] for title in GROUPS.values()}
    for person in people:
        groups[GROUPS[main_role(person)]].append(person)
    return {title: members for title, members in groups.items() if members}


def suggested(people: list[Person], begins_with: str | None) -> list[tuple[Person, str, str]]:
    """One of each kind worth trying, the name of the kind, and what one sees as them."""
    people = sorted(people, key=lambda person: person.id != begins_with)
    firsts = {role: next((p for p in people if main_role(p) is role), None) for role in SEES}
    return [(person, f"A {role.value}", SEES[role]) for role, person in firsts.items() if person]


class DemoDoor(IdentityProvider):
    """Signs in whoever chose to be an invented person; asks the store at every request."""

    doors: Doors = AnyTrait()  # type: ignore[assignment]  # a traitlet stands for its value
    today: Callable[[], date] = AnyTrait()  # type: ignore[assignment]  # likewise

    # Until the browser closes, and never sent along from elsewhere.
    cookie_options = Dict({"samesite": "Lax", "expires_days": None})

    def user_to_cookie(self, user: User) -> str:
        """Only the id: everything else is asked anew."""
        return user.username

    def get_user_cookie(self, handler: RequestHandler) -> User | None:
        """Who the cookie names. A database that is away signs nobody out: its error goes on.

        The parent would take the error for a bad cookie, and clear it.
        """
        name, options = self.get_cookie_name(handler), self.get_secure_cookie_kwargs
        cookie = handler.get_signed_cookie(name, **options)
        return self.user_from_cookie(cookie.decode()) if cookie else None

    def user_from_cookie(self, cookie_value: str) -> Visitor | None:
        """The person with this id, if they still exist."""
        person = self.doors.person(cookie_value, self.today())
        return visitor(person) if person else None


class Admission:
    """Which requests are answered at all: a door without a password is for this machine."""

    def __init__(self, host: str) -> None:
        self.hosts = {*LOCAL, host.lower()}

    def refusal(self, request: HTTPServerRequest) -> str:
        """Why this request is turned away; empty when it is not."""
        if any(name in request.headers for name in FORWARDED):
            return (
                "This demo answers only the machine it runs on, "
                "and the request came through a proxy."
            )
        if request.host_name.lower() not in self.hosts:
            return (
                "This demo answers only the machine it runs on. "
                "Open it as localhost or as 127.0.0.1."
            )
        return ""


def local_path(path: str, base_url: str) -> str:
    """The path if it leads to a page of ours, else the base: nobody is sent elsewhere."""
    safe = path.startswith(base_url) and not path.startswith("//") and path.isprintable()
    return path if safe and "\\" not in path else base_url
