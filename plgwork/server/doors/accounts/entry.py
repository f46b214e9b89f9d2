"""In: signing in, joining by a code, coming back with a recovery code."""

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado import web

from plgwork.errors import AccessError, UnavailableError
from plgwork.models.accounts import Purpose
from plgwork.server.doors.accounts.gate import UNDONE, PasswordGate
from plgwork.server.doors.gate import OUT


class SignIn(PasswordGate):
    """Name and password."""

    @allow_unauthenticated
    def get(self) -> None:
        self._show("", OUT.get(self.get_argument("why", ""), ""))

    @allow_unauthenticated
    async def post(self) -> None:
        name, password = self.field("name"), self.field("password")
        address = self.door.address(self.request)
        try:
            sign_in, known = self.store.accounts.sign_in, self.known
            signed = await self.tried(lambda now: sign_in(name, password, address, now, known))
        except UNDONE as error:
            self._show(name, problem=self.refuse(error))
        else:
            await self.come_in(signed)

    def _show(self, name: str, notice: str = "", problem: str = "") -> None:
        self.draw(
            "sign-in.html.j2",
            "Sign in",
            name=name,
            notice=notice,
            problem=problem,
            next=self.next,
        )


class Join(PasswordGate):
    """A code is shown what it opens, and used up only when the form is sent."""

    @allow_unauthenticated
    def get(self) -> None:
        code = self.get_argument("code", "")[:100]
        self._show(code) if code else self._ask()

    @allow_unauthenticated
    async def post(self) -> None:
        code = self.field("code")
        try:
            signed = await self.tried(self.store.links.use, code, self.field("password"))
        except AccessError as error:
            self._show(code, self.refuse(error))
        except UnavailableError as error:
            self._ask(self.refuse(error), code)
        else:
            await self.come_in(signed)

    def _show(self, code: str, problem: str = "") -> None:
        try:
            link = self.store.links.opened(code, self.now())
        except AccessError as error:
            self._ask(self.refuse(error))
            return
        joining = link.purpose is Purpose.INVITATION
        title = f"Welcome, {link.person}" if joining else "Choose a new password"
        self.draw("join.html.j2", title, link=link, joining=joining, code=code, problem=problem)

    def _ask(self, problem: str = "", code: str = "") -> None:
        self.draw("code.html.j2", "You were given a code", problem=problem, code=code)


class Recover(PasswordGate):
    """The owner's recovery code, in place of a password that was forgotten."""

    @allow_unauthenticated
    def get(self) -> None:
        self._show("")

    @allow_unauthenticated
    async def post(self) -> None:
        name, code, password = self.field("name"), self.field("code"), self.field("password")
        address = self.door.address(self.request)
        try:
            recover, known = self.store.accounts.recover, self.known
            signed = await self.tried(
                lambda now: recover(name, code, password, address, now, known)
            )
        except UNDONE as error:
            self._show(name, problem=self.refuse(error))
        else:
            await self.come_in(signed)

    def _show(self, name: str, problem: str = "", notice: str = "") -> None:
        self.draw(
            "recover.html.j2",
            "You forgot your password",
            name=name,
            problem=problem,
            notice=notice,
            mails=self.door.post is not None,
        )


class RecoverByMail(Recover):
    """A link to one's own address. The answer tells nobody whether there is such an account."""

    @allow_unauthenticated
    def get(self) -> None:
        self.redirect(self.frame.address("recover"))

    @allow_unauthenticated
    async def post(self) -> None:
        name, address = self.field("name"), self.door.address(self.request)
        if self.door.post is None:
            raise web.HTTPError(404)
        try:
            link = await self.tried(self.store.links.asked, name, address)
        except UNDONE as error:
            self._show(name, problem=self.refuse(error))
            return
        if link:
            self.door.post.send_later(link, self.door.link(link.code))
        self._show(
            name,
            notice="If that is an address we know, a link is on its way to it. It works for a day.",
        )
