"""Two waves: who is the same person, what each changed by, and which lines go on."""

from itertools import pairwise
from math import isnan

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from plgwork.analysis.statistics import kappa, waves
from plgwork.analysis.statistics.continuity import Continued, Standing, dropped, item_map
from plgwork.analysis.statistics.matching import match
from plgwork.analysis.statistics.moved import Moved, movement
from plgwork.models.instruments import Instrument, Item

answers = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=12, max_size=60)


@settings(deadline=None)
@given(answers)
def test_paired_changes_are_scipys(pairs: list[tuple[int, int]]) -> None:
    earlier, later = np.array(pairs, float).T
    assume(np.ptp(later - earlier) > 0)

    found = waves.paired(earlier, later)

    wanted = stats.ttest_rel(later, earlier)
    interval = wanted.confidence_interval()
    assert found.n == len(pairs)
    assert found.change == pytest.approx((later - earlier).mean())
    assert (found.t, found.p) == pytest.approx((wanted.statistic, wanted.pvalue), abs=1e-9)
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high))
    assert found.dz == pytest.approx(found.t / np.sqrt(len(pairs)))


@settings(deadline=None)
@given(answers)
def test_signed_ranks_are_scipys(pairs: list[tuple[int, int]]) -> None:
    earlier, later = np.array(pairs, float).T
    changed = waves.changes(earlier, later)
    assume((changed != 0).any())

    found = waves.wilcoxon(changed)

    moved = changed[changed != 0]
    wanted = stats.wilcoxon(moved, correction=True, method="asymptotic")
    ranks = stats.rankdata(abs(moved))
    assert found.v == ranks[moved > 0].sum()
    assert found.p == pytest.approx(wanted.pvalue)
    assert found.rank_biserial == pytest.approx(
        (ranks[moved > 0].sum() - ranks[moved < 0].sum()) / ranks.sum()
    )


def test_who_skipped_one_wave_is_left_out_and_no_change_is_none() -> None:
    found = waves.paired([1, 2, np.nan, 4], [2, 3, 3, np.nan])

    assert (found.n, found.change) == (2, 1)
    assert isnan(found.t)
    assert waves.wilcoxon(waves.changes([1, 2], [1, 2])) == waves.SignedRanks(0.0, 1.0, 0.0, 0)
    assert waves.changes([5 / 3, 3], [3, 13 / 3]).tolist()[0] == waves.changes([3], [13 / 3])[0]


def test_a_transition_table_counts_from_which_answer_to_which() -> None:
    earlier, later = np.array([0, 0, 1, 2, -1, 2], np.int8), np.array([0, 1, 1, -2, 0, 0], np.int8)

    assert waves.transitions(earlier, later, 3).tolist() == [[1, 1, 0], [0, 1, 0], [1, 0, 0]]


def test_codes_match_with_at_most_one_element_off() -> None:
    found = match(
        ["MA07RED", "jo12 blue", "AN03TAN", "", "LU09GRY"],
        ["lu-09-gry", "MA07REP", "JO12BLUE", "", "AN04TAB", "TWIN99"],
    )

    assert found.pairs == ((0, 1), (1, 2), (4, 0))
    assert (found.exact, found.near, found.without_code) == (2, 1, 2)
    assert found.rate == pytest.approx(3 / 5)


def test_a_code_that_could_be_two_people_is_matched_to_neither() -> None:
    assert match(["MA07RED"], ["MA07REP", "MA07REX"]).pairs == ()
    assert match(["MA07REP", "MA07REX"], ["MA07RED"]).pairs == ()
    twins = match(["MA07RED", "MA07RED"], ["MA07RED"])
    assert (twins.pairs, twins.repeated) == ((), 1)
    assert match(["AB12"], ["AB13"]).pairs == ()  # too short to be sure
    assert match([], []).rate == 0


codes = st.lists(st.text("ABC", min_size=5, max_size=6), max_size=12)


@settings(deadline=None)
@given(codes, codes)
def test_nobody_is_matched_twice_and_no_pair_is_more_than_one_off(
    earlier: list[str], later: list[str]
) -> None:
    found = match(earlier, later)

    assert all(len({pair[side] for pair in found.pairs}) == len(found.pairs) for side in (0, 1))
    assert found.exact + found.near == len(found.pairs)
    for i, j in found.pairs:
        assert len(earlier[i]) == len(later[j])
        assert sum(a != b for a, b in zip(earlier[i], later[j], strict=True)) <= 1


