"""What one finds on arrival: panels of facts, lists and links."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class Panels(Part):
    """Panels ``[{title, kicker, lines, facts, items, more, links, wide}]``; each field optional.

    ``facts`` are ``[label, value]`` pairs, ``items`` are ``{title, text, note, href}``,
    ``more`` is ``{summary, lines, table}``, a fold, and ``table`` is ``{head, rows}``. Panels that
    are ``wanted``, in place of what one was at, take keyboard focus; so do panels that one is led
    to, as what became of something handed in.
    """

    module = "panels"
    panels: tl.List[Any] = tl.List().tag(sync=True)
    wanted = tl.Bool().tag(sync=True)
    led = tl.Int().tag(sync=True)

    def lead(self) -> None:
        """Bring the first panel into view, and keyboard focus to it."""
        self.led += 1
