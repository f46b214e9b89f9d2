"""Files to take away, made when asked for."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class Downloads(Part):
    """Buttons that ask for a file: ``[{id, text, main}]``; ``{"kind": "ask", "id"}`` is answered.

    What is ``main`` is what one came for, and looks so.
    """

    module = "downloads"
    items: tl.List[Any] = tl.List().tag(sync=True)

    def deliver(self, name: str, media_type: str, data: bytes) -> None:
        """Hand over the file that was asked for."""
        self.send({"name": name, "type": media_type}, buffers=[data])
