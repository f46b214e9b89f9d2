"""Whether items hold together, from products, is what it is from the answers."""

from itertools import combinations
from math import isnan

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from plgwork.analysis.statistics import reliability
from plgwork.models.answers import Products, Sums


def products(rows: Sums) -> Products:
    answered = (~np.isnan(rows)).astype(float)
    values = np.nan_to_num(rows)
    whole = values[answered.all(axis=1)]
    return Products(
        (answered.T @ answered).astype(np.int64),
        values.T @ answered,
        values.T @ values,
        len(whole),
        whole.sum(axis=0),
        whole.T @ whole,
    )


def people(n: int, items: int, seed: int, missing: float = 0.0) -> Sums:
    """Answers of 1 to 5 that share one cause, some of them missing."""
    chance = np.random.default_rng(seed)
    cause = chance.normal(size=(n, 1))
    answers = np.clip(np.rint(3 + cause + chance.normal(size=(n, items))), 1, 5)
    answers[chance.random((n, items)) < missing] = np.nan
    return np.asarray(answers)


sizes = st.integers(5, 80), st.integers(3, 7), st.integers(0, 10_000)


@settings(deadline=None)
@given(*sizes)
def test_alpha_is_that_of_the_answers(n: int, items: int, seed: int) -> None:
    rows = people(n, items, seed, 0.1)
    whole = rows[~np.isnan(rows).any(axis=1)]
    assume(len(whole) > 1 and whole.sum(axis=1).var() > 0)

    found = reliability.reliability(products(rows), ["item"] * items)

    assert found is not None
    assert found.n == len(whole)
    variances, total = whole.var(axis=0, ddof=1).sum(), whole.sum(axis=1).var(ddof=1)
    assert found.listwise == pytest.approx(items / (items - 1) * (1 - variances / total))


@settings(deadline=None)
@given(*sizes)
def test_each_two_items_go_by_whoever_answered_both(n: int, items: int, seed: int) -> None:
    rows = people(n, items, seed, 0.2)

    cov = reliability.pairwise(products(rows))

    for i, j in combinations(range(items), 2):
        both = rows[:, [i, j]][~np.isnan(rows[:, [i, j]]).any(axis=1)]
        if len(both) > 1:
            assert cov[i, j] == pytest.approx(np.cov(both.T)[0, 1], abs=1e-9)


@settings(deadline=None)
@given(*sizes)
def test_an_item_against_the_rest_is_pearsons_r(n: int, items: int, seed: int) -> None:
    rows = people(n, items, seed)
    cov = reliability.listwise(products(rows))

    for place, r in enumerate(reliability.item_rest(cov)):
        rest = np.delete(rows, place, axis=1).sum(axis=1)
        if rows[:, place].std() > 0 and rest.std() > 0:
            assert r == pytest.approx(stats.pearsonr(rows[:, place], rest).statistic, abs=1e-7)
    for place, alpha in enumerate(reliability.alpha_if_dropped(cov)):
        others = np.delete(rows, place, axis=1)
        wanted = reliability.alpha(np.cov(others.T))
        assert alpha == pytest.approx(wanted, nan_ok=True)


@settings(deadline=None)
@given(st.lists(st.floats(0.3, 0.9), min_size=3, max_size=8), st.data())
def test_omega_finds_the_loadings_that_made_the_covariances(
    loadings: list[float], data: st.DataObject
) -> None:
    unique = np.array([data.draw(st.floats(0.2, 1.5)) for _ in loadings])
    own = np.array(loadings)

    found = reliability.omega(np.outer(own, own) + np.diag(unique))

    common = own.sum() ** 2
    assert found == pytest.approx(common / (common + unique.sum()), abs=1e-4)


@settings(deadline=None)
@given(st.floats(-0.5, 0.99), st.integers(5, 500), st.integers(3, 20))
def test_feldts_interval_holds_alpha_and_narrows_with_people(of: float, n: int, k: int) -> None:
    low, high = reliability.feldt(of, n, k)
    closer_low, closer_high = reliability.feldt(of, 4 * n, k)

    assert low < of < high
    assert low < closer_low < closer_high < high


def test_two_items_are_left_in_silence_and_few_people_are_flagged() -> None:
    assert reliability.reliability(products(people(60, 2, 1)), ["a", "b"]) is None
    for n, few in ((49, True), (50, False)):
        found = reliability.reliability(products(people(n, 3, 1)), ["a", "b", "c"])
        assert found is not None
        assert found.few is few
        assert [one.item for one in found.items] == ["a", "b", "c"]


@pytest.mark.parametrize("rows", [np.full((9, 3), 4.0), np.full((9, 3), np.nan), np.ones((1, 3))])
def test_people_who_all_answer_alike_yield_no_figure(rows: Sums) -> None:
    found = reliability.reliability(products(rows), ["a", "b", "c"])

    assert found is not None
    assert all(isnan(one) for one in (found.listwise, found.low, found.pairwise, found.omega))
    assert all(isnan(one.rest_r) and isnan(one.alpha_if_dropped) for one in found.items)
