"""Wordings one after the other, and what changed in each."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class Changes(Part):
    """Folded versions ``[{title, note, parts: [{title, words: [[change, text]]}]}]``.

    A ``change`` is same, added or taken; it is told in words as well as by colour.
    """

    module = "changes"
    title = tl.Unicode().tag(sync=True)
    items: tl.List[Any] = tl.List().tag(sync=True)
