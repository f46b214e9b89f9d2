"""Files to take away, made when asked for."""

from collections.abc import Callable
from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class Downloads(Part):
    """Buttons that hand over a file: ``[{id, text}]``, answered with ``deliver``."""

    module = "downloads"
    items: tl.List[Any] = tl.List().tag(sync=True)

    def on_ask(self, make: Callable[[str], tuple[str, str, bytes]]) -> None:
        """``make(id)`` returns the file's name, its media type and its bytes."""

        def deliver(message: dict[str, Any]) -> None:
            name, media_type, data = make(str(message.get("id", "")))
            self.send({"name": name, "type": media_type}, buffers=[data])

        self.listen("ask", deliver)
