"""The demo's door: choose who to be. It asks for no password, so it opens only on a school that
is invented, and only to this machine, unless the machine is one that is lent for an hour.
"""

from collections.abc import Mapping
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado import web
from tornado.httputil import HTTPServerRequest

from plgwork.models.people import Person, Role
from plgwork.server.doors import (
    FORWARDED,
    LOCAL,
    Door,
    Visitor,
    Words,
    local_path,
    main_role,
    visitor,
)
from plgwork.server.framing import Framed

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


NOT_KEPT = "This is a demo on a machine that is lent to you: nothing that you write here is kept."


class DemoDoor(Door):
    """Lets in whoever chose to be an invented person."""

    entrance = own = "choose"
    words = Words("Choose who to be", "Change person")

    def routes(self) -> Mapping[str, tuple[Any, ...]]:
        """Choose who to be, and leave."""
        return {
            "choose": (Choose, {"door": self}),
            "leave": (Leave,),
            "invitations": (Invitations,),
        }

    @property
    def notice(self) -> str:
        """That a machine which answers anybody keeps nothing."""
        return NOT_KEPT if self.settings.demo_anywhere else ""

    def refusal(self, request: HTTPServerRequest) -> str:
        """A door without a password is for this machine, or for one that is thrown away."""
        if self.settings.demo_anywhere:
            return ""
        if any(name in request.headers for name in FORWARDED):
            return (
                "This demo answers only the machine it runs on, "
                "and the request came through a proxy."
            )
        if request.host_name.lower() not in {*LOCAL, self.settings.host.lower()}:
            return (
                "This demo answers only the machine it runs on. "
                "Open it as localhost or as 127.0.0.1."
            )
        return ""

    def visitor(self, cookie: str, request: HTTPServerRequest) -> Visitor | None:
        """The person of this id, if they still exist."""
        person = self.store.doors.person(cookie, self.today())
        return visitor(person) if person else None


class Choose(Framed):
    """Who do you want to be?"""

    def initialize(self, door: DemoDoor) -> None:
        self.door = door

    @allow_unauthenticated
    def get(self) -> None:
        people = self.door.store.doors.people(self.door.today())
        first = suggested(people, self.door.store.doors.begins_with())
        named = {person.id for person, _, _ in first}
        self.draw(
            "choose.html.j2",
            "Who do you want to be?",
            suggested=first,
            groups=grouped([person for person in people if person.id not in named]),
            next=self._next(),
        )

    @allow_unauthenticated
    def post(self) -> None:
        people = self.door.store.doors.people(self.door.today())
        chosen = next((p for p in people if p.id == self.get_argument("person")), None)
        if chosen is None:
            raise web.HTTPError(403, "Nobody of that name can be chosen here.")
        self.identity_provider.set_login_cookie(self, visitor(chosen, cookie=chosen.id))
        self.redirect(self._next())

    def _next(self) -> str:
        return local_path(self.get_argument("next", ""), self.base_url)


class Leave(Framed):
    """Be nobody."""

    @allow_unauthenticated
    def post(self) -> None:
        self.identity_provider.clear_login_cookie(self)
        self.redirect(self.frame.address(DemoDoor.entrance))


class Invitations(Framed):
    """Where a real school's steward makes invitations."""

    @web.authenticated
    def get(self) -> None:
        self.draw(
            "message.html.j2",
            "Nobody needs an invitation here",
            words="In an invented school one chooses who to be. At a real one, this page makes "
            "slips to print, or mails, with a code for each person.",
        )


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
