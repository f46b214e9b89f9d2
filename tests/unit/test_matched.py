"""The same people in two waves: what is told of them, and what must not be."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from plgwork.analysis.disclosure import release
from plgwork.analysis.pairing import Pairs, pair
from plgwork.analysis.tally import tally
from plgwork.models.answers import MISSING, Answers, Grouping
from plgwork.models.figures import Change, Choice, Matched, SuppressedTable
from plgwork.models.instruments import Instrument
from tests.unit.suppressing import instrument

FALL, SPRING = "Fall 2025", "Spring 2026"
MIXED = (0, 1, 2, 3, 4)
DEPARTMENTS = ("Arts", "Science")
Person = Sequence[int | None]


def asked(
    people: Mapping[int, Person],
    wave: str = FALL,
    groups: dict[int, int] | None = None,
    of: Instrument | None = None,
) -> Answers:
    """People by the number that their code is made of, each with their answers (0 to 4)."""
    codes = [[MISSING if one is None else one for one in person] for person in people.values()]
    own = tuple((f"{one:03d}-{one * 7919 % 997:03d}",) for one in people)
    known = [(groups or {}).get(one, one % 2) for one in people]
    return Answers(
        of or instrument(len(codes[0]), scored=len(codes[0]) > 1),
        np.array(codes, np.int8),
        (Grouping("department", "Department", DEPARTMENTS, np.array(known, np.int32)),),
        wave=wave,
        own_codes=own,
    )


def mixed(people: range, by: int = 0, items: int = 1) -> dict[int, Person]:
    """People who answer in all ways: each their own way, moved by so much at every third."""
    return {
        one: tuple(min(4, (one * 7 + at) % 5 + (by if one % 3 else 0)) for at in range(items))
        for one in people
    }


def tables(
    *waves: Answers, choice: Choice | None = None, earlier: Sequence[SuppressedTable] = ()
) -> SuppressedTable:
    """A release of these waves with the last two matched."""
    bys = [("department",)]
    pairs = pair(waves[-2], waves[-1], bys)
    tallies = [tally(one, bys) for one in waves]
    return release(tallies, choice or Choice(), earlier, pairs=pairs).table


def told(earlier: Answers, later: Answers) -> Matched:
    """What a release of two waves tells of the same people."""
    [found] = tables(earlier, later).matched
    return found


def row(found: Matched, item: str = "q1") -> Change:
    """The row of an item."""
    [one] = [one for one in found.rows if one.item == item]
    return one


def test_the_rate_and_the_mean_change_are_told_in_words_and_figures() -> None:
    found = told(asked(mixed(range(40))), asked(mixed(range(8, 46), by=2), SPRING))

    assert (found.n, found.people) == (32, (40, 38))
    assert found.words == (
        "32 people were found again: 80 % of the 40 who answered in Fall 2025, and 84 % of the 38 "
        "in Spring 2026."
    )
    one = row(found)
    assert one.n == 32
    assert one.words.startswith("Higher than before by 0.94 on average, and likely by ")
    by = [min(2, 4 - one * 7 % 5) if one % 3 else 0 for one in range(8, 40)]
    assert one.change == pytest.approx(sum(by) / 32)


def test_a_change_that_chance_explains_is_none_for_sure() -> None:
    later = {one: ((one // 5 + one * 3) % 5,) for one in range(30)}

    assert row(told(asked(mixed(range(30))), asked(later, SPRING))).words.startswith(
        "No change for sure: "
    )


def test_a_change_among_many_is_for_sure_only_where_chance_does_not_explain_it() -> None:
    chance = np.random.default_rng(2)
    answers = chance.integers(0, 5, (2, 60, 12))
    people = [{one: tuple(map(int, each)) for one, each in enumerate(wave)} for wave in answers]

    found = told(asked(people[0]), asked(people[1], SPRING))

    beyond = [one for one in found.rows if one.ci95 and (one.ci95[0] > 0 or one.ci95[1] < 0)]
    assert len(beyond) == 1
    assert not beyond[0].sure
    assert beyond[0].words.endswith("; of so many questions, one may do so by chance.")


@pytest.mark.parametrize(
    ("later", "shown"),
    [
        (range(30), True),  # nobody is left
        (range(3, 30), False),  # three are left of the earlier wave
        (range(33), False),  # and of the later
        (range(6, 30), True),
        (range(21, 50), False),  # nine were found again
    ],
)
def test_pairs_and_those_left_are_enough_or_nobody(later: range, shown: bool) -> None:
    found = told(asked(mixed(range(30))), asked(mixed(later, by=2), SPRING))

    assert found.withheld is not shown
    assert (found.people is None, found.rows[0].withheld) == (not shown, not shown)


def test_who_skipped_an_item_counts_among_those_left_of_it() -> None:
    later = mixed(range(30), by=2, items=2)
    later[7] = (None, later[7][1])

    found = told(asked(mixed(range(30), items=2)), asked(later, SPRING))

    assert (row(found, "q1").withheld, row(found, "q2").withheld) == (True, False)
    assert row(found, "all").withheld  # the score would tell the item


@pytest.mark.parametrize("stray", [0, 3])
def test_those_left_are_no_group_but_for_a_few(stray: int) -> None:
    new = dict.fromkeys(range(30), 0) | dict.fromkeys(range(30, 40), 1)
    later = asked(mixed(range(40), by=2), SPRING, groups=new)
    earlier = asked(mixed(range(stray, 30)), groups=new)

    assert told(earlier, later).withheld


def test_what_a_wave_tells_by_its_end_alone_is_withheld_of_the_pairs() -> None:
    later: dict[int, Person] = {
        one: (4, *person[1:]) for one, person in mixed(range(30), by=2, items=2).items()
    }

    found = told(asked(mixed(range(30), items=2)), asked(later, SPRING))

    assert [one.withheld for one in found.rows] == [True, False, True]


def test_nothing_is_told_where_all_changed_by_the_same() -> None:
    before: dict[int, Person] = {one: (one % 4,) for one in range(30)}
    after: dict[int, Person] = {one: (one % 4 + 1,) for one in range(30)}

    found = told(asked(before), asked(after, SPRING))

    assert (found.withheld, row(found).withheld) == (False, True)


def test_nothing_is_told_where_one_answer_tells_the_other() -> None:
    before: dict[int, Person] = {one: (one % 5,) for one in range(30)}
    after: dict[int, Person] = {one: (4 - one % 5,) for one in range(30)}

    assert row(told(asked(before), asked(after, SPRING))).withheld


def test_those_left_are_not_told_to_have_answered_alike() -> None:
    same = mixed(range(30), by=2)
    new: dict[int, Person] = dict.fromkeys(range(30, 38), (4,))

    assert row(told(asked(mixed(range(30))), asked(same | new, SPRING))).withheld


def test_pairs_are_not_told_to_have_answered_alike_where_they_are_a_whole_wave() -> None:
    after: dict[int, Person] = {one: (3 + one % 2,) for one in range(20)}
    new = mixed(range(20, 60))

    assert row(told(asked(mixed(range(20))), asked(after | new, SPRING))).withheld


def test_a_score_of_which_few_left_an_item_out_is_withheld() -> None:
    earlier = mixed(range(40), items=3) | mixed(range(100, 108), items=3)
    for one in range(3):
        earlier[one] = (None, *earlier[one][1:])

    found = told(asked(earlier), asked(mixed(range(46), by=2, items=3), SPRING))

    assert not row(found, "q1").withheld
    assert row(found, "all").withheld


def test_an_item_in_other_words_is_not_compared() -> None:
    plain = instrument(2, scored=True)
    items = plain.items[0].model_copy(update={"text": "How seldom?"}), plain.items[1]
    anew = plain.model_copy(update={"items": items})

    found = told(
        asked(mixed(range(30), items=2)), asked(mixed(range(30), by=2, items=2), SPRING, of=anew)
    )

    assert [one.item for one in found.rows] == ["q2"]


# --- release after release ------------------------------------------------------------------------


def test_what_was_told_stays_and_is_never_counted_anew() -> None:
    waves = asked(mixed(range(40))), asked(mixed(range(8, 46), by=2), SPRING)
    first = tables(*waves)
    tallies = [tally(one, [("department",)]) for one in waves]

    later = release(tallies, Choice(breakdowns=("department",)), [first]).table

    assert later.matched == first.matched
    with pytest.raises(ValueError, match="were matched before"):
        tables(*waves, earlier=[first])


def test_what_was_withheld_can_be_tried_once_more() -> None:
    one, two = asked(mixed(range(40))), asked(mixed(range(8, 46), by=2), SPRING)
    first = tables(one, replace(two, own_codes=()))
    assert first.matched[0].withheld

    assert [found.withheld for found in tables(one, two, earlier=[first]).matched] == [False]


@pytest.mark.parametrize(("last", "shown"), [(range(46), False), (range(8, 56), True)])
def test_a_wave_is_in_a_second_match_only_where_some_are_left(last: range, shown: bool) -> None:
    one, two = asked(mixed(range(40))), asked(mixed(range(46), by=2), SPRING)
    three = asked(mixed(last, by=1), "Fall 2026")
    first = tables(one, two)
    assert not first.matched[0].withheld

    found = tables(one, two, three, earlier=[first]).matched

    assert [one.withheld for one in found] == [False, not shown]


def test_no_groups_are_crossed_once_the_same_people_were_told_of() -> None:
    waves = asked(mixed(range(40))), asked(mixed(range(8, 46), by=2), SPRING)
    choice = Choice(crossings=(("department", "department"),))

    with pytest.raises(ValueError, match="no more groups can be crossed"):
        release([tally(one) for one in waves], choice, [tables(*waves)])


def test_codes_are_compared_piece_by_piece_where_they_were_asked_so() -> None:
    pieces = [("M", "23", "Oak", "2", "R"), ("A", "3", "Elm", "0", "S"), ("A", "", "Elm", "0", "S")]
    later = [("m", "24", "oak", "2", "r"), ("A", "3", "Elm", "1", "T"), ("A", "", "Elm", "0", "S")]
    one, two = (
        Answers(instrument(), np.zeros((3, 1), np.int8), wave=name, own_codes=tuple(own))
        for name, own in ((FALL, pieces), (SPRING, later))
    )

    found: Pairs = pair(one, two)

    assert (found.n, [side.left for side in found.sides]) == (1, [2, 2])
