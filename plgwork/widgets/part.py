"""What every part of a page is: native elements drawn by a small module of our own."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import anywidget

from plgwork.widgets.placed import Placed

STATIC = Path(__file__).parent / "static"
IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)
Listener = Callable[[dict[str, Any]], None]


def bundled(module: str) -> str:
    """A module of ours and all that it imports, as the one text that JupyterLab takes."""
    texts: dict[str, str] = {}

    def collect(name: str) -> None:
        text = (STATIC / f"{name}.js").read_text(encoding="utf-8")
        for imported in IMPORT.findall(text):
            if imported not in texts:
                collect(imported)
        texts[name] = EXPORT.sub("", IMPORT.sub("", text))

    collect(module)
    return "".join(texts.values())


class Part(Placed, anywidget.AnyWidget):
    """A widget whose JavaScript is ``static/<module>.js``. Text becomes text, never markup.

    In JupyterLab it brings its program along; where it is ``served``, it names the one that the
    server has, which a browser keeps.
    """

    module: ClassVar[str] = ""
    served: ClassVar[bool] = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        # Only where a module is named: traitlets makes further classes out of ours.
        if "module" in vars(cls):
            cls._esm = bundled(cls.module)
        super().__init_subclass__(**kwargs)

    def __init__(self, **kwargs: Any) -> None:
        if Part.served:
            self._esm = f"{self.module}.js"
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
