"""What stewards do with accounts: invite, and reset. Nobody's words are here."""

from dataclasses import dataclass

import segno
from markupsafe import Markup
from tornado import web

from plgwork.errors import AccessError
from plgwork.models.accounts import Link
from plgwork.server.doors.accounts.gate import PasswordGate
from plgwork.server.doors.record import StewardsOnly


@dataclass(frozen=True)
class Slip:
    """A link on paper: the address as a picture for a phone, and in letters."""

    link: Link
    address: str

    @property
    def picture(self) -> Markup:
        """The address as a QR code, drawn by us: numbers only, so that it is safe as markup."""
        made = segno.make(self.address, error="m", micro=False)
        return Markup(made.svg_inline(scale=3, border=2, svgclass=None, lineclass=None))


class Invitations(StewardsOnly, PasswordGate):
    """Who joined, who was invited, and slips for whoever was not."""

    @web.authenticated
    async def get(self) -> None:
        self._show(await self.steward())

    @web.authenticated
    async def post(self) -> None:
        steward = await self.steward()
        try:
            await self._act(steward)
        except AccessError as error:
            self._show(steward, self.refuse(error))

    async def _act(self, steward: str) -> None:
        if asked := self.field("reset"):
            self._confirm(steward, asked)
        elif reset := self.field("reset_now"):
            link = await self.tried(lambda now: self.store.links.reset(reset, now, steward))
            self._hand_out([link], mail=bool(self.field("mail")))
        else:
            chosen = self.get_body_arguments("person")
            if not chosen:
                raise AccessError("Choose at least one person to invite.")
            links = await self.tried(lambda now: self.store.links.invite(chosen, now, steward))
            self._hand_out(links, mail=bool(self.field("mail")))

    def _show(self, steward: str, problem: str = "") -> None:
        standings = self.store.accounts.of_school(steward, self.now())
        self.draw(
            "invitations.html.j2",
            "Invitations",
            named=[one for one in standings if one.name],
            nameless=[one for one in standings if not one.name],
            problem=problem,
            mails=self.door.post is not None,
        )

    def _confirm(self, steward: str, person_id: str) -> None:
        standings = self.store.accounts.of_school(steward, self.now())
        standing = next((one for one in standings if one.person_id == person_id), None)
        if standing is None:
            raise AccessError("Nobody of that name is at your school.")
        title = f"A new password for {standing.person}?"
        self.draw("reset.html.j2", title, standing=standing, mails=self.door.post is not None)

    def _hand_out(self, links: list[Link], mail: bool) -> None:
        post = self.door.post if mail else None
        mailed = [link for link in links if post and "@" in link.account]
        for link in mailed:
            if post:
                post.send_later(link, self.door.link(link.code))
        slips = [Slip(link, self.door.link(link.code)) for link in links if link not in mailed]
        self.draw(
            "slips.html.j2",
            "Slips to hand out" if slips else "On its way",
            slips=slips,
            mailed=[link.person for link in mailed],
            school=self._school(),
            home=self.door.settings.public_address,
        )

    def _school(self) -> str:
        people = self.store.for_visitor(self.me.id, self.door.settings.clock).people
        return people.school().name
