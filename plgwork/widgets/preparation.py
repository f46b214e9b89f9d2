"""Three questions to oneself, and one to the group, before a dilemma is brought."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class Preparation(Part):
    """Checks ``[{asks, no}]`` to answer for oneself, and the question for the group.

    The answers never leave the browser: a "no" shows its words of help, and holds up nothing.
    The question comes as ``{"kind": "question", "text"}`` while it is written; ``hints`` help to
    reword it.
    """

    module = "preparation"
    title = tl.Unicode().tag(sync=True)
    lines: tl.List[Any] = tl.List().tag(sync=True)
    checks: tl.List[Any] = tl.List().tag(sync=True)
    label = tl.Unicode().tag(sync=True)
    note = tl.Unicode().tag(sync=True)
    most = tl.Int(300).tag(sync=True)
    question = tl.Unicode().tag(sync=True)
    hints: tl.List[Any] = tl.List().tag(sync=True)
