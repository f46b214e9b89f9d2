"""Which month a page is about."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class MonthPicker(Part):
    """A labelled native select: ``months`` as ``[{id, name}]``, the chosen one in ``month``."""

    module = "month_picker"
    months: tl.List[Any] = tl.List().tag(sync=True)
    month = tl.Unicode().tag(sync=True)
    note = tl.Unicode().tag(sync=True)
