"""Each figure from counts is the one that scipy or plain arithmetic has from the rows."""

from itertools import combinations
from math import isnan, nan, sqrt
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from plgwork.analysis.statistics import agreement, comparing, families, shares, summary
from plgwork.models.answers import Moments

Counted = list[int]
counted = st.lists(st.integers(0, 30), min_size=5, max_size=5)
few = st.lists(st.integers(0, 2), min_size=3, max_size=3)
chances = st.lists(st.floats(0, 1), min_size=1, max_size=30)


def rows(counts: Counted) -> list[int]:
    return [level for level, times in enumerate(counts, 1) for _ in range(times)]


@settings(deadline=None)
@given(counted)
def test_mean_spread_and_median_are_those_of_the_rows(counts: Counted) -> None:
    assume(sum(counts) > 1)

    of = summary.from_counts(counts)

    assert of.n == len(rows(counts))
    assert of.mean == pytest.approx(np.mean(rows(counts)))
    assert of.sd == pytest.approx(np.std(rows(counts), ddof=1), abs=1e-7)
    assert shares.median(counts) == np.median(rows(counts))
    assert summary.from_values(rows(counts)).mean == pytest.approx(of.mean)


def test_nobody_has_no_mean_no_share_and_no_interval() -> None:
    none = shares.favourable([0, 0, 0], 1)

    assert none.n == 0
    assert all(isnan(one) for one in (none.p, none.low, none.high, shares.median([0, 0])))
    assert all(isnan(one) for one in (*shares.percent([0, 0]), *shares.wilson(0, 0)))
    assert isnan(summary.from_counts([0, 0, 0]).mean)
    assert all(isnan(one) for one in summary.mean_interval(summary.from_counts([1])))


@settings(deadline=None)
@given(st.integers(0, 300), st.integers(1, 300))
def test_wilsons_interval_is_scipys(k: int, n: int) -> None:
    assume(k <= n)

    wanted = stats.binomtest(k, n).proportion_ci(method="wilson")

    assert shares.wilson(k, n) == pytest.approx((wanted.low, wanted.high), abs=1e-9)


@settings(deadline=None)
@given(st.integers(0, 50), st.integers(1, 50), st.integers(0, 50))
def test_an_interval_is_narrower_the_fewer_did_not_answer(k: int, n: int, silent: int) -> None:
    assume(k <= n)
    endless, known = shares.wilson(k, n), shares.wilson(k, n, n + silent)

    assert endless[0] <= known[0] + 1e-12
    assert known[1] <= endless[1] + 1e-12
    assert known[0] <= k / n <= known[1]
    if not silent:
        assert known == (k / n, k / n)


@settings(deadline=None)
@given(counted)
def test_the_interval_of_a_mean_is_students(counts: Counted) -> None:
    of = summary.from_counts(counts)
    assume(of.n > 1 and of.sd > 0)

    wanted = stats.t.interval(0.95, of.n - 1, of.mean, of.sd / sqrt(of.n))

    assert summary.mean_interval(of) == pytest.approx(wanted)


@settings(deadline=None)
@given(counted, counted)
def test_mann_whitney_by_the_normal_curve_is_scipys(first: Counted, second: Counted) -> None:
    assume(sum(first) and sum(second))
    assume(len({*rows(first), *rows(second)}) > 1)

    found = comparing.mann_whitney_normal(first, second)
    wanted = stats.mannwhitneyu(rows(first), rows(second), method="asymptotic")

    assert found.u == wanted.statistic
    assert found.p == pytest.approx(wanted.pvalue, rel=1e-9)


@settings(deadline=None)
@given(few, few)
def test_a_small_mann_whitney_counts_every_way_to_share_the_ranks(
    first: Counted, second: Counted
) -> None:
    both, n = sorted(rows(first) + rows(second)), sum(first)
    assume(n and sum(second))
    ranks = stats.rankdata(both)
    sums = np.array([sum(ranks[list(one)]) for one in combinations(range(len(both)), n)])
    middle = n * (len(both) + 1) / 2

    found = comparing.mann_whitney(first, second)

    seen = found.u + n * (n + 1) / 2
    assert found.exact
    assert found.p == pytest.approx((abs(sums - middle) >= abs(seen - middle) - 1e-9).mean())


