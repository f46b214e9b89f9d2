"""One meeting on paper: its minutes, or its agenda with room to write by hand."""

import traitlets as tl

from plgwork.widgets.part import Part


class Paper(Part):
    """What prints in place of the page; on the screen nothing of it is seen.

    ``{kicker, title, facts, here, head, rows, parts}``: ``facts`` are ``[label, value]`` pairs;
    ``here`` are names to tick; a row shorter than ``head`` leaves room; ``parts`` are ``{title,
    lines}``, or ``{title, room, half}`` with so many lines to write on. Empty, nothing is printed.
    """

    module = "paper"
    sheet = tl.Dict().tag(sync=True)
