"""Links and buttons that lead on."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class Links(Part):
    """A row of links: ``[{text, href, quiet}]``; one without an address is a button that asks.

    ``status`` stands below them and says what came of a button; it takes keyboard focus where the
    button that was pressed is gone.
    """

    module = "links"
    items: tl.List[Any] = tl.List().tag(sync=True)
    status = tl.Unicode().tag(sync=True)

    def show(self, items: list[dict[str, Any]], status: str = "") -> None:
        """Show these links, and what is to be said beside them."""
        with self.hold_sync():
            self.items, self.status = items, status
