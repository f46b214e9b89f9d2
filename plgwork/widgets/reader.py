"""Entries to re-read, search, open in earlier versions, and delete for good."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class Reader(Part):
    """Folded months of entries.

    ``[{name, open, entries: [{id, kicker, title, text, note, earlier}]}]``.

    Sends ``search`` with a query, ``versions`` and ``delete`` with an id; ``versions`` are
    answered in the trait of that name as ``{id: [{at, text}]}``.
    """

    module = "reader"
    months: tl.List[Any] = tl.List().tag(sync=True)
    found = tl.Unicode().tag(sync=True)
    empty = tl.Unicode().tag(sync=True)
    versions = tl.Dict().tag(sync=True)
    warning = tl.Unicode().tag(sync=True)
