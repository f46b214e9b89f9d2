"""More questions to choose from."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class Chooser(Part):
    """A folded list of ``[{id, text, why}]``; choosing sends ``{"kind": "choose", "id"}``."""

    module = "chooser"
    summary = tl.Unicode().tag(sync=True)
    items: tl.List[Any] = tl.List().tag(sync=True)
