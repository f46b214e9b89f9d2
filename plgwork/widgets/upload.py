"""A file that is handed in, in pieces small enough for the line."""

from collections.abc import Callable, Sequence
from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part

MOST_BYTES = 20_000_000


class Upload(Part):
    """A native file input. Larger files than ``most`` bytes are refused before they are sent.

    The browser sends ``{"kind": "piece", "ticket", "name", "size", "at"}`` with the bytes from
    ``at`` on as a buffer, and goes on when ``answer`` says how far the file has come. The last
    piece is answered by ``accept`` or ``refuse``. A line that was lost goes on where it was. The
    name of the file stands in the field until ``clear``.
    """

    module = "upload"
    label = tl.Unicode().tag(sync=True)
    note = tl.Unicode().tag(sync=True)
    kinds = tl.Unicode().tag(sync=True)
    most = tl.Int(MOST_BYTES).tag(sync=True)
    answer = tl.Dict().tag(sync=True)

    def __init__(self, **kwargs: Any) -> None:
        self._held, self._ticket = bytearray(), 0
        self._whole: Callable[[str, bytes], None] = lambda _name, _data: None
        super().__init__(**kwargs)
        self.on_msg(lambda _widget, message, buffers: self.collect(message, buffers))

    def when_whole(self, take: Callable[[str, bytes], None]) -> None:
        """Call this with the name and the bytes of a file that has arrived."""
        self._whole = take

    def collect(self, message: Any, buffers: Sequence[Any]) -> None:
        """Take a piece; one that came before, or of another file, changes nothing."""
        if not isinstance(message, dict) or message.get("kind") != "piece":
            return
        ticket, at, size = (_number(message.get(name)) for name in ("ticket", "at", "size"))
        if at == 0 and ticket != self._ticket:
            self._held, self._ticket = bytearray(), ticket
        piece = b"".join(bytes(one) for one in buffers)
        if ticket != self._ticket or at != len(self._held) or at + len(piece) > self.most:
            return
        self._held += piece
        if len(self._held) < size:
            self.answer = {"ticket": ticket, "at": len(self._held)}
            return
        whole, self._held = bytes(self._held), bytearray()
        self._whole(str(message.get("name", "")), whole)

    def accept(self, status: str) -> None:
        """Say that the file was taken."""
        self.answer = {"ticket": self._ticket, "status": status}

    def clear(self) -> None:
        """Let go of the file that was chosen, and of what was said of it."""
        self.answer = {"ticket": self._ticket, "cleared": True}

    def refuse(self, problem: str) -> None:
        """Say why it was not."""
        self.answer = {"ticket": self._ticket, "problem": problem}


def _number(value: Any) -> int:
    return value if isinstance(value, int) else -1
