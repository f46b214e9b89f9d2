"""Texts that lie in the tab, unsaved, and that no card on the page takes up."""

import traitlets as tl

from plgwork.widgets.part import Part


class Left(Part):
    """Nothing to see: when the page opens it sends ``{"kind": "left", "key", "text", …}``.

    One message for each text of this person (``mine`` begins its key), as the card put it
    there, again and again until ``taken`` answers.
    """

    module = "left"
    mine = tl.Unicode().tag(sync=True)

    def taken(self, key: str, text: str) -> None:
        """Say that this text is saved; the tab may forget it, unless it grew meanwhile."""
        self.send({"key": key, "text": text})
