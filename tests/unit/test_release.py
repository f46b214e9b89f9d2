"""What a release withholds, so that no few people's answers can be worked out from the rest."""

import re

import numpy as np
import pytest

from plgwork.analysis.disclosure import exact, quotes, release, reopened, response
from plgwork.analysis.statistics.shares import wilson
from plgwork.models.figures import WITHHELD, Choice, Roster
from tests.unit.attacking import Wave, tally
from tests.unit.suppressing import instrument, let_out, mixed, shown, wave, withheld_in

ALIKE = [[4]]

# --- people ---------------------------------------------------------------------------------------


def test_a_small_group_is_covered_by_the_next_smallest() -> None:
    assert withheld_in({"Maths": 12, "Science": 9, "Arts": 3, "Office": 7}) == {"Arts", "Office"}


def test_two_small_groups_of_fewer_than_five_together_need_a_third() -> None:
    assert withheld_in({"Maths": 14, "Science": 11, "Arts": 2, "Office": 1}) == {
        "Science",
        "Arts",
        "Office",
    }


def test_two_small_groups_of_five_together_cover_one_another() -> None:
    assert withheld_in({"Maths": 14, "Science": 11, "Arts": 3, "Office": 4}) == {"Arts", "Office"}


def test_of_two_groups_a_small_one_takes_the_other_along() -> None:
    assert withheld_in({"Teachers": 31, "Leaders": 2}) == {"Teachers", "Leaders"}


def test_an_empty_group_may_be_shown() -> None:
    assert withheld_in({"Maths": 10, "Arts": 0, "Science": 8}) == set()


def test_few_answers_to_one_item_are_as_few_people() -> None:
    hidden = withheld_in(
        {"Maths": 9, "Science": 6, "Arts": 5}, {"Maths": 9, "Science": 6, "Arts": 4}
    )

    assert "Arts" in hidden
    assert len(hidden) == 2


def test_people_of_no_known_department_are_covered_as_well() -> None:
    table = let_out(wave({"Maths": mixed(9), "Science": mixed(8), "": mixed(2)})).table

    assert [shown(table, one).withheld for one in ("", "Maths", "Science")] == [False, False, True]


def test_of_fewer_than_five_people_in_all_nothing_is_shown() -> None:
    table = let_out(wave({"Maths": mixed(4)})).table

    assert all(row.withheld for row in table.rows)
    assert not re.search(r"\d", " ".join(str(row.counts or "") for row in table.rows))


def test_a_school_may_ask_for_more_and_never_for_fewer() -> None:
    staff = wave({"Maths": mixed(12), "Science": mixed(8), "Arts": mixed(20)})

    assert not shown(let_out(staff, min_n=1).table, "Science").withheld
    assert shown(let_out(staff, min_n=10).table, "Science").withheld
    assert let_out(staff, min_n=1).table.min_n == 5


# --- ends of shares -------------------------------------------------------------------------------


def test_all_of_one_mind_are_told_in_words_and_their_counts_do_not_come_back() -> None:
    table = let_out(wave({"Maths": ALIKE * 12, "Science": mixed(20), "Arts": mixed(10)})).table

    coded, cover = shown(table, "Maths"), shown(table, "Arts")
    assert coded.share == "90 % or more"
    assert cover.share == "between 10 % and 90 %"
    for row in (coded, cover):
        assert (row.counts, row.mean, row.median, row.sd) == (None, None, None, None)
        assert row.n
    assert shown(table, "Science").counts is not None


@pytest.mark.parametrize("people", [5, 9, 10, 19, 20, 99, 100])
def test_words_for_nearly_all_leave_more_than_one_number(people: int) -> None:
    row = shown(let_out(wave({"Maths": ALIKE * people, "Arts": mixed(200)})).table, "Maths")

    percent = int(row.share.split(" ")[0])
    assert sum(100 * k >= percent * people for k in range(people + 1)) >= 2


def test_what_is_left_of_the_total_must_not_be_of_one_mind() -> None:
    table = let_out(
        wave({"Arts": ALIKE * 3, "Office": ALIKE * 5, "Maths": mixed(20), "Science": mixed(15)})
    ).table

    assert shown(table, "Arts").withheld
    assert shown(table, "Science").counts is None


# --- waves and releases ---------------------------------------------------------------------------


def test_the_same_group_is_withheld_in_both_waves() -> None:
    first = wave({"Maths": mixed(12), "Arts": mixed(3), "Office": mixed(7)}, "2025")
    second = wave({"Maths": mixed(4), "Arts": mixed(3), "Office": mixed(7)}, "2026")

    table = let_out(first, second).table

    assert shown(table, "Arts", wave="2025").withheld
    assert (
        shown(table, "Office", wave="2025").withheld == shown(table, "Office", wave="2026").withheld
    )


