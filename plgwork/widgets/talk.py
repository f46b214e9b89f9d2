"""What people say to a proposal."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class Talk(Part):
    """Comments ``[{id, by, text, note, mine}]``; taking back one of one’s own sends
    ``{"kind": "back", "id"}``.
    """

    module = "talk"
    title = tl.Unicode().tag(sync=True)
    items: tl.List[Any] = tl.List().tag(sync=True)
    empty = tl.Unicode().tag(sync=True)
