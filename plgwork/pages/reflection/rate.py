"""The second step: sixteen statements, and last time's marks beside them."""

from collections.abc import Callable, Sequence
from typing import Any

from plgwork.errors import UnavailableError
from plgwork.models.content import Area
from plgwork.models.months import Month
from plgwork.models.reflections import Rating
from plgwork.pages.guard import guarded
from plgwork.pages.wording import at_time
from plgwork.widgets import RatingSheet
from plgwork.workbook import Workbook


def sheet(
    workbook: Workbook, month: Month, ratings: Sequence[Rating], changed: Callable[[Rating], None]
) -> RatingSheet:
    """The statements with this month's marks; ``ratings`` hold earlier months as well."""
    content = workbook.content
    names = content.vocabulary("areas")
    before = [rating for rating in ratings if rating.month < month.id]
    last = max((rating.month for rating in before), default="")
    made = RatingSheet(
        key=f"{workbook.me.id} {month.id} ratings",
        question=content.indicators.question,
        anchors=list(content.indicators.anchors),
        groups=[
            {
                "name": names.name(area.value),
                "rows": [
                    {"id": one.id, "text": one.text}
                    for one in content.indicators.indicators
                    if one.area is area
                ],
            }
            for area in Area
        ],
        marks={rating.indicator_id: rating.value for rating in ratings if rating.month == month.id},
        last={rating.indicator_id: rating.value for rating in before if rating.month == last},
        last_name=Month.parse(last).name if last else "",
    )
    _listen(made, workbook, month, changed)
    return made


def _listen(
    made: RatingSheet, workbook: Workbook, month: Month, changed: Callable[[Rating], None]
) -> None:
    def say(problem: str) -> None:
        # The page shows what is kept: a mark that was not saved does not look as if it were.
        made.send({"kind": "refused"})
        made.status = f"{problem} This mark is not saved."

    @guarded(say)
    def rate(message: dict[str, Any]) -> None:
        rating = Rating(month=month.id, indicator_id=message["id"], value=message["value"])
        try:
            workbook.store.reflections.rate(rating)
        except UnavailableError as error:  # not answered, so it is sent again
            made.status = f"Not saved yet. {error} Your marks stay in this tab and are sent again."
            return
        made.marks = {**made.marks, rating.indicator_id: rating.value}
        made.status = f"Saved {at_time(workbook.now())}"
        changed(rating)

    made.listen("rate", rate)
