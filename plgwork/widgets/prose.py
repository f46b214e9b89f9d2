"""A text to read."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class Prose(Part):
    """A kicker, a title, and ``blocks``: ``[{kind, items: [[{text, style}]]}]``.

    ``kind`` is heading, paragraph, list or steps; ``style`` is empty, em or strong.
    """

    module = "prose"
    kicker = tl.Unicode().tag(sync=True)
    title = tl.Unicode().tag(sync=True)
    lede = tl.Unicode().tag(sync=True)
    blocks: tl.List[Any] = tl.List().tag(sync=True)
