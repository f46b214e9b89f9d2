"""Labelled fields that are answered at once, without a button."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class Fields(Part):
    """Native fields ``[{name, label, kind, options, wide}]``; what stands in them is ``values``.

    ``kind`` is select, number or search; ``options`` are ``[{id, name}]``. Every change sends
    ``{"kind": "answer", "values", "ticket"}`` and is answered by ``show`` with that ticket.
    What stands in the fields also stands in the page's address, under their names: a reload,
    "back" and whoever is sent the address come to the same. ``notes`` and ``problems`` stand
    beside a field; ``status`` is read out politely.
    """

    module = "fields"
    label = tl.Unicode().tag(sync=True)
    fields: tl.List[Any] = tl.List().tag(sync=True)
    values = tl.Dict().tag(sync=True)
    notes = tl.Dict().tag(sync=True)
    problems = tl.Dict().tag(sync=True)
    status = tl.Unicode().tag(sync=True)
    heard = tl.Int().tag(sync=True)

    def show(self, values: dict[str, str], **words: Any) -> None:
        """Show what stands in the fields, and the words beside and below them."""
        with self.hold_sync():
            self.values = values
            for name, value in ({"notes": {}, "problems": {}, "status": ""} | words).items():
                setattr(self, name, value)
