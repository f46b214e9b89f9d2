"""multilevel's univbct: soldiers asked three times, matched and as if nobody could be."""

import numpy as np

from plgwork.analysis.statistics import comparing, summary, waves
from plgwork.models.answers import Sums
from tests.reference.figures import Figures, checks, rows

MEASURES = ("JOBSAT", "COMMIT", "READY")
SPANS = {"w1_to_w2": (1, 2), "w2_to_w3": (2, 3), "w1_to_w3": (1, 3)}


def people() -> list[dict[str, str]]:
    return [one for one in rows("ref/multilevel-univbct.csv") if one["TIME"] == "0"]


def values(measure: str, wave: int) -> Sums:
    cells = (one[f"{measure}{wave}"] for one in people())
    return np.array([float(one) if one not in ("", "NA") else np.nan for one in cells])


@checks("multilevel-univbct", "expected", "n_persons")
@checks("multilevel-univbct", "expected", "battalions")
@checks("multilevel-univbct", "expected", "companies")
def test_people_and_units_are_counted(figures: Figures) -> None:
    units = {(one["BTN"], one["COMPANY"]) for one in people()}

    figures.hold(("expected", "n_persons"), len(people()), near=0)
    figures.hold(("expected", "battalions"), len({one for one, _ in units}), near=0)
    figures.hold(("expected", "companies"), len(units), near=0)


@checks("multilevel-univbct", "expected", "*", "wave?")
def test_each_wave_has_its_mean_and_interval(figures: Figures) -> None:
    for measure in MEASURES:
        for wave in (1, 2, 3):
            of = summary.from_values(values(measure, wave))
            low, high = summary.mean_interval(of)
            figures.hold(
                ("expected", measure, f"wave{wave}"),
                {"n": of.n, "mean": of.mean, "sd": of.sd, "ci95": {"lo": low, "hi": high}},
            )


@checks("multilevel-univbct", "expected", "*", "w?_to_w?")
def test_people_matched_and_unmatched_change_as_published(figures: Figures) -> None:
    for measure in MEASURES:
        for name, (one, other) in SPANS.items():
            earlier, later = values(measure, one), values(measure, other)
            paired, apart = waves.paired(earlier, later), later - earlier
            # As R took them: changes tie only where the last bit of their difference does.
            ranks = waves.wilcoxon(apart[~np.isnan(apart)])
            _, (before, after) = summary.levels([earlier, later])
            unmatched = comparing.mann_whitney(after, before)
            path = ("expected", measure, name)
            figures.hold(
                path,
                {
                    "n_matched": paired.n,
                    "mean_change": paired.change,
                    "paired_t": paired.t,
                    "change_ci95": {"lo": paired.low, "hi": paired.high},
                    "dz": paired.dz,
                    "r": paired.r,
                    "wilcoxon_V": ranks.v,
                    "matched_rank_biserial": ranks.rank_biserial,
                    "unmatched_cliffs_delta": comparing.effect(after, before).delta,
                },
            )
            ps = {
                "paired_p": paired.p,
                "wilcoxon_p_cc": ranks.p,
                "unmatched_mannwhitney_p": unmatched.p,
            }
            figures.hold(path, ps, rel=1e-4)
