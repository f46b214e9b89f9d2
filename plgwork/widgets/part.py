"""What every part of a page is: native elements drawn by a small module of our own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import anywidget

STATIC = Path(__file__).parent / "static"
DOM = (STATIC / "dom.js").read_text(encoding="utf-8")
Listener = Callable[[dict[str, Any]], None]


class Part(anywidget.AnyWidget):
    """A widget whose JavaScript is ``static/<module>.js``, after what it shares with others.

    Text becomes text, never markup.
    """

    module: ClassVar[str] = ""
    beside: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        # Only where a module is named: traitlets makes further classes out of ours.
        if "module" in vars(cls):
            files = (STATIC / f"{name}.js" for name in (*cls.beside, cls.module))
            cls._esm = DOM + "".join(file.read_text(encoding="utf-8") for file in files)
        super().__init_subclass__(**kwargs)

    def __init__(self, **kwargs: Any) -> None:
        self._listeners: dict[str, Listener] = {}
        super().__init__(**kwargs)
        self.on_msg(lambda _widget, message, _buffers: self.receive(message))

    def listen(self, kind: str, listener: Listener) -> None:
        """Call the listener when the browser sends a message of this kind."""
        self._listeners[kind] = listener

    def receive(self, message: Any) -> None:
        """Take a message as the browser sends it; one we do not know is let pass."""
        kind = message.get("kind") if isinstance(message, dict) else None
        if kind == "anew":  # a browser that was out of reach may have missed what we said
            self.send_state()
        if isinstance(kind, str) and kind in self._listeners:
            self._listeners[kind](message)
