"""New York's school survey of 2011: response rates, favourable shares and scores of 455 schools."""

from typing import Any

from plgwork.analysis.statistics import response, shares, summary
from tests.reference.figures import Figures, checks, rows

NYC, PATH = "nyc-school-survey-2011", ("expected", "general_education")


def schools() -> list[dict[str, str]]:
    return rows("ref/nyc-school-survey-2011-teachers-gened-q1.csv")


def people(school: dict[str, str]) -> tuple[int, int]:
    return int(float(school["N_t"])), int(float(school["nr_t"]))


def counts(school: dict[str, str], item: str) -> list[int] | None:
    """From strongly disagree to strongly agree; the file has them the other way."""
    cells = [school[f"t_N_{item.removeprefix('t_')}_{place}"] for place in (4, 3, 2, 1)]
    return [int(float(one)) for one in cells] if all((*cells, school[item])) else None


def score(of: list[int]) -> float:
    """Answers on a scale of 0 to 10."""
    return summary.from_counts(of, lowest=0).mean * 10 / (len(of) - 1)


@checks(NYC, *PATH, "[!if]*")
def test_response_rates_are_the_citys(figures: Figures) -> None:
    both = [people(one) for one in schools()]
    answered, roster = (sum(one) for one in zip(*both, strict=True))
    rates = [response.rate(*one) for one in both]
    published = [int(float(one["rr_t"])) for one in schools()]
    naive = [round(100 * n / of) for n, of in both]

    figures.hold(
        PATH,
        {
            "schools": len(both),
            "teachers_responded": answered,
            "teachers_rostered": roster,
            "response_rate_pooled": response.pooled(answered, roster),
            "schools_response_rate_below_50": sum(2 * n < of for n, of in both),
            "schools_with_fewer_than": {
                "n5": sum(n < 5 for n, _ in both),
                "n10": sum(n < 10 for n, _ in both),
            },
            "published_rr_rules": {
                "min_100_and_half_up": {
                    "equal": sum(
                        one.percent == as_said
                        for one, as_said in zip(rates, published, strict=True)
                    ),
                    "of": len(rates),
                },
                "python_round_no_cap": {
                    "equal": sum(
                        one == as_said for one, as_said in zip(naive, published, strict=True)
                    ),
                    "of": len(naive),
                },
                "schools_with_more_answers_than_roster": sum(one.over for one in rates),
            },
        },
    )


@checks(NYC, *PATH, "items")
def test_each_item_has_the_citys_shares_and_scores(figures: Figures) -> None:
    for item in figures["expected"]["general_education"]["items"]:
        given = [(one, found) for one in schools() if (found := counts(one, item))]
        pooled = [sum(one) for one in zip(*(found for _, found in given), strict=True)]
        near = [abs(score(found) - float(one[item])) <= 0.05001 for one, found in given]
        figures.hold(
            (*PATH, "items", item),
            {
                "pooled_counts_SA_A_D_SD": pooled[::-1],
                "pooled_percent_favourable": 100 * shares.favourable(pooled, 2).p,
                "published_school_scores_reproduced_within_0.05001": sum(near),
                "schools_with_counts": len(given),
            },
        )
        # The city takes 6.67 and 3.33 for the two in the middle.
        figures.hold((*PATH, "items", item, "pooled_score_0_10"), score(pooled), near=0.005)


@checks(NYC, *PATH, "first_3_schools")
def test_the_first_schools_are_as_published(figures: Figures) -> None:
    for school in schools()[:3]:
        answered, roster = people(school)
        found: dict[str, Any] = {
            "N": answered,
            "roster": roster,
            "rr": response.rate(answered, roster).percent,
            "t_q1a_counts": (counts(school, "t_q1a") or [])[::-1],
        }
        path = (*PATH, "first_3_schools", school["dbn"])
        figures.hold(path, found, near=0)
        figures.hold((*path, "t_q1a_published"), score(found["t_q1a_counts"][::-1]), 0.0501)
