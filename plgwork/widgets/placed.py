"""What parts and boxes of them share: style sheets lay them out, and they can be hidden."""

from functools import cache
from typing import Any

import ipywidgets as ipw

GONE = "plg-gone"


@cache
def layout() -> ipw.Layout:
    """The layout of all of them: each would have one of its own, with a line of its own."""
    return ipw.Layout()


class Placed(ipw.DOMWidget):  # type: ignore[misc]  # ipywidgets has no types
    """A widget without a layout of its own."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"layout": layout()} | kwargs)

    @property
    def hidden(self) -> bool:
        """Whether it is there and not shown."""
        return GONE in self._dom_classes

    @hidden.setter
    def hidden(self, hidden: bool) -> None:
        (self.add_class if hidden else self.remove_class)(GONE)
