"""A release: what the owner of a survey lets out, audited as one set."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from plgwork.analysis.disclosure import earlier as past
from plgwork.analysis.disclosure import rows
from plgwork.analysis.disclosure.audit import Flags
from plgwork.analysis.disclosure.closing import close_ends
from plgwork.analysis.disclosure.counting import Counted, count
from plgwork.analysis.disclosure.ends import Shut
from plgwork.analysis.disclosure.hiding import hide
from plgwork.analysis.disclosure.matched import matched, require_same_crossings, told_before
from plgwork.analysis.disclosure.response import population, responses
from plgwork.analysis.disclosure.scoring import by_items
from plgwork.analysis.disclosure.shares import MIN_N
from plgwork.analysis.disclosure.telling import merging, withheld
from plgwork.analysis.pairing import Pairs
from plgwork.analysis.statistics.continuity import asked, reworded
from plgwork.models.answers import Tally
from plgwork.models.figures import Choice, Proposal, Roster, Row, SuppressedTable


def release(
    tallies: Sequence[Tally],
    choice: Choice,
    earlier: Sequence[SuppressedTable] = (),
    min_n: int = MIN_N,
    rosters: Mapping[str, Roster] | None = None,
    pairs: Pairs | None = None,
) -> Proposal:
    """What may be shown of these waves, everybody and the breakdowns and crossings of the choice.

    A crossing needs the counts of each of its groupings, and lets them out as well. ``earlier``
    are the tables of the survey's earlier releases: what they tell cannot be taken back. Every
    view of the table is a part of it, so looking at one after another tells nothing more.
    ``rosters`` say by wave who could have answered: then intervals are of those people alone.
    ``pairs`` are people matched between two of the waves; see ``matched``. Raises ValueError when
    a breakdown was not counted, or an item not asked, or one of its groups not to be crossed.
    """
    least = max(min_n, MIN_N)
    require_same_crossings(choice, earlier)
    counted = by_items(count(tallies, choice, past.breakdowns(earlier)))
    told = past.told(counted, earlier)
    hidden = hide(counted, told, least)
    ends = close_ends(counted, told, hidden)
    table = SuppressedTable(
        title=_title(tallies),
        min_n=least,
        rows=tuple(_rows(counted, hidden, ends)),
        asked=asked(tallies),
        reworded=reworded(tallies),
        headings={by: name for tally in tallies for by, name in tally.headings.items()},
        merged={by: one for tally in tallies for by, one in tally.merged.items()},
    )
    table = _of_those_asked(table, responses(table, rosters or {}, earlier, least))
    same = (*told_before(earlier), *([matched(pairs, table, earlier, least)] if pairs else []))
    table = table.model_copy(update={"matched": same})
    return Proposal(
        table=table, withheld=withheld(counted, table), merging=merging(counted, hidden, least)
    )


def exact(tallies: Sequence[Tally], choice: Choice) -> SuppressedTable:
    """The same table with nothing withheld, for the owner of the answers alone."""
    counted = count(tallies, choice)
    nothing = np.zeros(counted.n.shape, bool)
    return SuppressedTable(
        title=_title(tallies),
        min_n=1,
        rows=tuple(_rows(counted, nothing, Shut(nothing, nothing))),
        exact=True,
    )


def reopened(kept: str) -> SuppressedTable:
    """A table that was kept as JSON (``model_dump_json``), to be shown or audited again."""
    return SuppressedTable.model_validate_json(kept)


def _of_those_asked(table: SuppressedTable, response: tuple[Row, ...]) -> SuppressedTable:
    """The table with who answered; intervals shrink as fewer are left who did not."""
    many = population(response)
    narrowed = (
        rows.of_those_asked(row, many.get((row.wave, (row.by, row.group)))) for row in table.rows
    )
    return table.model_copy(update={"rows": tuple(narrowed), "response": response})


def _title(tallies: Sequence[Tally]) -> str:
    return tallies[-1].instrument.title


def _rows(counted: Counted, hidden: Flags, ends: Shut) -> Iterator[Row]:
    for wave, tally in enumerate(counted.tallies):
        for cell in _cells(counted, wave):
            by, group = counted.cells.names[cell]
            for index, name in enumerate((*counted.items, *(one.id for one in counted.scales))):
                at = (wave, cell, index)
                row = Row(item=name, by=by, group=group, wave=tally.wave)
                if _asked(counted, wave, name):
                    yield row if hidden[at] else _figures(counted, at, row, ends)


def _cells(counted: Counted, wave: int) -> list[int]:
    """The cells that this wave counted, in their order."""
    named = {(one.by, group) for one in counted.tallies[wave].breakdowns for group in one.groups}
    return [
        int(cell) for cell in np.flatnonzero(counted.let_out) if counted.cells.names[cell] in named
    ]


def _asked(counted: Counted, wave: int, name: str) -> bool:
    instrument = counted.tallies[wave].instrument
    return name in {one.id for one in instrument.items} | {one.id for one in instrument.scales}


def _figures(counted: Counted, at: tuple[int, int, int], row: Row, ends: Shut) -> Row:
    wave, cell, index = at
    if item := counted.item(wave, row.item):
        return rows.of_item(row, item, counted.levels[at], not ends.closed[at], bool(ends.mute[at]))
    people = int(counted.people[wave, cell])
    return rows.of_scale(
        row, people, counted.scores[wave, cell, index - len(counted.items)], not ends.closed[at]
    )
