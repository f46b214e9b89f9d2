"""Protocols to look through, each of which can be opened."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class Catalogue(Part):
    """Groups of rows ``[{title, text, ranked, rows: [{id, name, href, text, facts, notes}]}]``.

    ``notes`` are ``[label, words]`` pairs. A row's link sends ``{"kind": "open", "id"}`` and
    changes the address; in another tab it opens by itself. Where there is nothing, ``empty`` is
    ``{text, ways: [{name, text, href}]}``; a way without an address sends ``{"kind": "loosen",
    "name"}``.
    """

    module = "catalogue"
    groups: tl.List[Any] = tl.List().tag(sync=True)
    empty = tl.Dict().tag(sync=True)
