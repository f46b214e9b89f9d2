"""Fist to five: how far one goes along, and how it stands."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class Hands(Part):
    """Six native radios, a reason, and how many showed which hand.

    ``hands`` are ``[{value, name, meaning}]``; ``mine`` is the hand one showed, -1 for none, and
    ``reason`` what one wrote to it. ``before`` says who sees it. ``shown`` is
    ``[{value, name, many, who}]``, ``standing`` the same in a sentence, ``lines`` what is left.
    Showing a hand sends ``{"kind": "show", "fist", "reason", "ticket"}``, answered by ``accept``
    or ``refuse``: what was typed stays until then. Without ``hands`` one
    may only look, and without a ``title`` there is nothing to see.
    """

    module = "hands"
    title = tl.Unicode().tag(sync=True)
    version = tl.Unicode().tag(sync=True)
    before: tl.List[Any] = tl.List().tag(sync=True)
    hands: tl.List[Any] = tl.List().tag(sync=True)
    mine = tl.Int(-1).tag(sync=True)
    reason = tl.Unicode().tag(sync=True)
    shown: tl.List[Any] = tl.List().tag(sync=True)
    standing = tl.Unicode().tag(sync=True)
    lines: tl.List[Any] = tl.List().tag(sync=True)
    answer = tl.Dict().tag(sync=True)

    def accept(self, ticket: int, status: str) -> None:
        """Say that a hand was taken."""
        self.answer = {"ticket": ticket, "status": status, "problem": ""}

    def refuse(self, ticket: int, problem: str) -> None:
        """Say why it was not."""
        self.answer = {"ticket": ticket, "status": "", "problem": problem}