def test_two_who_answered_after_a_release_are_not_told_of_by_the_next() -> None:
    first = let_out(wave({"Maths": mixed(12), "Science": mixed(9)}))
    second = let_out(wave({"Maths": mixed(14), "Science": mixed(9)}), earlier=[first.table])

    assert shown(second.table, "Maths").withheld
    assert shown(second.table, "").withheld
    assert shown(second.table, "Science").n == 9


def test_what_an_earlier_release_showed_covers_nobody() -> None:
    staff = wave({"Maths": mixed(12), "Science": mixed(9), "Arts": mixed(5)})
    first = let_out(staff)
    second = let_out(
        wave({"Maths": mixed(12), "Science": mixed(9), "Arts": mixed(5)}), earlier=[first.table]
    )

    assert first.table.rows == second.table.rows


def test_a_kept_table_is_read_again_as_it_was() -> None:
    table = let_out(wave({"Maths": mixed(12), "Arts": mixed(3)})).table

    assert reopened(table.model_dump_json()) == table


def test_an_exact_table_says_so_and_is_no_release() -> None:
    counts = tally(wave({"Maths": mixed(12), "Arts": mixed(3)}), [(), ("department",)])
    choice = Choice(breakdowns=("department",))

    table = exact([counts], choice)

    assert table.exact
    assert shown(table, "Arts").counts == (1, 1, 1, 0, 0)
    with pytest.raises(ValueError, match="no earlier release"):
        release([counts], choice, [table])


def test_a_breakdown_that_was_not_counted_is_refused_in_words() -> None:
    counts = tally(wave({"Maths": mixed(12)}), [(), ("department",)])

    with pytest.raises(ValueError, match="not counted by role"):
        release([counts], Choice(breakdowns=("role",)))


# --- scales, words, response, open answers --------------------------------------------------------


def test_a_scale_has_its_mean_where_enough_people_have_a_score() -> None:
    staff = wave({"Maths": [[0, 1], [1, 2], [2, 4], [3, 1], [4, 3], [1, 1]]}, scored=True)

    row = shown(let_out(staff).table, "", "all")

    assert row.n == 6
    assert row.mean == pytest.approx(35 / 12)
    assert row.sd is not None
    assert row.mean_ci95 == pytest.approx(
        (35 / 12 - 2.5706 * row.sd / 6**0.5, 35 / 12 + 2.5706 * row.sd / 6**0.5), abs=1e-4
    )


def test_what_somebody_answered_who_left_an_item_out_is_not_told_by_the_scale() -> None:
    answers: list[list[int | None]] = [[one % 5, (one * 3) % 5, (one + 2) % 5] for one in range(30)]
    answers[7] = [None, 4, 3]
    table = let_out(wave({"Maths": answers}, scored=True)).table
    rows = [shown(table, "", one) for one in ("q1", "q2", "q3")]
    means, n = [row.mean or 0.0 for row in rows], [row.n or 0 for row in rows]
    told = shown(table, "", "all").mean or 0.0

    assert told == pytest.approx(np.mean(means))
    # Own scores would leave here 1/2 - 1/3 of the sum of what the one gave, who answered two.
    assert (30 * told - np.dot(means, n) / 3) * 6 != pytest.approx(4 + 3 + 2)


def test_a_scale_of_which_some_answered_a_part_tells_nothing_of_an_item_that_is_closed() -> None:
    answers: list[list[int | None]] = [[4, one % 5, (one + 2) % 5] for one in range(30)]
    answers[7] = [4, None, 3]
    table = let_out(wave({"Maths": answers}, scored=True)).table

    assert shown(table, "", "q1").mean is None
    assert shown(table, "", "q2").mean is not None
    assert shown(table, "", "all").mean is None


def test_it_is_said_in_words_what_is_withheld_and_which_groups_merged_would_show() -> None:
    found = let_out(wave({"Maths": mixed(12), "Arts": mixed(3), "Office": mixed(7)}))

    assert [one.split(":")[0] for one in found.withheld] == ["“Arts”", "“Office”"]
    assert [one.groups for one in found.merging] == [("Arts", "Office")]
    assert not re.search(r"[37]", " ".join(found.withheld))


def test_groups_merged_as_proposed_are_shown() -> None:
    assert withheld_in({"Maths": 12, "Arts and Office": 10}) == set()


