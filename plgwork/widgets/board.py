"""Groups beside one another and the people in them, who can be moved."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class Board(Part):
    """Columns ``[{id, name, note, lines: [{text, tone}], people}]``.

    People are ``{id, name, note, mark, number}``.

    A person's name opens what is told of them and where they can go; ``{"kind": "ask",
    "person"}`` is answered by ``shown``: ``{id, number, asked, title, lines, lead, places: [{id,
    name, note}]}``. Choosing, or dragging, sends ``{"kind": "move", "person", "seen", "to"}``;
    ``lead`` sends ``{"kind": "lead", "person", "seen"}``: what was ``seen`` is the ``number`` of a
    person when one chose. ``facts`` stay in sight above; ``status`` is read out politely.
    """

    module = "board"
    label = tl.Unicode().tag(sync=True)
    facts: tl.List[Any] = tl.List().tag(sync=True)
    columns: tl.List[Any] = tl.List().tag(sync=True)
    shown = tl.Dict().tag(sync=True)
    status = tl.Unicode().tag(sync=True)
