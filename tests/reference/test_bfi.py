"""psych's bfi: reliability, scores with reverse keys, groups and families of tests."""

from functools import cache

from plgwork.analysis.statistics import comparing, families, reliability, summary
from plgwork.analysis.tally import scores, tally
from plgwork.models.answers import Answers, Sums
from plgwork.models.instruments import Scale
from tests.reference.coding import coded
from tests.reference.figures import Figures, checks, rows

SCALES = {
    "agree": ("A1", "A2", "A3", "A4", "A5"),
    "conscientious": ("C1", "C2", "C3", "C4", "C5"),
    "extraversion": ("E1", "E2", "E3", "E4", "E5"),
    "neuroticism": ("N1", "N2", "N3", "N4", "N5"),
    "openness": ("O1", "O2", "O3", "O4", "O5"),
}
REVERSE = ("A1", "C4", "C5", "E1", "E2", "O2", "O5")
ITEMS = [one for items in SCALES.values() for one in items]


@cache
def answers(reverse: tuple[str, ...] = REVERSE) -> Answers:
    labels = dict.fromkeys(ITEMS, "123456")
    by = ("gender", "education")
    return coded(rows("ref/psych-bfi.csv"), labels, SCALES, reverse, by)


def groups(by: str, scale: str) -> list[Sums]:
    given = answers()
    of = next(one for one in given.groupings if one.id == by)
    values = scores(given, named(scale), 3)
    return [values[of.codes == place] for place in range(len(of.labels))]


def named(scale: str) -> Scale:
    return next(one for one in answers().instrument.scales if one.id == scale)


@checks("psych-bfi", "expected", "n_rows")
@checks("psych-bfi", "expected", "missing_cells_25_items")
@checks("psych-bfi", "expected", "complete_cases_25_items")
def test_who_answered_is_counted(figures: Figures) -> None:
    counted = tally(answers()).by()
    codes = answers().codes

    figures.hold(
        ("expected",),
        {
            "n_rows": int(counted.people[0]),
            "missing_cells_25_items": int(counted.counts[0, :, -1].sum()),
            "complete_cases_25_items": int((codes >= 0).all(axis=1).sum()),
        },
        near=0,
    )


@checks("psych-bfi", "published", "alpha_2dp", "[!c]*")
@checks("psych-bfi", "expected", "scales", "*", "alpha_raw*")
@checks("psych-bfi", "expected", "scales", "*", "scoreItems_alpha")
@checks("psych-bfi", "expected", "scales", "*", "average_r")
def test_pairwise_alpha_is_as_published(figures: Figures) -> None:
    products = tally(answers()).products

    for scale in SCALES:
        pairwise = reliability.pairwise(products[scale])
        alpha, path = reliability.alpha(pairwise), ("expected", "scales", scale)
        figures.hold((*path, "alpha_raw_pairwise"), alpha, 1e-4)
        figures.hold((*path, "scoreItems_alpha"), alpha, 1e-4)
        figures.hold((*path, "average_r"), reliability.average_r(pairwise))
        found = reliability.reliability(products[scale], SCALES[scale])
        assert found is not None
        figures.hold((*path, "alpha_raw_listwise"), found.listwise, 1e-4)
        if scale != "conscientious":
            figures.hold(("published", "alpha_2dp", scale), round(alpha, 2), 1e-9)


@checks("psych-bfi", "expected", "scales", "*", "n_listwise")
@checks("psych-bfi", "expected", "scales", "*", "feldt95")
@checks("psych-bfi", "expected", "scales", "*", "item_rest_r_listwise")
@checks("psych-bfi", "expected", "scales", "*", "alpha_if_dropped_listwise")
@checks("psych-bfi", "expected", "scales", "*", "omega_cfa_ml_listwise")
def test_a_scale_holds_together_as_published(figures: Figures) -> None:
    products = tally(answers()).products

    for scale, items in SCALES.items():
        found, path = reliability.reliability(products[scale], items), ("expected", "scales", scale)
        assert found is not None
        assert not found.few
        figures.hold((*path, "n_listwise"), found.n, near=0)
        figures.hold((*path, "feldt95"), {"lo": found.low, "hi": found.high}, 0.002)
        rest = {one.item: one.rest_r for one in found.items}
        without = {one.item: one.alpha_if_dropped for one in found.items}
        figures.hold((*path, "item_rest_r_listwise"), rest)
        figures.hold((*path, "alpha_if_dropped_listwise"), without, 1e-4)
        # Far closer than the tolerance of 0.005: another estimator would not pass.
        figures.hold((*path, "omega_cfa_ml_listwise"), found.omega, 2e-4)


@checks("psych-bfi", "expected", "scales", "*", "score_*")
def test_scores_are_the_mean_of_at_least_three_answers(figures: Figures) -> None:
    counted = tally(answers(), min_answered=3).by()

    for scale in SCALES:
        [of] = summary.from_moments(counted.scores[scale])
        path = ("expected", "scales", scale)
        figures.hold((*path, "score_n_min3"), of.n, near=0)
        figures.hold((*path, "score_mean_min3"), of.mean)
        figures.hold((*path, "score_sd_min3"), of.sd)


@checks("psych-bfi", "expected", "by_gender")
def test_men_and_women_differ_as_published(figures: Figures) -> None:
    for scale in SCALES:
        male, female = groups("gender", scale)
        _, (mine, theirs) = summary.levels([male, female])
        ranks = comparing.mann_whitney(mine, theirs)
        his, hers = summary.from_values(male), summary.from_values(female)
        t = comparing.welch(his, hers)
        assert not ranks.exact
        figures.hold(
            ("expected", "by_gender", scale),
            {
                "male_mean": his.mean,
                "female_mean": hers.mean,
                "U_male": ranks.u,
                "cliffs_delta_male_minus_female": comparing.effect(mine, theirs).delta,
                "welch_t": t.t,
            },
        )
        ps = {"p_mannwhitney_cc": ranks.p, "welch_p": t.p}
        figures.hold(("expected", "by_gender", scale), ps, rel=1e-4)


@checks("psych-bfi", "expected", "by_education")
@checks("psych-bfi", "expected", "by_education_adjusted")
def test_education_and_the_family_of_five_tests(figures: Figures) -> None:
    found = {
        one: comparing.kruskal_wallis(summary.levels(groups("education", one))[1]) for one in SCALES
    }
    ps = [one.p for one in found.values()]

    for scale, test in found.items():
        path = ("expected", "by_education", scale)
        figures.hold((*path, "n"), test.n, near=0)
        figures.hold((*path, "kruskal_H"), test.h)
        figures.hold((*path, "epsilon2_H_over_n_minus_1"), test.epsilon2)
        figures.hold((*path, "kruskal_p"), test.p, rel=1e-4)
    for name, adjusted in {
        "holm": families.holm(ps),
        "BH": families.benjamini_hochberg(ps),
        "bonferroni": families.bonferroni(ps),
    }.items():
        path = ("expected", "by_education_adjusted", name)
        figures.hold(path, dict(zip(SCALES, adjusted, strict=True)), rel=1e-4)


@checks("psych-bfi", "expected", "trap_agree_without_reversing_A1")
def test_alpha_falls_where_a_reverse_key_is_forgotten(figures: Figures) -> None:
    products = tally(answers(tuple(one for one in REVERSE if one != "A1"))).products["agree"]

    alpha = reliability.alpha(reliability.pairwise(products))

    figures.hold(("expected", "trap_agree_without_reversing_A1", "alpha_raw"), alpha, 1e-4)
