"""likert's mass and pisaitems: counts, percent, means, and a scale with reverse keys."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pytest

from plgwork.analysis.statistics import comparing, reliability, shares, summary
from plgwork.analysis.tally import scores, tally
from plgwork.models.answers import Answers, Breakdown
from tests.reference.coding import coded
from tests.reference.figures import Figures, checks, document, rows

MASS, PISA = "likert-mass", "likert-pisaitems"


@cache
def mass(reversed_too: bool = True) -> Answers:
    given, how = rows("ref/likert-mass.csv"), document(MASS)["how"]
    columns = [one for one in given[0] if one != "Gender"]
    reverse = how["reverse_keyed_for_anxiety_scale"] if reversed_too else ()
    labels = dict.fromkeys(columns, how["order"])
    return coded(given, labels, {"anxiety": columns}, reverse, ["Gender"])


@cache
def pisa() -> Answers:
    items = document(PISA)["expected"]["items"]
    labels = {name: tuple(one["counts"]) for name, one in items.items()}
    return coded(rows("ref/likert-pisaitems-st24-st25.csv.gz"), labels, by=["CNT"])


def items(answers: Answers, of: Breakdown, group: int = 0) -> dict[str, list[int]]:
    """Counts of each item, by heading."""
    asked = enumerate(answers.instrument.items)
    return {one.column: of.counts[group, place, : len(one.labels)].tolist() for place, one in asked}


def described(counts: list[int], labels: Sequence[str]) -> dict[str, Any]:
    """What both files say of an item."""
    of, percent = summary.from_counts(counts), shares.percent(counts)
    half = len(counts) // 2
    return {
        "n": of.n,
        "counts": dict(zip(labels, counts, strict=True)),
        "percent": dict(zip(labels, percent, strict=True)),
        "low": sum(percent[:half]),
        "neutral": percent[half] if len(counts) % 2 else 0.0,
        "high": 100 * shares.favourable(counts, half).p,
        "mean": of.mean,
        "sd": of.sd,
    }


def labels_of(answers: Answers) -> Mapping[str, Sequence[str]]:
    return {one.column: one.labels for one in answers.instrument.items}


@checks(MASS, "expected", "n")
@checks(MASS, "expected", "gender")
@checks(MASS, "expected", "items")
def test_twenty_pupils_are_counted_as_published(figures: Figures) -> None:
    counted = tally(mass(), [["Gender"]])

    figures.hold(("expected", "n"), int(counted.by().people[0]), near=0)
    by_gender = counted.by("Gender")
    names = [one for (one,) in by_gender.groups]
    people = dict(zip(names, by_gender.people.tolist(), strict=True))
    figures.hold(("expected", "gender"), people, near=0)
    for name, counts in items(mass(), counted.by()).items():
        of = shares.favourable(counts, 2)
        found = described(counts, labels_of(mass())[name])
        figures.hold(
            ("expected", "items", name), found | {"favourable_wilson95": [of.low, of.high]}
        )


@checks(MASS, "expected", "percent_by_gender_in_level_order")
def test_percent_by_gender_is_the_published_table(figures: Figures) -> None:
    by_gender = tally(mass(), [["Gender"]]).by("Gender")

    for place, (gender,) in enumerate(by_gender.groups):
        path = ("expected", "percent_by_gender_in_level_order", gender)
        percent = {
            one: shares.percent(counts) for one, counts in items(mass(), by_gender, place).items()
        }
        figures.hold(path, percent)


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("ref/likert-mass-published-percent.csv", ""),
        ("ref/likert-mass-published-percent-by-gender.csv", "Group"),
    ],
)
def test_the_packages_own_tables_come_out(name: str, group: str) -> None:
    by = tally(mass(), [["Gender"]]).by(*(["Gender"] if group else []))
    places = {"".join(one): place for place, one in enumerate(by.groups)}

    for row in rows(name):
        counts = items(mass(), by, places[row.get(group, "")])[row["Item"]]
        published = [float(row[one]) for one in document(MASS)["how"]["order"]]
        assert shares.percent(counts) == pytest.approx(published, abs=1e-6)


@checks(MASS, "expected", "alpha_reverse_keyed")
@checks(MASS, "expected", "alpha_without_reversing")
def test_alpha_of_fourteen_items_with_and_without_reverse_keys(figures: Figures) -> None:
    for name, turned in (("alpha_reverse_keyed", True), ("alpha_without_reversing", False)):
        found = reliability.reliability(tally(mass(turned)).products["anxiety"], ["item"] * 14)
        assert found is not None
        assert found.few
        figures.hold(("expected", name), found.listwise, 1e-4)


@checks(MASS, "expected", "female_vs_male_anxiety")
def test_girls_and_boys_differ_as_published(figures: Figures) -> None:
    [gender], [scale] = mass().groupings, mass().instrument.scales
    values = scores(mass(), scale)
    female, male = (values[gender.codes == gender.labels.index(one)] for one in ("Female", "Male"))
    _, (girls, boys) = summary.levels([female, male])

    test = comparing.mann_whitney_normal(girls, boys)
    figures.hold(
        ("expected", "female_vs_male_anxiety"),
        {
            "mean_female": summary.from_values(female).mean,
            "mean_male": summary.from_values(male).mean,
            "U_female": test.u,
            "cliffs_delta_female_minus_male": comparing.effect(girls, boys).delta,
        },
    )
    path = ("expected", "female_vs_male_anxiety", "p_asymptotic_cc")
    figures.hold(path, test.p, rel=1e-4)


@checks(PISA, "expected")
def test_sixty_thousand_pupils_are_counted_as_published(figures: Figures) -> None:
    counted = tally(pisa(), [["CNT"]])
    countries = counted.by("CNT")
    names = [one for (one,) in countries.groups]

    figures.hold(("expected", "n_rows"), int(counted.by().people[0]), near=0)
    people = dict(zip(names, countries.people.tolist(), strict=True))
    figures.hold(("expected", "country"), people, near=0)
    for place, (name, counts) in enumerate(items(pisa(), counted.by()).items()):
        high = {
            country: 100 * shares.favourable(items(pisa(), countries, at)[name], len(counts) // 2).p
            for at, country in enumerate(names)
        }
        missing = int(counted.by().counts[0, place, -1])
        figures.hold(
            ("expected", "items", name),
            described(counts, labels_of(pisa())[name])
            | {"high_by_country": high, "missing": missing},
        )


@checks(PISA, "published")
def test_the_packages_printed_summary_comes_out(figures: Figures) -> None:
    printed = list(figures["published"]["values_low_neutral_high_mean_sd"])
    counted = items(pisa(), tally(pisa()).by())
    order = ["ST25Q01", "ST25Q02", "ST25Q03", "ST25Q04", "ST25Q05"]

    for name, item in zip(printed, order, strict=True):
        found = described(counted[item], labels_of(pisa())[item])
        figures.hold(
            ("published", "values_low_neutral_high_mean_sd", name),
            [found[one] for one in ("low", "neutral", "high", "mean", "sd")],
            near=5.1e-6,
        )
