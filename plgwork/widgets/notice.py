"""One sentence to the person, read out politely."""

import traitlets as tl

from plgwork.widgets.part import Part


class Notice(Part):
    """A live region; empty it takes no room."""

    module = "notice"
    text = tl.Unicode().tag(sync=True)

    def say(self, text: str) -> None:
        """Show a sentence; an empty one takes the last away."""
        self.text = text
