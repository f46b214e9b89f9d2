"""One protocol on one sheet, to read and to print."""

import traitlets as tl

from plgwork.widgets.part import Part


class Sheet(Part):
    """A protocol as plain values; empty it takes no room.

    ``{title, kicker, text, facts, when, plan, steps, more, sources, checked, small, actions}``:
    ``facts`` are ``[label, value]`` pairs; ``when`` and ``more`` are ``[{title, text, lines,
    links}]``; ``steps`` are ``[{name, minutes, turns, speaker, happens, note, watch, ours}]``. A
    link to another protocol sends ``{"kind": "open", "id"}``, as in a ``Catalogue``. Of the
    ``actions``, one that says ``print`` prints.
    """

    module = "sheet"
    sheet = tl.Dict().tag(sync=True)
