"""What one finds on arrival: panels of facts, lists and links."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class Panels(Part):
    """Panels ``[{title, kicker, lines, facts, items, more, links, wide}]``; each field optional.

    ``facts`` are ``[label, value]`` pairs, ``items`` are ``{title, text, note, href}``,
    ``more`` is ``{summary, lines, table}``, a fold, and ``table`` is ``{head, rows}``. Panels that
    are ``wanted``, in place of what one was at, take keyboard focus.
    """

    module = "panels"
    panels: tl.List[Any] = tl.List().tag(sync=True)
    wanted = tl.Bool().tag(sync=True)