@settings(deadline=None)
@given(st.integers(1, 20), st.integers(1, 20), st.randoms(use_true_random=False))
def test_without_ties_a_small_mann_whitney_is_scipys(n: int, m: int, chance: Random) -> None:
    order = list(range(n + m))
    chance.shuffle(order)
    _, (first, second) = summary.levels([order[:n], order[n:]])

    found = comparing.mann_whitney(first, second)

    wanted = stats.mannwhitneyu(order[:n], order[n:], method="exact")
    assert found.exact
    assert found.p == pytest.approx(wanted.pvalue)


def test_more_than_twenty_on_a_side_are_tested_by_the_normal_curve() -> None:
    assert comparing.mann_whitney([10, 10], [10, 10]).exact
    assert not comparing.mann_whitney([11, 10], [1, 1]).exact


@settings(deadline=None)
@given(counted, counted)
def test_cliffs_delta_is_wins_less_losses(first: Counted, second: Counted) -> None:
    assume(sum(first) and sum(second))
    wins = sum(np.sign(a - b) for a in rows(first) for b in rows(second))

    found = comparing.effect(first, second)

    assert found.delta == pytest.approx(wins / (sum(first) * sum(second)))
    turned = {"higher": "lower", "lower": "higher"}
    mirrored = comparing.effect(second, first)
    assert mirrored.delta == pytest.approx(-found.delta)
    assert mirrored.words.split() == [turned.get(one, one) for one in found.words.split()]


def test_a_difference_has_its_word_first() -> None:
    assert comparing.effect([0, 10], [10, 0]).words == "much higher"
    assert comparing.effect([10, 0], [0, 10]).words == "much lower"
    assert comparing.effect([5, 5], [5, 5]).words == "about the same"
    assert comparing.effect([0, 0], [5, 5]).words == "nothing to compare"


@settings(deadline=None)
@given(st.lists(counted, min_size=2, max_size=5))
def test_kruskal_wallis_is_scipys(groups: list[Counted]) -> None:
    given_rows = [rows(one) for one in groups if sum(one)]
    assume(len(given_rows) > 1 and len({x for one in given_rows for x in one}) > 1)

    found = comparing.kruskal_wallis(groups)

    # Of groups that answer alike scipy may find a hair below nought, and no p for it.
    wanted = max(float(stats.kruskal(*given_rows).statistic), 0.0)
    assert found.h == pytest.approx(wanted, abs=1e-7)
    assert found.p == pytest.approx(stats.chi2.sf(wanted, len(given_rows) - 1), rel=1e-5)
    assert found.groups == len(given_rows)


def test_groups_that_answer_alike_to_the_last_count_have_a_p_of_one() -> None:
    found = comparing.kruskal_wallis([[27, 13, 3, 12, 19], [27, 13, 3, 12, 19]])

    assert found.h == pytest.approx(0, abs=1e-9)
    assert found.p == pytest.approx(1)


def test_groups_that_all_answer_alike_do_not_differ() -> None:
    assert comparing.kruskal_wallis([[0, 7], [0, 3]]).p == 1
    assert comparing.mann_whitney_normal([0, 7], [0, 3]).p == 1
    assert isnan(comparing.kruskal_wallis([[0, 7], [0, 0]]).p)


@settings(deadline=None)
@given(counted, counted)
def test_welchs_t_is_scipys(first: Counted, second: Counted) -> None:
    one, other = summary.from_counts(first), summary.from_counts(second)
    assume(min(one.n, other.n) > 1 and one.sd + other.sd > 0)

    found = comparing.welch(one, other)

    told = [number for of in (one, other) for number in (of.mean, of.sd, of.n)]
    wanted = stats.ttest_ind_from_stats(*told, equal_var=False)
    assert found.t == pytest.approx(wanted.statistic, abs=1e-7)
    assert found.p == pytest.approx(wanted.pvalue, abs=1e-9)
    if not (one.sd and other.sd):
        return  # from rows, scipy warns where all people of a group answer alike
    interval = stats.ttest_ind(rows(first), rows(second), equal_var=False).confidence_interval()
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high), abs=1e-7)