def test_who_did_not_answer_is_told_of_no_few_people() -> None:
    table = let_out(wave({"Maths": mixed(12), "Science": mixed(9), "Arts": mixed(20)})).table

    roster = Roster(people=61, groups={"department": {"Maths": 20, "Science": 11, "Arts": 30}})

    rows = response(table, roster)

    assert [row.share for row in rows] == ["67 %", WITHHELD, WITHHELD, "67 %"]


ROSTER = Roster(people=61, groups={"department": {"Maths": 20, "Science": 11, "Arts": 30}})


def test_a_release_tells_how_many_answered_and_its_intervals_are_of_those_who_could() -> None:
    people = wave({"Maths": mixed(12), "Science": mixed(9), "Arts": mixed(20)})
    tallies = [tally(people, [(), ("department",)])]
    choice = Choice(breakdowns=("department",))

    found = release(tallies, choice, rosters={"": ROSTER}).table

    assert [row.share for row in found.response] == ["67 %", WITHHELD, WITHHELD, "67 %"]
    share = shown(found, "").favourable
    assert share
    assert share.k
    assert share.n
    assert share.ci95 == wilson(share.k, share.n, 61)
    arts, science = (shown(found, name).favourable for name in ("Arts", "Science"))
    assert arts
    assert arts.k
    assert arts.n
    assert arts.ci95 == wilson(arts.k, arts.n, 30)
    assert science
    assert science.k
    assert science.n
    assert science.ci95 == wilson(science.k, science.n)  # its roster would tell who is missing


def test_who_did_not_answer_stays_withheld_in_later_releases_with_fewer_groups() -> None:
    people = wave({"Maths": mixed(12), "Science": mixed(9), "Arts": mixed(20)})
    tallies = [tally(people, [(), ("department",)])]
    first = release(tallies, Choice(breakdowns=("department",)), rosters={"": ROSTER}).table

    again = release(tallies, Choice(), [first], rosters={"": ROSTER}).table

    assert again.response == first.response[:1]


def test_people_of_no_known_group_tell_of_none_by_subtraction() -> None:
    people = wave({"Maths": mixed(12), "Science": mixed(9), "Arts": mixed(20), "": mixed(15)})
    tallies = [tally(people, [(), ("department",)])]
    groups = {"department": {"Maths": 22, "Science": 15, "Arts": 30}}
    roster = Roster(people=84, groups=groups)

    found = release(tallies, Choice(breakdowns=("department",)), rosters={"": roster}).table

    assert [row.share for row in found.response] == ["67 %", "55 %", WITHHELD, "67 %"]


def test_a_number_alone_gives_a_rate_and_no_groups() -> None:
    tallies = [tally(wave({"Maths": mixed(12), "Arts": mixed(20)}), [(), ("department",)])]

    found = release(
        tallies, Choice(breakdowns=("department",)), rosters={"": Roster(people=40)}
    ).table

    assert [(row.by, row.share) for row in found.response] == [((), "80 %")]


def test_nine_open_answers_are_not_shown_and_ten_are_without_names_and_order() -> None:
    texts = [f"{letter} thanks Ana and Anatole" for letter in "jihgfedcba"]

    assert quotes(texts[:9]) == ()
    assert quotes(texts, names=["ana"])[0] == "a thanks … and Anatole"
    assert quotes(texts) == tuple(sorted(texts))
    assert quotes(texts, min_n=11) == ()


def test_who_did_not_answer_is_never_told_by_what_is_left_of_a_sum() -> None:
    chance = np.random.default_rng(7)
    for _ in range(150):
        bys = {"role": tuple("ABCD"), "years": tuple("KLM")}
        people = int(chance.integers(20, 60))
        places = {by: chance.integers(0, len(names), people) for by, names in bys.items()}
        codes = chance.integers(0, 5, (people, 1)).astype(np.int8)
        asked = Wave("", instrument(), places, bys, codes)
        groups = {
            by: {
                name: int((places[by] == at).sum() + chance.integers(0, 12))
                for at, name in enumerate(names)
            }
            for by, names in bys.items()
        }
        roster = Roster(people=max(sum(one.values()) for one in groups.values()), groups=groups)
        tallies = [tally(asked, [(), ("role",), ("years",)])]

        choice = Choice(breakdowns=("role", "years"))
        found = release(tallies, choice, rosters={"": roster}).table.response

        assert not [row for row in found if row.n is not None and 0 < (row.missing or 0) < 5]
        for by in bys:
            own = [row for row in found if row.by == (by,)]
            hidden = [row for row in own if row.n is None]
            whole = sum(groups[by].values()) == roster.people
            if whole and found[0].n is not None:
                left = (found[0].missing or 0) - sum(row.missing or 0 for row in own)
                assert len(hidden) != 1 or left == 0
                assert not hidden or left == 0 or left >= 5
