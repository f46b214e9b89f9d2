"""What a school said to its surveys, as panels: for its members' Home, and where it is written."""

from typing import Any

from plgwork.models.surveys import SchoolAnswer
from plgwork.pages.wording import in_words
from plgwork.workbook import Workbook

SHOWN = 2  # on Home; the newest of a survey stands for all of it


def panels(workbook: Workbook) -> list[dict[str, Any]]:
    """The newest answers, one for each survey."""
    newest: dict[str, SchoolAnswer] = {}
    for one in workbook.store.surveys.answers():
        newest.setdefault(one.survey_id, one)
    return [panel(workbook, one) for one in list(newest.values())[:SHOWN]]


def panel(workbook: Workbook, one: SchoolAnswer) -> dict[str, Any]:
    """One answer as every member reads it."""
    said = in_words(one.published_at.astimezone(workbook.zone).date())
    return {
        "kicker": "You were asked",
        "title": one.title,
        "items": [
            {"title": "What we heard", "text": one.heard},
            {"title": "What we will do", "text": one.will_do},
            {"title": "By when", "text": f"{in_words(one.by_when)} {one.by_when.year}"},
        ],
        "lines": [f"What your school answered on {said}."],
    }
