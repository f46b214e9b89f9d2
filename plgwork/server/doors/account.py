"""One's own account, behind whichever door: what a reset shut, and the record of it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import ClassVar

from tornado import web

from plgwork.errors import AccessError
from plgwork.server.doors.gate import Gate

MOST_LINES = 100
Act = Callable[[], Awaitable[tuple[str, str]]]  # a notice, and a recovery code if one was made


class Account(Gate):
    """Every form of the page is sent here, and says by ``what`` which it is."""

    passwords: ClassVar[bool] = False  # whether people have any here

    def acts(self) -> Mapping[str, Act]:
        """What each form does."""
        return {"open": self._open}

    @web.authenticated
    async def get(self) -> None:
        await self.here()
        self._show()

    @web.authenticated
    async def post(self) -> None:
        act = self.acts().get(self.field("what"))
        if act is None:
            raise web.HTTPError(400)
        try:
            notice, recovery = await act()
        except AccessError as error:
            self._show(problem=self.refuse(error), where=self.field("what"))
        else:
            self._show(notice=notice, recovery=recovery)

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
            passwords=self.passwords,
            standing=self.store.accounts.standing(self.me.id, self.now()),
            record=self.told(self.me.id, record),
            minutes=self.door.settings.sign_out_minutes,
            problem=problem,
            where=where,
            notice=notice,
            recovery=recovery,
        )
