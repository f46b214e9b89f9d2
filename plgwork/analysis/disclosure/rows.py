"""Figures of one item for one group, from the counts that may be shown."""

import numpy as np

from plgwork.analysis.disclosure import coding
from plgwork.analysis.disclosure.audit import Numbers
from plgwork.analysis.statistics.shares import median, wilson
from plgwork.analysis.statistics.summary import Summary, from_counts, from_moments, mean_interval
from plgwork.models.answers import Moments
from plgwork.models.figures import WITHHELD, Row, Share
from plgwork.models.instruments import Item, Kind


def of_item(row: Row, item: Item, counts: Numbers, open_: bool, mute: bool) -> Row:
    """The row with its figures: ``counts`` by level, then apart, then missing."""
    levels = counts[: len(item.labels)]
    n, (apart, missing) = int(levels.sum()), (int(one) for one in counts[-2:])
    known: dict[str, object] = {"n": n, "missing": missing, "apart": apart}
    k = int(levels[len(levels) - item.favourable :].sum()) if item.favourable else None
    if not open_:
        coded = None if k is None else Share(shown=WITHHELD if mute else coding.words(k, n))
        return row.model_copy(update={**known, "favourable": coded})
    share = None if k is None or not n else _share(k, n)
    known |= {"counts": tuple(int(one) for one in levels), "favourable": share}
    return row.model_copy(update=known | _moments(item, levels, n))


def of_scale(row: Row, people: int, moments: Numbers, open_: bool) -> Row:
    """The row of a scale: ``moments`` are n, the sum of scores and of their squares."""
    n = int(moments[0])
    known: dict[str, object] = {"n": n, "missing": people - n, "apart": 0}
    if open_ and n:
        one = Moments(moments[:1].astype(np.int64), moments[1:2], moments[2:3])
        [summary] = from_moments(one)
        known |= {"mean": summary.mean, "sd": summary.sd if n > 1 else None}
        known |= {"mean_ci95": mean_interval(summary) if n > 1 else None}
    return row.model_copy(update=known)


def of_those_asked(row: Row, population: int | None) -> Row:
    """The row with its interval for so many people who could have answered."""
    share = row.favourable
    if population and row.mean_ci95 and row.n and row.mean is not None and row.sd is not None:
        summary = Summary(row.n, row.mean, row.sd)
        return row.model_copy(update={"mean_ci95": mean_interval(summary, population=population)})
    if population is None or share is None or share.k is None or not share.n:
        return row
    interval = wilson(share.k, share.n, population)
    return row.model_copy(update={"favourable": share.model_copy(update={"ci95": interval})})


def _share(k: int, n: int) -> Share:
    return Share(shown=f"{100 * k / n:.0f} %", k=k, n=n, p=k / n, ci95=wilson(k, n))


def _moments(item: Item, levels: Numbers, n: int) -> dict[str, float | None]:
    """Mean, median and standard deviation (n - 1) of answers that have an order."""
    if item.kind is not Kind.SCALE or not n:
        return {}
    summary = from_counts(levels, item.lowest)
    return {
        "mean": summary.mean,
        "median": median(levels, item.lowest),
        "sd": summary.sd if n > 1 else None,
    }
