"""A run of a protocol, for whoever moves its clock."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class Player(Part):
    """The step, who speaks, the time that is left, and the buttons that move a run.

    The browser reckons the time from the moments in ``run``, in the server's time: it asks
    ``place["now"]`` for that or, where there is none, sends ``{"kind": "now"}``. What is pressed
    comes as ``{"kind": "moves", "moves": [{number, kind, at, reason}]}``, again and again until
    ``run`` holds it; moments are milliseconds. ``refused`` counts how often the page said that
    it will never be kept. ``place`` holds the addresses of this run, of its screen for the room
    and of the picture of that; ``closing`` is what is lost with a closing step. A player that was
    ``wanted``, asked for just now, takes keyboard focus, once.
    """

    module = "player"
    key = tl.Unicode().tag(sync=True)
    run: Any = tl.Dict().tag(sync=True)
    movable = tl.Bool().tag(sync=True)
    now = tl.Float().tag(sync=True)
    place: Any = tl.Dict().tag(sync=True)
    closing = tl.Unicode().tag(sync=True)
    problem = tl.Unicode().tag(sync=True)
    refused = tl.Int().tag(sync=True)
    wanted = tl.Bool().tag(sync=True)
