"""Rows to look through, each of which may be opened."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class Table(Part):
    """Rows ``[{id, cells}]`` under ``head``; the first cell of a row names it.

    Where there is a ``verb``, a row's name is a button: ``{"kind": "open", "id"}``. What it
    opens is a dialog, or the section that ``leads`` names, or something in place of the table.
    Where there is a ``query``, the page's address then says under that name which row it was.
    """

    module = "table"
    label = tl.Unicode().tag(sync=True)
    head: tl.List[Any] = tl.List().tag(sync=True)
    rows: tl.List[Any] = tl.List().tag(sync=True)
    verb = tl.Unicode().tag(sync=True)
    leads = tl.Unicode().tag(sync=True)
    query = tl.Unicode().tag(sync=True)
    dialog = tl.Bool(True).tag(sync=True)
    empty = tl.Unicode().tag(sync=True)