@pytest.mark.parametrize(
    ("k1", "n1", "k2", "n2", "low", "high"),
    [  # Newcombe 1998, table II, method 10
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (10, 10, 0, 10, 0.6075, 1.0),
    ],
)
def test_the_interval_of_a_difference_is_newcombes(
    k1: int, n1: int, k2: int, n2: int, low: float, high: float
) -> None:
    found = comparing.difference(k1, n1, k2, n2)

    assert found.points == pytest.approx(100 * (k1 / n1 - k2 / n2))
    assert (found.low, found.high) == pytest.approx((100 * low, 100 * high), abs=0.01)


@settings(deadline=None)
@given(chances)
def test_adjusted_chances_are_scipys_and_keep_their_order(ps: list[float]) -> None:
    found = families.benjamini_hochberg(ps)

    assert found == pytest.approx(stats.false_discovery_control(ps))
    for adjusted in (found, families.holm(ps), families.bonferroni(ps)):
        assert all(p - 1e-9 <= one <= 1 for p, one in zip(ps, adjusted, strict=True))
        in_order = [adjusted[place] for place in np.argsort(ps, kind="stable")]
        assert in_order == sorted(in_order)


@settings(deadline=None)
@given(chances)
def test_holms_step_down_is_the_textbooks(ps: list[float]) -> None:
    order = sorted(range(len(ps)), key=lambda place: ps[place])
    wanted, most = {}, 0.0
    for step, place in enumerate(order):
        most = max(most, min(1.0, ps[place] * (len(ps) - step)))
        wanted[place] = most

    assert families.holm(ps) == pytest.approx([wanted[place] for place in range(len(ps))])


def moments(groups: list[list[float]]) -> Moments:
    return Moments(
        np.array([len(one) for one in groups]),
        np.array([sum(one) for one in groups], float),
        np.array([sum(x * x for x in one) for one in groups], float),
    )


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from([1.0, 1.5, 2.0, 3.25, 5.0]), min_size=2, max_size=8),
        min_size=2,
        max_size=6,
    )
)
def test_agreement_between_groups_is_the_analysis_of_variance(groups: list[list[float]]) -> None:
    assume(max(np.ptp(one) for one in groups) > 0)
    assume(len({np.mean(one) for one in groups}) > 1)

    found = agreement.between(moments(groups))

    wanted = stats.f_oneway(*groups)
    assert found.f == pytest.approx(wanted.statistic, rel=1e-6)
    assert found.p == pytest.approx(wanted.pvalue, rel=1e-5, abs=1e-12)
    size = np.mean([len(one) for one in groups])
    assert found.icc1 == pytest.approx((found.f - 1) / (found.f + size - 1), rel=1e-6)
    assert found.icc2 == pytest.approx(1 - 1 / found.f, rel=1e-6, abs=1e-9)


def test_a_group_that_agrees_has_an_rwg_of_one_and_chance_has_none() -> None:
    assert agreement.rwg([[0, 0, 9, 0, 0], [0, 9, 0, 0, 0]]) == 1
    assert agreement.rwg([[5, 0, 0, 0, 5]]) == 0
    assert isnan(agreement.rwg([[0, 1, 0, 0, 0]]))
    # James, Demaree and Wolf's (1984) formula by hand: variance 0.5 against 2, two items.
    assert agreement.rwg([[0, 1, 2, 1, 0]] * 2) == pytest.approx(
        2 * (2 / 3) / (2 * (2 / 3) + 1 / 3)
    )
    assert agreement.mean_rwg([[[0, 0, 9, 0, 0]], [[5, 0, 0, 0, 5]], [[0, 1, 0, 0, 0]]]) == 0.5


@pytest.mark.parametrize(
    ("icc1", "icc2", "p", "agreed", "words"),
    [
        (nan, nan, nan, 0.9, "too few answers"),
        (0.2, 0.9, 0.001, 0.4, "hides more than it shows"),
        (0.0, 0.0, 0.6, 0.9, "groups hardly differ"),
        (0.1, 0.5, 0.01, 0.9, "with care"),
        (0.2, 0.9, 0.001, 0.9, "speaks for the group"),
    ],
)
def test_a_sentence_says_whether_a_groups_mean_means_anything(
    icc1: float, icc2: float, p: float, agreed: float, words: str
) -> None:
    of = agreement.Between(icc1, icc2, nan, p, 10, 100)

    assert words in agreement.meaning(of, agreed)
