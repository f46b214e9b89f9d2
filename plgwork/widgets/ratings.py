"""Statements rated on labelled points."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class RatingSheet(Part):
    """Rows of native radios, with last month's mark shown.

    ``groups`` is ``[{name, rows: [{id, text}]}]``; a click sends
    ``{"kind": "rate", "id", "value"}``, value 1 to 5. The answer is the mark in ``marks``,
    or the message ``{"kind": "refused"}``: then the browser shows ``marks`` as they are.
    What is ``proposed`` for a row, ``{id: {value, why}}``, is told until the row has a mark.
    Until one of them comes, the mark lies in the tab (``key``) and is sent again.
    """

    module = "ratings"
    key = tl.Unicode().tag(sync=True)
    question = tl.Unicode().tag(sync=True)
    anchors: tl.List[Any] = tl.List().tag(sync=True)
    groups: tl.List[Any] = tl.List().tag(sync=True)
    marks = tl.Dict().tag(sync=True)
    proposed = tl.Dict().tag(sync=True)
    last = tl.Dict().tag(sync=True)
    last_name = tl.Unicode().tag(sync=True)
    status = tl.Unicode().tag(sync=True)
