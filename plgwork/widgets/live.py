"""Word from the server that something changed elsewhere."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class Live(Part):
    """Nothing to see: sends ``{"kind": "changed", "topic"}`` when one of ``topics`` changed."""

    module = "live"
    topics: tl.List[Any] = tl.List().tag(sync=True)
