"""What the server answers at each of its addresses. Every address not here is a friendly 404."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import ApiPath
from tornado import web
from tornado.iostream import StreamClosedError
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from plgwork.errors import StoreError
from plgwork.server.framing import HEADERS, Framed
from plgwork.server.kernels import Kernels
from plgwork.server.live import Hub
from plgwork.server.navigation import HOME
from plgwork.store.sessions import out

KEEP_ALIVE_SECONDS = 20
PATIENCE_SECONDS = 10

log = logging.getLogger(__name__)


class Health(web.RequestHandler):
    """Whether the server answers, and how full it is, for whoever looks after it."""

    def get(self) -> None:
        kernels: Kernels = self.settings["kernel_manager"]
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"ok\n{kernels.taken} of {kernels.settings.most_kernels} pages are open\n")


class Ready(web.RequestHandler):
    """Whether a proxy is to send anybody here: no longer, once this server was told to stop.

    A full house is ready: whose page is here comes back.
    """

    async def get(self) -> None:
        leaving = self.settings["leaving"].is_set()
        problem = "leaving" if leaving else await self.settings["readiness"].problem()
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.set_status(HTTPStatus.SERVICE_UNAVAILABLE if problem else HTTPStatus.OK)
        self.finish(f"{problem or 'ready'}\n")


class Missing(Framed):
    """Every address that leads nowhere."""

    @allow_unauthenticated
    def get(self, *path: str) -> None:
        raise web.HTTPError(404)

    post = head = put = delete = patch = get


class Refused(web.RequestHandler):
    """Requests that are not let in at all."""

    def initialize(self, why: str) -> None:
        self.why = why

    def prepare(self) -> None:
        for name, value in HEADERS.items():
            self.set_header(name, value)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.set_status(403)
        self.finish(self.why + "\n")


class Entrance(Framed):
    """The bare address: home, or the door."""

    @web.authenticated
    def get(self) -> None:
        self.redirect(self.frame.address(HOME))


class Here(Framed):
    """Somebody presses keys or taps: they are here, and stay signed in."""

    @web.authenticated
    async def post(self) -> None:
        await asyncio.to_thread(self.settings["door"].seen, self.current_user)
        self.set_status(204)
        self.finish()


class Notebook(Framed):
    """A page: its notebook, run for whoever is here and drawn in the frame."""

    is_page = True
    kernel_id = ""
    left = False

    def initialize(self, renderer: Callable[..., Any]) -> None:
        self.renderer = renderer

    @property
    def kernels(self) -> Kernels:
        """Every page's kernel."""
        kernels: Kernels = self.settings["kernel_manager"]
        return kernels

    @web.authenticated
    async def get(self, name: str) -> None:
        """Run the notebook and send it as it comes; 403 before any kernel starts."""
        self.page = self.frame.navigation.find(name)
        if self.page is None or self.person is None:
            raise web.HTTPError(404)
        if not self.page.open_to(self.person):
            raise web.HTTPError(403, "It belongs to a role that you do not have.")
        if self.kernels.closing:
            self.detach().close()  # a proxy asks the next server, and that one opens the page
            return
        await asyncio.to_thread(self.settings["door"].seen, self.current_user)
        _ = self.xsrf_token  # sets the cookie with which a closing tab ends its kernel
        await self._run(self.page.notebook)

    async def _run(self, notebook: str) -> None:
        renderer = self.renderer(self, notebook)
        await renderer.initialize()
        self.kernel_id = await self.kernels.start_kernel(
            kernel_name=renderer.notebook.metadata.kernelspec.name,
            path=ApiPath(""),
            env={"QUERY_STRING": self.request.query},
        )
        if self.left:
            self.kernels.end_soon(self.kernel_id)
            return
        kernel = self.kernels.get_kernel(self.kernel_id)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        with suppress(StreamClosedError):
            await self._send(renderer.generate_content_generator(self.kernel_id, kernel))
        self.kernels.wait_for(self.kernel_id)

    async def _send(self, pieces: AsyncIterator[tuple[str, Any]]) -> None:
        try:
            async for html in _or_comment(pieces):
                self.write(html)
                await self.flush()
        except RuntimeError as error:  # so nbclient says that a kernel did not start
            if not self.left:
                log.error("A page's kernel did not start: %s", error)
                self.write(f"<script nonce='{self.nonce}'>plg.failed()</script>")

    def on_connection_close(self) -> None:
        """Somebody left before the page was there; nobody else will end its kernel."""
        super().on_connection_close()
        self.left = True
        self.kernels.end_soon(self.kernel_id)


