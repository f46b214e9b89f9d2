"""The screen in the room: what everybody may see of a run, without a kernel and without an account.

Whoever has the address may look, for as long as the store lets them.
"""

import asyncio
import io
from contextlib import suppress
from typing import Any

import segno
from jupyter_server.auth.decorator import allow_unauthenticated
from tornado import web
from tornado.iostream import StreamClosedError

from plgwork.errors import StoreError
from plgwork.models.runs import Screen, as_seen, in_milliseconds
from plgwork.server.framing import Framed
from plgwork.server.live import Hub
from plgwork.settings import Settings

CODE = r"([0-9A-Za-z-]{8,12})"
KEEP_ALIVE_SECONDS = 20
OVER = (
    "There is nothing to see here",
    "The address may be mistyped, or what ran is over for half a day. Whoever runs the protocol "
    "finds the address under “Show on the room’s screen”.",
)


class Now(web.RequestHandler):
    """What time it is, for a machine whose own clock may be wrong."""

    def initialize(self, workbook: Settings) -> None:
        self.workbook = workbook

    def get(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.finish({"now": in_milliseconds(self.workbook.clock())})


class OfRoom(Framed):
    """What the handlers of a room share."""

    def initialize(self, workbook: Settings, store: Any) -> None:
        self.workbook = workbook
        self.store = store

    async def screen(self, code: str) -> Screen | None:
        """What there is to see by this code now."""
        find = self.store.rooms.screen
        screen: Screen | None = await asyncio.to_thread(find, code, self.workbook.clock())
        return screen

    async def seen(self, code: str) -> Screen:
        """The same; 404 when there is nothing."""
        screen = await self.screen(code)
        if screen is None:
            raise web.HTTPError(404)
        return screen

    def told(self, screen: Screen) -> dict[str, Any]:
        """A screen as the browser draws it, and the moment it was asked for."""
        now = in_milliseconds(self.workbook.clock())
        return {"run": as_seen(screen, screen.timezone), "now": now}


class Room(OfRoom):
    """The page for a projector's machine."""

    @allow_unauthenticated
    async def get(self, code: str) -> None:
        screen = await self.screen(code)
        if screen is None:
            self.set_status(404)
            title, words = OVER
            self.draw("message.html.j2", title, words=words)
            return
        told = self.told(screen)
        self.draw("room.html.j2", screen.name, told=told, place=self.frame.address(f"room/{code}"))


class RoomState(OfRoom):
    """The run as it stands now."""

    @allow_unauthenticated
    async def get(self, code: str) -> None:
        self.finish(self.told(await self.seen(code)))


class RoomLive(OfRoom):
    """Tells the screen that the run was moved, as server-sent events."""

    queue: asyncio.Queue[str | None]

    @allow_unauthenticated
    async def get(self, code: str) -> None:
        topic = f"run:{(await self.seen(code)).run_id}"
        self.set_header("Content-Type", "text/event-stream")
        # jupyter-server-proxy passes a stream on and does not say that it is compressed.
        self.set_header("Content-Encoding", "identity")
        self.set_header("X-Accel-Buffering", "no")
        hub: Hub = self.settings["hub"]
        with hub.listening() as self.queue, suppress(StreamClosedError, StoreError):
            await self._send(": here")
            while await self._pass_on(code, topic):
                pass

    def on_connection_close(self) -> None:
        """The screen is gone: wake up and end."""
        super().on_connection_close()
        if hasattr(self, "queue"):
            Hub.end(self.queue)

    async def _pass_on(self, code: str, topic: str) -> bool:
        try:
            heard = await asyncio.wait_for(self.queue.get(), KEEP_ALIVE_SECONDS)
        except TimeoutError:
            await self._send(": still here")
            return await self.screen(code) is not None
        if heard == topic:
            await self._send("data: {}")
        return heard is not None

    async def _send(self, line: str) -> None:
        self.write(f"{line}\n\n")
        await self.flush()


class Picture(OfRoom):
    """The room's address as a QR code, for a phone."""

    @allow_unauthenticated
    async def get(self, code: str) -> None:
        await self.seen(code)
        self.set_header("Content-Type", "image/svg+xml")
        self.finish(drawn(f"{self.workbook.public_address}room/{code}"))


def drawn(address: str) -> bytes:
    """An address as a QR code, in SVG."""
    page = io.BytesIO()
    made = segno.make(address, error="m", micro=False)
    made.save(page, kind="svg", scale=4, border=2, light="white")
    return page.getvalue()
