"""Somebody at the websocket: speaks to their page as the front end does, and draws nothing.

Many of them fit where so many browsers would not.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import (
    WebSocketClientConnection,
    WebSocketClosedError,
    websocket_connect,
)

from tests.browser.looking import Caller

CONTROL, PROTOCOL = "jupyter.widget.control", "1.0.0"
PATIENCE = 60  # seconds until a kernel that says nothing is taken for stuck
State = dict[str, Any]
Found = Callable[[State], bool]


class LineLostError(Exception):
    """The line to the kernel has ended."""


@dataclass
class Wire:
    """A line to one kernel, and the state of each of its widgets as it was told."""

    line: WebSocketClientConnection
    session: str = field(default_factory=lambda: uuid4().hex)
    states: dict[str, State] = field(default_factory=dict)
    over: bool = False

    async def ask(self) -> None:
        """Ask for the state of every widget there is, and wait for it."""
        comm = uuid4().hex
        content = {"comm_id": comm, "target_name": CONTROL, "data": {}}
        await self._say("comm_open", content, {"version": PROTOCOL})
        await self._say("comm_msg", {"comm_id": comm, "data": {"method": "request_states"}})
        while not self.states:
            await self._hear()

    async def greet(self) -> None:
        """Wait until the kernel answers: then a page of ours can be used."""
        await self._say("kernel_info_request", {})
        while await self._hear() != "kernel_info_reply":
            pass

    def find(self, wanted: Found) -> str:
        """The id of the first widget whose state is like this."""
        return next(name for name, state in self.states.items() if wanted(state))

    async def send(self, widget: str, message: State) -> None:
        """Send what the browser's part of a widget would."""
        data = {"method": "custom", "content": message}
        await self._say("comm_msg", {"comm_id": widget, "data": data})

    async def until(self, wanted: Callable[[], bool]) -> None:
        """Hear what the kernel says until this is so."""
        while not wanted():
            await self._hear()

    async def close(self) -> None:
        """End the line, and wait until the other side has ended it as well."""
        self.line.close()
        while not self.over:
            await self._next()

    async def _next(self) -> str | bytes | None:
        heard = await asyncio.wait_for(self.line.read_message(), PATIENCE)
        self.over = heard is None  # which is said once
        return heard

    async def _say(self, kind: str, content: State, about: State | None = None) -> None:
        header = {"msg_id": uuid4().hex, "msg_type": kind, "session": self.session}
        header |= {"username": "", "version": "5.4", "date": datetime.now(UTC).isoformat()}
        message = {"channel": "shell", "header": header, "content": content}
        message |= {"parent_header": {}, "metadata": about or {}, "buffers": []}
        try:
            await self.line.write_message(json.dumps(message))
        except WebSocketClosedError as error:
            raise LineLostError from error

    async def _hear(self) -> str:
        """Take the next message in; its kind."""
        heard = await self._next()
        if heard is None:
            raise LineLostError
        if isinstance(heard, bytes):
            return ""  # a picture; nobody looks at it here
        message = json.loads(heard)
        kind, content = str(message["header"]["msg_type"]), message["content"]
        data = content.get("data", {})
        if kind == "comm_open":
            self.states[content["comm_id"]] = dict(data.get("state", {}))
        elif data.get("method") == "update_states":
            self.states |= {name: one["state"] for name, one in data["states"].items()}
        elif data.get("method") == "update":
            self.states.setdefault(content["comm_id"], {}).update(data["state"])
        return kind


@asynccontextmanager
async def wired(caller: Caller, page: str) -> AsyncIterator[Wire]:
    """Open a page whole, and a line to its kernel, with every widget's state at hand."""
    kernel = await asyncio.to_thread(caller.open, page)
    cookie = "; ".join(f"{name}={value}" for name, value in caller.cookies.items())
    address = caller.served.url.replace("http", "ws", 1)
    asked = HTTPRequest(
        f"{address}/api/kernels/{kernel}/channels?session_id={uuid4().hex}",
        headers={"Cookie": cookie, "Origin": caller.served.url},
        request_timeout=60,
        connect_timeout=60,
        validate_cert=False,  # the tests' own proxy has one of the tests' own
    )
    try:
        wire = Wire(await websocket_connect(asked, max_message_size=50_000_000))
    except HTTPClientError as error:  # its server is gone since it sent the page
        raise LineLostError from error
    try:
        await wire.ask()
        yield wire
    finally:
        await wire.close()
