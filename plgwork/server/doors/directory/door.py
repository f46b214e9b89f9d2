"""What both ways have in common: a name of the directory's begins a session of ours."""

from collections.abc import Mapping
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado import web

from plgwork.errors import AccessError
from plgwork.server.doors import Visitor, visitor
from plgwork.server.doors.account import Account
from plgwork.server.doors.gate import OUT, Gate, Porter, SignOut
from plgwork.server.doors.lasting import SessionDoor
from plgwork.server.doors.record import Record, StewardsOnly
from plgwork.store.directory import LEFT, UNKNOWN

ENTER = {
    UNKNOWN: "Ask a steward of your school to enter you on the page School, with this name to "
    "sign in with. Then come back here.",
    LEFT: "What you wrote is kept, and nobody else can open it. If you should still come in, ask "
    "a steward of your school.",
}
STILL_IN = (
    "You may still be signed in at your school. Where others use this browser, sign out there too."
)
NAMELESS = (
    "The sign-in of your school did not say who you are",
    "Sign in there, and come back. If you did, tell whoever looks after the workbook.",
)
FAILED = ("Signing in did not work", "Nothing was changed. Please try once more.")


class DirectoryDoor(SessionDoor):
    """Lets in whoever the school's own sign-in names, where the school knows them."""

    @property
    def way_out(self) -> str:
        """Where one signs out of the school's own sign-in; empty where nobody said."""
        return self.settings.directory_sign_out

    def routes(self) -> Mapping[str, tuple[Any, ...]]:
        """Out, what is one's own, and what stewards do; in is each way's own."""
        given = {"door": self}
        return {
            "sign-out": (SignOut, given),
            "account": (Account, given),
            "invitations": (Invitations, given),
            "record": (Record, given),
        }


class Threshold(Gate):
    """A page on the way in."""

    def initialize(self, door: Porter) -> None:
        super().initialize(door)
        if not isinstance(door, DirectoryDoor):
            raise web.HTTPError(404)
        self.directory = door

    @allow_unauthenticated
    async def get(self) -> None:
        """Let in; whoever has just signed out is not let in again before they ask for it."""
        if isinstance(self.current_user, Visitor):
            self.redirect(self.next)
        elif said := OUT.get(self.get_argument("why", "")):
            self.tell("You are signed out", [said, STILL_IN], "Sign in again")
        else:
            await self.let_in()

    async def let_in(self) -> None:
        """Find out who comes."""
        raise NotImplementedError

    async def come_in(self, name: str, beside: str, lead: str) -> None:
        """Begin a session for whoever the directory means, and lead on.

        Their cookie keeps what stands ``beside`` its token as well.
        """
        try:
            person_id, token = await self.tried(self.store.directory.come_in, name)
        except AccessError as error:
            self._stay_out(name, error)
            return
        await self._end_earlier()
        person = self.store.doors.person(person_id, self.door.today())
        if person is None:
            raise web.HTTPError(403, LEFT)
        came = visitor(person, cookie=f"{token} {beside}".strip())
        self.identity_provider.set_login_cookie(self, came)
        self.redirect(lead)

    async def _end_earlier(self) -> None:
        """Whoever used this browser before is here no more, nor are their open pages."""
        kept = self.get_signed_cookie(self.identity_provider.get_cookie_name(self))
        ours = kept.decode().partition(" ")[0] if kept else ""
        if earlier := await self.tried(self.door.sessions.find, ours):
            await self.tried(self.door.sessions.end, earlier.id)

    def tell(self, title: str, words: list[str], again: str, status: int = 200) -> None:
        """Say what is the matter, with the ways on: in again, or out of the school's sign-in."""
        self.set_status(status)
        self.draw(
            "threshold.html.j2",
            title,
            words=words,
            again=again,
            way_out=self.directory.way_out,
            next=self.next,
        )

    def _stay_out(self, name: str, error: AccessError) -> None:
        why = str(error)
        who = f"Your school’s sign-in calls you “{name}”. {why}"
        self.tell("You cannot come in yet", [who, ENTER.get(why, "")], "Try again", 403)


class Invitations(StewardsOnly):
    """Where the accounts door makes invitations."""

    @web.authenticated
    async def get(self) -> None:
        await self.steward()
        self.draw(
            "message.html.j2",
            "Nobody needs an invitation here",
            words="People come in by the sign-in of your school. Enter them on the page School, "
            "and take as their name to sign in with what they are called there.",
        )