AGREE = ("Disagree", "Neither", "Agree")


def asked(name: str, text: str, labels: tuple[str, ...] = AGREE) -> Item:
    return Item(id=name, column=name, text=text, labels=labels, favourable=1)


def wave(*items: Item) -> Instrument:
    return Instrument(id="staff", title="Staff", items=items)


def test_a_line_goes_on_only_where_the_wording_did() -> None:
    first = wave(
        asked("sat1", "I find real enjoyment in my job"),
        asked("sat3", "I feel fairly well satisfied with my job"),
        asked("sat4", "I like my job more than average"),
        asked("gone", "The canteen is good"),
    )
    second = wave(
        asked("q9", "Colleagues tell me what they think"),
        asked("sat3", "I feel satisfied with my job"),
        asked("likert2", "I find  real enjoyment in my job."),
        asked("sat4", "I like my job more than average", ("No", "Yes")),
    )

    links = item_map(first, second)

    assert links == (
        Continued("q9", None, Standing.NEW),
        Continued("sat3", "sat3", Standing.CHANGED),
        Continued("likert2", "sat1", Standing.SAME),
        Continued("sat4", "sat4", Standing.CHANGED),
    )
    assert dropped(first, links) == ("gone",)


def test_a_person_corrects_what_goes_on_from_what() -> None:
    first = wave(asked("a1", "My work is seen"), asked("a2", "I know what is expected"))
    second = wave(asked("b1", "My work is noticed"), asked("a2", "I know what is expected"))

    links = item_map(first, second, {"b1": "a1", "a2": None})

    assert [(one.earlier, one.standing) for one in links] == [
        ("a1", Standing.CHANGED),
        (None, Standing.NEW),
    ]


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=40))
def test_kappa_is_agreement_beyond_chance(pairs: list[tuple[str, str]]) -> None:
    first, second = [one for one, _ in pairs], [one for _, one in pairs]
    table = np.array([[pairs.count((a, b)) for b in "abc"] for a in "abc"]) / len(pairs)
    chance = float(table.sum(axis=1) @ table.sum(axis=0))

    found = kappa.cohens_kappa(first, second)

    assert found.agreed == pytest.approx(np.trace(table))
    if chance < 1 - 1e-9:
        assert found.kappa == pytest.approx((np.trace(table) - chance) / (1 - chance))
    else:
        assert isnan(found.kappa)


def test_kappa_has_its_word_first() -> None:
    # Fleiss, Levin and Paik (2003), table 18.1: 100 people, two raters, kappa 0.676.
    table = {("p", "p"): 75, ("p", "n"): 1, ("p", "o"): 4, ("n", "p"): 5, ("n", "n"): 4}
    table |= {("n", "o"): 1, ("o", "p"): 0, ("o", "n"): 0, ("o", "o"): 10}
    pairs = [pair for pair, times in table.items() for _ in range(times)]

    found = kappa.cohens_kappa(*zip(*pairs, strict=True))

    assert (found.words, found.n) == ("substantial", 100)
    assert found.kappa == pytest.approx(0.676, abs=0.0005)
    assert kappa.cohens_kappa([], []).words == "nothing coded yet"
    words = [kappa.cohens_kappa("ab" * 50, "ab" * k + "ba" * (50 - k)).words for k in range(51)]
    assert sum(one != other for one, other in pairwise(words)) == 5


def test_answers_can_move_though_the_favourable_share_does_not() -> None:
    found = movement([40, 30, 30, 50, 50], [5, 25, 70, 50, 50], top=2)
    assert found.what is Moved.WHOLE
    assert found.share.points == 0
    assert found.whole.words != "nothing to compare"

    ends = movement([10, 60, 60, 60, 10], [60, 10, 60, 10, 60], top=2)
    assert ends.what is Moved.WHOLE
    assert ends.whole.delta == 0


def test_the_favourable_share_can_move_though_the_answers_as_a_whole_do_not() -> None:
    assert movement([15, 24, 25, 26, 10], [14, 21, 14, 41, 10], top=2).what is Moved.SHARE
    assert movement([20] * 5, [20] * 5, top=2).what is Moved.NEITHER
    assert movement([60, 20, 10, 5, 5], [5, 5, 10, 20, 60], top=2).what is Moved.BOTH
    assert movement([0] * 5, [5] * 5, top=2).what is Moved.NEITHER
