"""One sentence to the person, read out politely."""

import traitlets as tl

from plgwork.widgets.part import Part


class Notice(Part):
    """A live region; empty it takes no room. It is about the step one is in, and stays there."""

    module = "notice"
    text = tl.Unicode().tag(sync=True)
    said = tl.Int().tag(sync=True)

    def say(self, text: str) -> None:
        """Show a sentence; an empty one takes the last away."""
        with self.hold_sync():
            self.text = text
            self.said += 1  # the same sentence may be said again, in another step
