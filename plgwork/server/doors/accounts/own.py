"""One's own account: password, recovery code, what a reset shut, and the record of it."""

from collections.abc import Awaitable, Callable

from tornado import web

from plgwork.errors import AccessError
from plgwork.server.doors.accounts.gate import Gate

MOST_LINES = 100


class Account(Gate):
    """Every form of the page is sent here, and says by ``what`` which it is."""

    @web.authenticated
    async def get(self) -> None:
        await self.here()
        self._show()

    @web.authenticated
    async def post(self) -> None:
        acts: dict[str, Callable[[], Awaitable[tuple[str, str]]]] = {
            "password": self._password,
            "code": self._code,
            "open": self._open,
        }
        act = acts.get(self.field("what"))
        if act is None:
            raise web.HTTPError(400)
        try:
            notice, recovery = await act()
        except AccessError as error:
            self._show(problem=self.refuse(error), where=self.field("what"))
        else:
            self._show(notice=notice, recovery=recovery)

    async def _password(self) -> tuple[str, str]:
        change, here = self.store.accounts.change_password, self.visitor.session
        old, new = self.field("password"), self.field("new")
        self.remember(await self.tried(change, self.me.id, old, new, here))
        return "Your password is changed. Every other browser is signed out.", ""

    async def _code(self) -> tuple[str, str]:
        renew = self.store.accounts.renew_code
        made = await self.tried(renew, self.me.id, self.field("password"))
        return "Here is your new recovery code. The old one no longer works.", made

    async def _open(self) -> tuple[str, str]:
        await self.tried(self.store.accounts.open_shut, self.me.id, self.field("code"))
        return "What you wrote before is open to you again.", ""

    def _show(
        self, problem: str = "", where: str = "", notice: str = "", recovery: str = ""
    ) -> None:
        people = self.store.for_visitor(self.me.id, self.door.settings.clock).people
        record = people.record_of_mine(MOST_LINES)
        self.draw(
            "account.html.j2",
            "Your account",
            standing=self.store.accounts.standing(self.me.id, self.now()),
            record=self.told(self.me.id, record),
            minutes=self.door.settings.sign_out_minutes,
            problem=problem,
            where=where,
            notice=notice,
            recovery=recovery,
        )