async def _or_comment(pieces: AsyncIterator[tuple[str, Any]]) -> AsyncIterator[str]:
    """The pieces of a page; a comment now and then where one is long in coming.

    A proxy would take a silent page for a dead one. Pieces are long in coming only where the
    template waits for the kernel, and there it stands between two elements.
    """
    while True:
        piece = asyncio.ensure_future(anext(pieces, None))
        while not (await asyncio.wait({piece}, timeout=PATIENCE_SECONDS))[0]:
            yield "<!-- still opening -->\n"
        if (sent := piece.result()) is None:
            return
        yield sent[0]


class Socket(VoilaKernelWebsocketHandler):  # type: ignore[misc]  # Voilà has no types
    """A page's line to its kernel. The authorizer lets only its owner in."""

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """A refused line needs no page."""
        self.finish()


class Shutdown(APIHandler):
    """A closing tab ends its kernel; a kernel that is gone already is as good."""

    @web.authenticated
    def post(self, kernel_id: str) -> None:
        kernels: Kernels = self.settings["kernel_manager"]
        if kernels.owner(kernel_id) not in (None, self.current_user.username):
            raise web.HTTPError(403)
        kernels.leave(kernel_id)
        self.set_status(204)
        self.finish()


class Live(APIHandler):
    """Tells one tab of changes this person may hear of, as server-sent events.

    Somebody who was away missed what was told, and is told every topic once.
    """

    topics: frozenset[str] = frozenset()
    topics_until = 0.0

    @web.authenticated
    async def get(self) -> None:
        self.set_header("Content-Type", "text/event-stream")
        # jupyter-server-proxy passes a stream on and does not say that it is compressed.
        self.set_header("Content-Encoding", "identity")
        self.set_header("X-Accel-Buffering", "no")
        hub: Hub = self.settings["hub"]
        # A database that is away ends the stream; the tab asks for it anew.
        with hub.listening() as self.queue, suppress(StreamClosedError, StoreError):
            await self._send("id: 0")
            if self.get_argument("again", None) is not None or self._returns():
                await self._send(*map(_told, sorted(self._heard())))
            while await self._pass_on():
                pass

    def on_connection_close(self) -> None:
        """The tab is gone: wake up and end."""
        super().on_connection_close()
        Hub.end(self.queue)

    async def _pass_on(self) -> bool:
        try:
            topic = await asyncio.wait_for(self.queue.get(), KEEP_ALIVE_SECONDS)
        except TimeoutError:
            await self._send(": still here")
            return True
        if topic is None or (topic == out(self.current_user.username) and not self._is_here()):
            return False
        if topic in self._heard():
            await self._send(_told(topic))
        return True

    def _is_here(self) -> bool:
        """Whether the session lasts, asked now."""
        self.topics_until = 0.0
        return bool(self._heard())

    def _heard(self) -> frozenset[str]:
        # Asked again every few seconds, not at every key that somebody somewhere presses.
        now = asyncio.get_running_loop().time()
        if now >= self.topics_until:
            self.topics = self.settings["door"].topics(self.current_user)
            self.topics_until = now + KEEP_ALIVE_SECONDS
        return self.topics

    async def _send(self, *lines: str) -> None:
        self.write("".join(f"{line}\n\n" for line in lines))
        await self.flush()

    def _returns(self) -> bool:
        # A browser that lost its stream says which message it heard last.
        return "Last-Event-ID" in self.request.headers


def _told(topic: str) -> str:
    return f"data: {json.dumps({'topic': topic})}"
