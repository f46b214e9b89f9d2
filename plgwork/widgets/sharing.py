"""Who sees what of a month, in one list."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class SharingSheet(Part):
    """Entries with a labelled choice each: ``[{id, title, text, shared, at, stale}]``.

    A click sends ``{"kind": "share" | "withdraw", "id"}``; the answer is the new rows, or
    ``refuse``.
    """

    module = "sharing"
    rows: tl.List[Any] = tl.List().tag(sync=True)
    problem = tl.Unicode().tag(sync=True)
    audience: Any = tl.Dict(allow_none=True, default_value=None).tag(sync=True)

    def refuse(self, problem: str) -> None:
        """Say why it was not done, and let the browser show who can read what as it is."""
        self.problem = problem
        self.send({"kind": "refused"})
