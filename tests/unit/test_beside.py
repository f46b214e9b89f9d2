"""Groups beside one another, from the figures that a release shows."""

import numpy as np
import pytest

from plgwork.analysis.statistics.agreement import between, mean_rwg
from plgwork.analysis.statistics.beside import agreement, apart, beside
from plgwork.analysis.statistics.comparing import effect, kruskal_wallis, mann_whitney, welch
from plgwork.analysis.statistics.families import holm
from plgwork.analysis.statistics.gaps import by_chance, gaps
from plgwork.analysis.statistics.summary import from_values
from plgwork.models.answers import Moments
from plgwork.models.figures import Row
from plgwork.pages.surveys import sureness
from tests.unit.surveyed import INSTRUMENT, coded, full, school, scored, table

NORTH, SOUTH, EAST = (1, 2, 3, 14, 20), (9, 14, 9, 5, 3), (4, 6, 10, 12, 8)


def rows(**counts: tuple[int, ...]) -> list[Row]:
    """A row for each school with these answers."""
    return [full("purpose", one, **school(name)) for name, one in counts.items()]


def test_two_groups_are_set_beside_one_another() -> None:
    [found] = beside(rows(North=NORTH, South=SOUTH), top=2)

    assert (found.group, found.other) == ("North", "South")
    assert found.size == effect(NORTH, SOUTH)
    assert found.by.points == pytest.approx(100 * (34 / 40 - 8 / 40))
    assert found.p == found.holm == mann_whitney(NORTH, SOUTH).p


def test_each_of_several_groups_is_set_beside_all_the_others() -> None:
    found = beside(rows(North=NORTH, South=SOUTH, East=EAST), top=2)

    others = np.add(NORTH, SOUTH)
    assert [one.group for one in found] == ["North", "South", "East"]
    assert found[2].p == mann_whitney(EAST, others).p
    assert tuple(one.holm for one in found) == holm([one.p for one in found])
    assert apart(rows(North=NORTH, South=SOUTH, East=EAST)) == (
        kruskal_wallis([NORTH, SOUTH, EAST]).p
    )


def test_what_is_withheld_or_shown_by_its_end_alone_is_compared_with_nothing() -> None:
    hidden = [
        Row(item="purpose", **school("Annex")),
        coded("purpose", 12, "90 % or more", **school("Pier")),
    ]

    assert beside([*rows(North=NORTH), *hidden], top=2) == ()
    assert len(beside([*rows(North=NORTH, South=SOUTH), *hidden], top=2)) == 1


def test_the_largest_gap_that_chance_does_not_explain_comes_first() -> None:
    shown = [
        *(full("purpose", one, **school(name)) for name, one in (("North", EAST), ("South", EAST))),
        *(full("link", one, **school(name)) for name, one in (("North", NORTH), ("South", EAST))),
        *(full("norms", one, **school(name)) for name, one in (("North", NORTH), ("South", SOUTH))),
    ]

    found = gaps(table(*shown), ("purpose", "link", "norms"), [("school",)], "")

    assert [one.of for one in found] == ["norms", "link", "purpose"]
    assert [one.sure for one in found] == [True, True, False]
    assert found[0].size == pytest.approx(effect(NORTH, SOUTH).delta)
    assert found[0].p == 3 * mann_whitney(NORTH, SOUTH).p


def test_a_gap_that_chance_could_make_is_known_as_one() -> None:
    hidden = Row(item="purpose", **school("Annex"))

    assert by_chance(rows(North=EAST, South=EAST))
    assert not by_chance(rows(North=NORTH, South=SOUTH, East=EAST))
    assert not by_chance([*rows(North=NORTH), hidden])


def test_scales_are_compared_by_their_means() -> None:
    values = {"North": [3.5, 4.0, 4.5, 5.0, 4.0], "South": [2.0, 3.0, 2.5, 3.5, 3.0, 2.0]}
    shown = [
        scored("aims", len(one), float(np.mean(one)), sd=float(np.std(one, ddof=1)), **school(name))
        for name, one in values.items()
    ]

    [found] = beside(shown)

    test = welch(from_values(values["North"]), from_values(values["South"]))
    assert found.p == pytest.approx(test.p)
    assert (found.by.low, found.by.high) == pytest.approx((test.low, test.high))


def test_agreement_is_that_of_the_answers_themselves() -> None:
    counts = {"North": NORTH, "South": SOUTH}
    values = {name: np.repeat(np.arange(1, 6), one) for name, one in counts.items()}
    shown = [
        full("purpose", one, **school(name), sd=float(np.std(values[name], ddof=1)))
        for name, one in counts.items()
    ]

    parts, agreed = agreement(table(*shown), "purpose", ["purpose"], ("school",), "")

    sums = [(len(one), one.sum(), (one**2).sum()) for one in values.values()]
    n, total, squares = (np.array(one) for one in zip(*sums, strict=True))
    expected = between(Moments(n, total.astype(float), squares.astype(float)))
    assert parts.icc1 == pytest.approx(expected.icc1)
    assert agreed == mean_rwg([[NORTH], [SOUTH]])


def test_it_is_said_in_words_before_figures() -> None:
    found = sureness.panel(
        table(*rows(North=NORTH, South=SOUTH)), INSTRUMENT, "purpose", ("school",), ""
    )

    assert found["lines"][0].startswith(
        "“North” answered much higher than “South”: 65 points more favourable"
    )
    assert "Cliff" not in f"{found['lines']}"
    assert found["more"]["table"]["rows"][0][:4] == ["North", "40", "much higher", "+65"]
    assert [one.split(", ")[1][:3] for one in found["more"]["lines"]] == ["ICC", "ICC", "mea"]


def test_groups_that_answer_alike_are_said_to() -> None:
    found = sureness.panel(
        table(*rows(North=EAST, South=EAST, East=EAST)), INSTRUMENT, "purpose", ("school",), ""
    )

    assert found["lines"][:2] == [
        sureness.CHANCE,
        "No single group stands apart from the others for sure.",
    ]


def test_one_group_that_can_be_shown_is_compared_with_nothing() -> None:
    hidden = Row(item="purpose", **school("Annex"))

    found = sureness.panel(
        table(*rows(North=NORTH), hidden), INSTRUMENT, "purpose", ("school",), ""
    )

    assert found["lines"] == [sureness.FEW, sureness.HIDDEN]
    assert "table" not in found
