"""Who could have answered: a list of people laid beside the groups that a survey tells apart.

Only how many there are goes on; who they are stays here.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from plgwork.intake.surveys.exporting import open_export
from plgwork.models.exports import Format
from plgwork.models.figures import Roster
from plgwork.models.labels import plain

Spellings = Mapping[str, Mapping[str, str]]  # by grouping: ways to write a group, and its label


def listed(data: bytes, name: str, spellings: Spellings) -> Roster:
    """How many a file lists, one row a person under headings; IntakeError when it has none."""
    return rostered(open_export(data, name, Format.PLAIN).rows, spellings)


def rostered(rows: Sequence[Sequence[str]], spellings: Spellings) -> Roster:
    """How many these rows list, and how many of each group.

    The column of a grouping is the one that names its groups most often; where that is in fewer
    than half of the rows, nothing is known of it.
    """
    groups = {}
    for by, known in spellings.items():
        told = {plain(cell): label for cell, label in known.items()}
        found = max((_groups(cells, told) for cells in zip(*rows, strict=True)), key=Counter.total)
        if 2 * found.total() >= len(rows):
            groups[by] = dict(found)
    return Roster(people=len(rows), groups=groups)


def _groups(cells: Iterable[str], told: Mapping[str, str]) -> Counter[str]:
    return Counter(told[plain(cell)] for cell in cells if plain(cell) in told)
