"""A norm check on people's own phones: plain pages, no kernel and no script.

Whoever is in the group today answers once; its facilitator closes it. To everybody else there is
nothing at the address, whether somebody made it up or not.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from tornado import web

from plgwork.errors import AccessError
from plgwork.models.figures import SuppressedTable
from plgwork.models.norms import Counted, Mark, NormCheck, Phone, Taps
from plgwork.server.framing import Framed
from plgwork.server.room import drawn
from plgwork.settings import Settings
from plgwork.store import Store
from plgwork.store.taps import Outcome

T = TypeVar("T")
FIELD = "norm-"
NOTHING = (
    "There is nothing to answer here",
    "The address may be mistyped, or what is asked there is not for the person who is signed in on "
    "this phone. Nothing was kept. Whoever facilitates your PLG can show you the address.",
)
EMPTY = "Mark at least one norm. Nothing was kept yet."
LATE = (
    "This check is closed",
    "What you tapped came after the end, and was not kept.",
)


class OfCheck(Framed):
    """What the handlers of a check share."""

    def initialize(self, workbook: Settings, store: Any) -> None:
        self.workbook = workbook
        self.store: Store = store

    async def asked(self, ask: Callable[..., T], code: str, *more: Any) -> T:
        """Ask the store in the name of whoever is signed in today, beside the loop."""
        today = self.workbook.clock().date()
        return await asyncio.to_thread(ask, code, self.current_user.username, today, *more)

    async def phone(self, code: str, closes: bool = False) -> Phone | None:
        """The check as it stands for them; answers by itself, and with None, if there is none."""
        phone = await self.asked(self.store.taps.phone, code)
        if phone is None or (closes and not phone.check.mine):
            self.nothing()
            return None
        return phone

    def nothing(self) -> None:
        """Say that there is nothing here, and nothing more."""
        title, words = NOTHING
        self.set_status(404)
        self.draw("message.html.j2", title, words=words)

    def about(self, phone: Phone) -> dict[str, Any]:
        """What the templates tell of a check."""
        check = phone.check
        return {
            "phone": phone,
            "marks": [(mark.value, check.asked.marks[mark]) for mark in reversed(Mark)],
            "here": self.frame.address(f"n/{check.code}"),
            "culture": self.frame.address(f"culture?of={check.plg_id}#how-it-goes"),
        }


class Answer(OfCheck):
    """One tap for each norm, sent once."""

    @web.authenticated
    async def get(self, code: str) -> None:
        if phone := await self.phone(code):
            self._show(phone)

    @web.authenticated
    async def post(self, code: str) -> None:
        outcome = Outcome.EMPTY
        try:
            outcome = await self.asked(self.store.taps.answer, code, self._taps())
        except AccessError:
            return self.nothing()
        if outcome is Outcome.EMPTY:
            if phone := await self.phone(code):
                self._show(phone, EMPTY)
        elif outcome is Outcome.LATE:
            title, words = LATE
            self.set_status(409)
            self.draw("message.html.j2", title, words=words)
        else:
            self.redirect(self.frame.address(f"n/{code}"), status=303)
        return None

    def _taps(self) -> Taps:
        """What was marked; whatever is no mark counts as left out."""
        found = {}
        for name in self.request.body_arguments:
            with suppress(ValueError):
                found[name.removeprefix(FIELD)] = Mark(self.get_body_argument(name))
        return found

    def _show(self, phone: Phone, problem: str = "") -> None:
        title = "How did we keep our norms today?"
        self.draw("norm-check.html.j2", title, problem=problem, **self.about(phone))


class Close(OfCheck):
    """The end of a check, for whoever facilitates the group."""

    @web.authenticated
    async def get(self, code: str) -> None:
        if phone := await self.phone(code, closes=True):
            title = "Close the norm check" if phone.check.open else LATE[0]
            self.draw("norm-close.html.j2", title, **self.about(phone))

    @web.authenticated
    async def post(self, code: str) -> None:
        phone = await self.phone(code, closes=True)
        if phone is None:
            return
        now = self.workbook.clock()
        try:
            await self.asked(self.store.taps.close, code, now, _let_out(phone))
        except AccessError:
            self.nothing()
        else:
            self.redirect(self.about(phone)["culture"], status=303)


def _let_out(phone: Phone) -> Callable[[NormCheck, Counted, int], SuppressedTable | None]:
    """What may be shown of a check, under the day on which it was opened."""

    def let_out(check: NormCheck, counted: Counted, answered: int) -> SuppressedTable | None:
        from plgwork.analysis import norm_checks  # numpy, only where a check is closed

        day = check.opened_at.astimezone(ZoneInfo(phone.timezone))
        wave = f"{day.day} {day:%b} {day.year}"
        return norm_checks.let_out(check.asked, counted, answered, wave)

    return let_out


class Picture(OfCheck):
    """The address as a QR code, for a phone."""

    @web.authenticated
    async def get(self, code: str) -> None:
        if phone := await self.phone(code):
            self.set_header("Content-Type", "image/svg+xml")
            self.finish(drawn(f"{self.workbook.public_address}n/{phone.check.code}"))
