"""A conversation, with notes in its margin that open one by one."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class Conversation(Part):
    """``lines`` are ``[{who, says, note}]``; a note is folded until it is opened."""

    module = "conversation"
    setting = tl.Unicode().tag(sync=True)
    lines: tl.List[Any] = tl.List().tag(sync=True)
