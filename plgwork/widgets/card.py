"""A question and what someone writes to it: the part people use most."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class Card(Part):
    """A labelled text that saves itself while it is written.

    The browser sends ``{"kind": "write", "text", "ticket"}`` 0.3 s after the last key and at
    most 1 s after the first unsaved one; the page answers by ``keep`` or ``refuse`` with the
    same ticket. Until then the text also lies in the tab (``key``), and comes back after a
    reload as ``"recovered": true`` with the versions it was written upon. The other messages
    are ``share``, ``withdraw``, ``choose`` and ``settle``; each brings the text. A text from
    another window is offered as ``incoming``; the browser takes it, and says ``adopted``,
    only when nothing here is unsaved. A card that was ``wanted``, asked for just now, takes
    keyboard focus, once.
    """

    module = "card"
    key = tl.Unicode().tag(sync=True)
    area = tl.Unicode().tag(sync=True)
    title = tl.Unicode().tag(sync=True)
    why = tl.Unicode().tag(sync=True)
    text = tl.Unicode().tag(sync=True)
    bases = tl.List(tl.Unicode()).tag(sync=True)
    most = tl.Int(200_000).tag(sync=True)
    status = tl.Unicode().tag(sync=True)
    answer = tl.Dict().tag(sync=True)
    incoming = tl.Dict().tag(sync=True)
    others: tl.List[Any] = tl.List().tag(sync=True)
    audience: Any = tl.Dict(allow_none=True, default_value=None).tag(sync=True)
    shared = tl.Bool().tag(sync=True)
    stale = tl.Bool().tag(sync=True)
    sharing = tl.Unicode().tag(sync=True)
    choices: tl.List[Any] = tl.List().tag(sync=True)
    choice = tl.Unicode().tag(sync=True)
    wanted = tl.Bool().tag(sync=True)

    def keep(self, ticket: int, bases: list[str], status: str) -> None:
        """Say that the text with this ticket is saved."""
        self.bases = bases
        self.status = status
        self.answer = {"ticket": ticket, "problem": ""}

    def refuse(self, ticket: int, problem: str) -> None:
        """Say why it is not; the text stays where it is and is sent again."""
        self.answer = {"ticket": ticket, "problem": problem}
