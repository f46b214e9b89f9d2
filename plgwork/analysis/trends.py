"""How a person's own marks moved from month to month."""

from collections.abc import Mapping, Sequence
from statistics import fmean

from plgwork.models.content import Area, Indicator
from plgwork.models.progress import Line, Trend
from plgwork.models.reflections import Rating


def trend(
    ratings: Sequence[Rating],
    indicators: Sequence[Indicator],
    months: Sequence[str],
    names: Mapping[Area, str],
) -> Trend:
    """Marks of 1 to 5 by month; an area's line is the mean of its statements that month.

    A month without a mark is None: nothing is carried over or interpolated.
    """
    marks = {(rating.month, rating.indicator_id): float(rating.value) for rating in ratings}
    rows = {one.id: tuple(marks.get((month, one.id)) for month in months) for one in indicators}
    areas = [
        Line(
            name=names[area],
            values=tuple(
                _mean([rows[one.id][i] for one in indicators if one.area is area])
                for i in range(len(months))
            ),
        )
        for area in Area
    ]
    lines = [Line(name=one.short, values=rows[one.id]) for one in indicators]
    return Trend(months=tuple(months), areas=tuple(areas), indicators=tuple(lines))


def _mean(values: Sequence[float | None]) -> float | None:
    given = [value for value in values if value is not None]
    return fmean(given) if given else None
