"""Somebody with every table of a survey never learns what was withheld.

The tables are counted as they are read: one item by one breakdown in one wave.
"""

from itertools import pairwise

import pytest

from tests.unit.attacking import attacks, leaks, newcomers, pinned, world
from tests.unit.attacking_pairs import learned, staff, unguarded

TABLES, CROSSED, PARTS = 10_000, 250, 10
STAFFS = 300


@pytest.mark.parametrize("part", range(PARTS))
def test_no_sum_no_mean_no_wave_and_no_release_tells_what_was_withheld(part: int) -> None:
    learned, read, seed = [], 0, part

    while read < TABLES // PARTS:
        survey = world(seed)
        tables = survey.tables()
        moments = attacks(survey, tables)
        told = [one for moment in moments for one in leaks(moment)]
        told += [one for pair in pairwise(moments) for one in newcomers(*pair)]
        learned += [f"survey {seed}: {one}" for one in told]
        read += sum(len({(row.item, row.by, row.wave) for row in table.rows}) for table in tables)
        seed += PARTS

    assert learned == []


@pytest.mark.parametrize("part", range(PARTS))
def test_over_rows_and_columns_at_once_no_small_number_has_one_value_alone(part: int) -> None:
    learned, read, seed = [], 0, part

    while read < CROSSED // PARTS:
        told, some = crossed(seed)
        learned += told
        read += some
        seed += PARTS

    assert learned == []


# Where no neighbour can cover a number any more (57), where all who were asked answered (45, 542).
@pytest.mark.parametrize("seed", [45, 57, 542])
def test_a_number_is_covered_from_further_off_where_nothing_nearer_can(seed: int) -> None:
    told, _ = crossed(seed)

    assert told == []


def test_a_mean_score_and_the_sums_of_groups_do_not_tell_a_count_together() -> None:
    survey = world(1484)

    assert [one for moment in attacks(survey, survey.tables()) for one in leaks(moment)] == []


@pytest.mark.parametrize("part", range(PARTS))
def test_two_waves_and_the_same_people_in_both_tell_nothing_together(part: int) -> None:
    told, shown = [], 0

    for seed in range(part, STAFFS, PARTS):
        school = staff(seed)
        tables = school.tables()
        shown += sum(not one.withheld for one in tables[-1].matched)
        told += [f"staff {seed}: {one}" for one in learned(school, tables)]

    assert told == []
    assert shown


def test_figures_of_the_same_people_past_the_gate_would_be_found_to_tell() -> None:
    schools = [staff(seed) for seed in range(40)]
    open_ = [[unguarded(one, table) for table in one.tables()] for one in schools]

    told = [any(learned(*one)) for one in zip(schools, open_, strict=True)]

    assert sum(told) > len(schools) / 4


def crossed(seed: int) -> tuple[list[str], int]:
    """What somebody learns of a survey with a crossing, and how many tables were read for it."""
    learned, read, survey = [], 0, world(seed, crossed=True)
    for moment in attacks(survey, survey.tables()):
        told = list(leaks(moment))
        for wave in moment.waves:
            for name in moment.names:
                told += pinned(moment, wave, name)
                read += 1
        learned += [f"survey {seed}: {one}" for one in told]
    return learned, read
