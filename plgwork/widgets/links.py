"""Links and buttons that lead on."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class Links(Part):
    """A row of links: ``[{text, href, quiet}]``; one without an address is a button that asks."""

    module = "links"
    items: tl.List[Any] = tl.List().tag(sync=True)
