"""What changed from one wording to the next, word by word. Pure."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

PIECES = re.compile(r"\s+|[^\W_]+(?:['’][^\W_]+)*|.", re.DOTALL)
MOST = 4_000  # pieces to a side that are laid beside one another; more are told as a whole


class Edit(StrEnum):
    """What became of some words."""

    SAME = "same"
    ADDED = "added"
    TAKEN = "taken"


def differ(before: str, after: str) -> list[tuple[Edit, str]]:
    """The words that stayed, were added, or were taken out, in the order of reading.

    All that is not ``ADDED`` joined is the text before; all that is not ``TAKEN`` the one after.
    """
    old, new = PIECES.findall(before), PIECES.findall(after)
    if max(len(old), len(new)) > MOST:
        return _joined([(Edit.TAKEN, before), (Edit.ADDED, after)])
    found: list[tuple[Edit, str]] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append((Edit.SAME, "".join(old[i:j])))
        else:
            found += [(Edit.TAKEN, "".join(old[i:j])), (Edit.ADDED, "".join(new[k:m]))]
    return _joined(_whole(found))


def _whole(found: Sequence[tuple[Edit, str]]) -> list[tuple[Edit, str]]:
    """A blank between two changes changes with them: words are read, not letters."""
    whole: list[tuple[Edit, str]] = []
    for at, (change, text) in enumerate(found):
        inner = 0 < at < len(found) - 1
        if change is Edit.SAME and inner and not text.strip():
            whole += [(Edit.TAKEN, text), (Edit.ADDED, text)]
        else:
            whole.append((change, text))
    return whole


def _joined(found: Sequence[tuple[Edit, str]]) -> list[tuple[Edit, str]]:
    """Between what stayed, all that was taken out stands before all that was added."""
    joined: list[tuple[Edit, str]] = []
    for same, some in groupby(found, key=lambda one: one[0] is Edit.SAME):
        run = list(some)
        for change in [Edit.SAME] if same else [Edit.TAKEN, Edit.ADDED]:
            text = "".join(words for kind, words in run if kind is change)
            joined += [(change, text)] if text else []
    return joined
