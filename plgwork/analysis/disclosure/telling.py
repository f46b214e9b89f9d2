"""What a release withholds, in words, and what merging groups would win back.

The words never tell a small group from one that covers it: that would be a number told.
"""

from collections import Counter

import numpy as np

from plgwork.analysis.disclosure.audit import Flags
from plgwork.analysis.disclosure.counting import Counted
from plgwork.models.figures import Merging, SuppressedTable


def withheld(counted: Counted, table: SuppressedTable) -> tuple[str, ...]:
    """A sentence for each group of which anything is withheld."""
    lost = Counter((row.wave, row.by, row.group) for row in table.rows if row.withheld)
    every = Counter((row.wave, row.by, row.group) for row in table.rows)
    several = len(counted.tallies) > 1
    return tuple(
        f"{_group(group)}{f' in {wave}' if several and wave else ''}: "
        f"{_some(count, every[wave, by, group])} withheld, because fewer than {table.min_n} people "
        f"answered, or because such a number could be worked out from it{_crossed(by)}."
        for (wave, by, group), count in lost.items()
    )


def _crossed(by: tuple[str, ...]) -> str:
    return " or from the groups that it is crossed with" if len(by) > 1 else ""


def _group(group: tuple[str, ...]) -> str:
    return " × ".join(f"“{one}”" for one in group) or "Everyone"


def _some(count: int, every: int) -> str:
    if count == every:
        return "every figure is"
    return f"{count} of its {every} shares and means {'is' if count == 1 else 'are'}"


def merging(counted: Counted, hidden: Flags, min_n: int) -> tuple[Merging, ...]:
    """For each grouping, the groups of which nothing is shown, if they can be shown as one."""
    gone = np.asarray(hidden.all(axis=2))
    found = []
    for by in dict.fromkeys(by for by, _ in counted.cells.names if len(by) == 1):
        own = np.array([its == by for its, _ in counted.cells.names], bool)
        lost = own & counted.let_out & (gone & (counted.people > 0)).any(axis=0)
        groups = tuple(str(counted.cells.names[cell][1][0]) for cell in np.flatnonzero(lost))
        if len(groups) > 1 and _safe(
            counted, lost, np.asarray(own & ~counted.cells.named), gone, min_n
        ):
            found.append(Merging(by=by[0], groups=groups, words=_words(groups)))
    return tuple(found)


def _safe(counted: Counted, lost: Flags, unknown: Flags, gone: Flags, min_n: int) -> bool:
    """Whether the merged group is large enough in every wave, and those of no known group too."""
    merged, rest = counted.people[:, lost].sum(axis=1), counted.people[:, unknown].sum(axis=1)
    alone = ((rest == 0) | (rest >= min_n)).all()
    return bool(alone and (merged >= min_n).all() and not gone[:, 0].any())


def _words(groups: tuple[str, ...]) -> str:
    named = [f"“{one}”" for one in groups]
    return f"Merge {', '.join(named[:-1])} and {named[-1]}, and they are shown as one group."
