"""Small surveys counted by hand, and what a release of them withholds."""

from collections.abc import Mapping, Sequence

import numpy as np

from plgwork.analysis.disclosure import release
from plgwork.models.answers import MISSING
from plgwork.models.figures import Choice, Proposal, Row, SuppressedTable
from plgwork.models.instruments import Instrument, Item, Scale
from tests.unit.attacking import Wave, tally

ANCHORS = ("Never", "Rarely", "Sometimes", "Often", "Always")


def instrument(items: int = 1, scored: bool = False) -> Instrument:
    """So many items of five answers, the upper two favourable."""
    asked = tuple(
        Item(id=f"q{one}", column="", text="How often?", labels=ANCHORS, favourable=2)
        for one in range(1, items + 1)
    )
    scales = (Scale(id="all", name="All", items=tuple(one.id for one in asked)),) if scored else ()
    return Instrument(id="staff", title="Staff", items=asked, scales=scales)


def wave(
    groups: Mapping[str, Sequence[Sequence[int | None]]], name: str = "", scored: bool = False
) -> Wave:
    """People by department, each by their answers (0 to 4; None is none); “” is no department."""
    rows = [(group, person) for group, people in groups.items() for person in people]
    names = tuple(group for group in groups if group)
    codes = np.array([[MISSING if one is None else one for one in person] for _, person in rows])
    place = np.array([names.index(group) if group else -1 for group, _ in rows])
    asked = instrument(codes.shape[1], scored)
    return Wave(name, asked, {"department": place}, {"department": names}, codes.astype(np.int8))


def mixed(people: int, answered: int | None = None) -> list[list[int | None]]:
    """Answers of all sorts, from so many people; the rest gave none."""
    given = people if answered is None else answered
    return [[one % 5] if one < given else [None] for one in range(people)]


def let_out(*waves: Wave, earlier: Sequence[SuppressedTable] = (), min_n: int = 5) -> Proposal:
    """A release of these waves by department."""
    tallies = [tally(one, [(), ("department",)]) for one in waves]
    return release(tallies, Choice(breakdowns=("department",)), earlier, min_n)


def shown(table: SuppressedTable, group: str, item: str = "q1", wave: str = "") -> Row:
    """The row of a department; of everybody where it is “”."""
    [row] = [
        one
        for one in table.of(item, ("department",) if group else (), wave)
        if one.group == ((group,) if group else ())
    ]
    return row


def withheld_in(groups: Mapping[str, int], item_n: Mapping[str, int] | None = None) -> set[str]:
    """The departments whose row is withheld, of so many people and answers each."""
    answered = item_n or groups
    rows = {name: mixed(n, answered[name]) for name, n in groups.items()}
    table = let_out(wave(rows)).table
    return {row.group[0] for row in table.of(by=("department",)) if row.withheld}
