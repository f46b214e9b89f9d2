"""Tables that were published as counts: HH's ProfChal and MASS's housing."""

from collections import Counter, defaultdict

from plgwork.analysis.statistics import shares
from tests.reference.figures import Figures, checks, rows


def challenge(figures: Figures) -> dict[tuple[str, str], list[int]]:
    return {
        (" ".join(one["Subtable"].split()), " ".join(one["Question"].split())): [
            int(one[x]) for x in figures["level_order"]
        ]
        for one in rows("ref/HH-ProfChal.csv")
    }


@checks("HH-ProfChal", "expected")
def test_every_row_has_its_shares_and_interval(figures: Figures) -> None:
    for (subtable, question), counts in challenge(figures).items():
        of = shares.favourable(counts, 2)
        figures.hold(
            ("expected", "rows", f"{subtable} | {question}"),
            {
                "counts": counts,
                "n": of.n,
                "percent": shares.percent(counts),
                "percent_favourable": 100 * of.p,
                "favourable_wilson95": [of.low, of.high],
                "net": shares.net(counts, 2, 2),
            },
        )


@checks("HH-ProfChal", "notes")
def test_the_groups_of_a_subtable_nearly_add_up(figures: Figures) -> None:
    subtables: dict[str, list[list[int]]] = defaultdict(list)
    for (subtable, _), counts in challenge(figures).items():
        subtables[subtable].append(counts)

    figures.hold(("notes", "all"), subtables[""][0], near=0)
    for name, parts in subtables.items():
        figures.hold(
            ("notes", "sum_by_subtable_vs_all", name),
            {"sum": [sum(one) for one in zip(*parts, strict=True)], "groups": len(parts)},
            near=0,
        )


@checks("ordinal-wine-housing", "expected", "housing", "total_n")
@checks("ordinal-wine-housing", "expected", "housing", "sat_counts.*")
def test_counts_with_weights_add_up(figures: Figures) -> None:
    found: Counter[str] = Counter()
    for one in rows("ref/MASS-housing.csv"):
        found[f"sat_counts.{one['Sat']}"] += int(one["Freq"])

    path = ("expected", "housing")
    figures.hold(path, dict(found) | {"total_n": found.total()}, near=0)
