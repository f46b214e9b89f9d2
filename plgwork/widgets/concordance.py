"""Answers that people wrote, whole or around a word, some of them to take along."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class Concordance(Part):
    """Lines ``[{id, before, word, after, chosen}]`` under a label; without a ``word`` the whole.

    Where one ``chooses``, each line has a box to tick: ``{"kind": "choose", "id", "chosen"}``. Once
    they are ``full``, no more can be ticked. ``note`` stands under the label.
    """

    module = "concordance"
    label = tl.Unicode().tag(sync=True)
    note = tl.Unicode().tag(sync=True)
    lines: tl.List[Any] = tl.List().tag(sync=True)
    empty = tl.Unicode().tag(sync=True)
    chooses = tl.Bool().tag(sync=True)
    full = tl.Bool().tag(sync=True)
