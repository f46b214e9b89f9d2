"""What is let out of a norm check, and what somebody who means harm can make of it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import pytest

from plgwork.analysis.disclosure import joined
from plgwork.analysis.norm_checks import let_out
from plgwork.charts import trend
from plgwork.models.agreements import Line
from plgwork.models.figures import Row, SuppressedTable
from plgwork.models.norms import Asked, Mark

MARKS = {Mark.NOT_TODAY: "Not today", Mark.PARTLY: "Partly", Mark.KEPT: "We kept it"}
FINISH = Line(id="finish", text="We let each other finish.")
ON_TIME = Line(id="on-time", text="We start on time.")
World = tuple[int, int, int]  # how many said not today, partly, and that it was kept


def told(answered: int, wave: str = "6 Oct 2026", **marks: World) -> SuppressedTable | None:
    """What is let out where norms were marked so often."""
    norms = tuple(line for line in (FINISH, ON_TIME) if line.id.replace("-", "_") in marks)
    counted = {
        line.id: dict(zip(Mark, marks[line.id.replace("-", "_")], strict=True)) for line in norms
    }
    return let_out(Asked(norms=norms, marks=MARKS), counted, answered, wave)


def row(answered: int, world: World) -> Row:
    table = told(answered, finish=world)
    assert table is not None
    return table.rows[0]


def worlds(people: int) -> Iterator[World]:
    """Every way in which so many people can have marked one norm."""
    for not_today, partly in product(range(people + 1), repeat=2):
        if not_today + partly <= people:
            yield not_today, partly, people - not_today - partly


@pytest.mark.parametrize("answered", range(5))
def test_of_fewer_than_five_nothing_is_let_out(answered: int) -> None:
    assert told(answered, finish=(0, 0, answered)) is None


def test_from_five_on_it_is_told_how_a_norm_was_kept() -> None:
    found = row(6, (1, 2, 3))

    assert (found.counts, found.n, found.missing, found.share) == ((1, 2, 3), 6, 0, "50 %")


@pytest.mark.parametrize("marked", range(1, 5))
def test_a_norm_that_fewer_than_five_marked_is_withheld(marked: int) -> None:
    found = row(9, (0, 0, marked))

    assert found == Row(item="finish", wave="6 Oct 2026")


# --- by attack ------------------------------------------------------------------------------------


def consistent(people: int) -> Mapping[str, set[World]]:
    """All that may be the case behind each table one can see of a norm that so many marked."""
    seen: dict[str, set[World]] = defaultdict(set)
    for world in worlds(people):
        seen[row(people, world).model_dump_json()].add(world)
    return seen


def certain(possible: set[World]) -> set[Mark]:
    """What everybody must have said, if it is one thing in all that may be the case."""
    marks = [{mark for mark, many in zip(Mark, world, strict=True) if many} for world in possible]
    return set.intersection(*marks) if all(len(one) == 1 for one in marks) else set()


def without(world: World, at: int) -> World:
    """What is left for the others where somebody knows of one mark that it is their own."""
    not_today, partly, kept = (many - (mark == at) for mark, many in enumerate(world))
    return not_today, partly, kept


@pytest.mark.parametrize("people", range(5, 10))
def test_no_table_tells_what_anybody_said(people: int) -> None:
    for possible in consistent(people).values():
        assert not certain(possible)


@pytest.mark.parametrize("people", range(5, 10))
def test_who_answered_too_learns_of_the_others_at_most_that_all_of_them_kept_it(
    people: int,
) -> None:
    for possible in consistent(people).values():
        for at in range(len(Mark)):
            others = {without(world, at) for world in possible if world[at]}
            assert not others or certain(others) <= {Mark.KEPT}


@pytest.mark.parametrize("other", [(0, 0, 9), (9, 0, 0), (0, 1, 3), (3, 3, 3), (0, 0, 0)])
@pytest.mark.parametrize("world", [(0, 0, 9), (1, 0, 8), (2, 3, 4), (0, 2, 2), (0, 0, 0)])
def test_what_is_shown_of_one_norm_tells_nothing_of_another(world: World, other: World) -> None:
    both, alone = told(9, finish=world, on_time=other), told(9, finish=world)
    assert both is not None
    assert alone is not None

    assert next(iter(both.of(item="finish"))) == alone.rows[0]


# --- several checks -------------------------------------------------------------------------------


def three() -> list[SuppressedTable]:
    """Three checks, the last of them on a norm in other words."""
    found = [
        told(6, "6 Oct 2026", finish=(2, 2, 2)),
        told(6, "3 Nov 2026", finish=(1, 1, 4)),
        told(4, "1 Dec 2026", finish=(1, 1, 2)),
        told(6, "8 Dec 2026", finish=(0, 0, 6), on_time=(1, 1, 3)),
    ]
    return [one for one in found if one]


def test_checks_laid_side_by_side_tell_what_each_told() -> None:
    tables = three()

    table = joined(tables)

    assert table.rows == tuple(one for each in tables for one in each.rows)
    assert table.asked is not None
    assert [item.id for item in table.asked.items] == ["finish", "on-time"]


def test_a_trend_is_drawn_and_told_of_them() -> None:
    table = joined(three()[:2])
    assert table.asked is not None

    title = trend.title(table, table.asked, ["finish"], table.reworded)
    words = trend.describe(table, table.asked, ["finish"], table.reworded)

    assert title == "“We let each other finish.” is up since 6 Oct 2026: 33 % to 67 %"
    assert "6 Oct 2026 33 %, 3 Nov 2026 67 %" in words


def test_a_norm_in_other_words_begins_a_line_of_its_own() -> None:
    before, after = three()[:2]
    assert after.asked is not None
    said = after.asked.items[0].model_copy(update={"text": "Nobody is cut off."})
    asked = after.asked.model_copy(update={"items": (said,)})

    table = joined([before, after.model_copy(update={"asked": asked})])

    assert table.reworded == (("finish", "3 Nov 2026"),)


@pytest.mark.parametrize(
    "of",
    [
        lambda tables: [],
        lambda tables: [tables[0], tables[0]],
        lambda tables: [tables[0].model_copy(update={"exact": True})],
        lambda tables: [tables[0].model_copy(update={"asked": None})],
    ],
    ids=["none", "one twice", "exact figures", "of nobody knows what"],
)
def test_only_what_was_let_out_under_a_name_of_its_own_is_laid_side_by_side(of: Any) -> None:
    with pytest.raises(ValueError, match="joined"):
        joined(of(three()))
