"""One section of a page, as a notebook places it."""

import ipywidgets as ipw

from plgwork.widgets.placed import Placed


class Section(Placed, ipw.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """Parts one below the other; its name is all that a notebook's output shows of it."""

    def __init__(self, name: str, *parts: ipw.Widget) -> None:
        self.name = name
        super().__init__(children=parts)
        self.add_class("plg-section")

    def __repr__(self) -> str:
        return f"Section({self.name!r})"

    def show(self, *parts: ipw.Widget) -> None:
        """Put these parts in place of what was there."""
        self.children = parts
