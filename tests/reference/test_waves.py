"""The RSE survey of 2016 and 2017: eight items of two waves whose people cannot be matched."""

import csv
from functools import cache

from plgwork.analysis.statistics import comparing, families, shares
from tests.reference.coding import coded
from tests.reference.figures import Figures, checks, document, folder

NAME = "limesurvey-rse-waves"
PATH = ("expected", "wave_comparison_2016_2017", "items")


@cache
def table(year: str) -> tuple[list[str], list[list[str]]]:
    file = folder() / "raw" / f"limesurvey-rse-uk-{year}.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        headings, *cells = csv.reader(lines)
    return headings, cells


def counts(year: str, item: str) -> list[int]:
    """Of an item, answers told apart by their words alone, not by case or blanks."""
    known = document(NAME)["expected"]["waves"][year]["items"][item]
    headings, cells = table(year)
    wanted = " ".join(known["heading"].split())
    at = [" ".join(one.split()) for one in headings].index(wanted)
    given = [{item: row[at].casefold()} for row in cells]
    answers = coded(given, {item: [one.casefold() for one in known["counts"]]})
    return [int((answers.codes == place).sum()) for place in range(len(known["counts"]))]


@checks(NAME, *PATH)
def test_two_waves_differ_as_published(figures: Figures) -> None:
    tests = {}
    for item in figures["expected"]["wave_comparison_2016_2017"]["items"]:
        before, after = counts("2016", item), counts("2017", item)
        tests[item] = comparing.mann_whitney(after, before)
        figures.hold(
            (*PATH, item),
            {
                "U_2017": tests[item].u,
                "cliffs_delta_2017_minus_2016": comparing.effect(after, before).delta,
                "favourable_points_2016": 100 * favourable(before),
                "favourable_points_2017": 100 * favourable(after),
            },
        )

    ps = [one.p for one in tests.values()]
    adjusted = zip(tests, ps, families.holm(ps), families.benjamini_hochberg(ps), strict=True)
    for item, p, holm, bh in adjusted:
        found = {"p_cc": p, "p_holm": holm, "p_fdr_bh": bh}
        figures.hold((*PATH, item), found, rel=1e-4)


def favourable(of: list[int]) -> float:
    return shares.favourable(of, 2).p
