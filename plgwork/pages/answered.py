"""What a school said to its surveys, as panels: for its members' Home, and where it is written."""

from collections.abc import Callable
from typing import Any

from plgwork.models.people import Role
from plgwork.models.surveys import SchoolAnswer
from plgwork.pages.wording import in_words
from plgwork.workbook import Workbook

Address = Callable[[str, str], str]
SHOWN = 2  # on Home; the newest of a survey stands for all of it


def panels(workbook: Workbook, address: Address) -> list[dict[str, Any]]:
    """The newest answers, one for each survey; who may see its figures finds them from there."""
    newest: dict[str, SchoolAnswer] = {}
    for one in workbook.store.surveys.answers():
        newest.setdefault(one.survey_id, one)
    shown = list(newest.values())[:SHOWN]
    figures = bool(set(workbook.me.roles) & {Role.LEADER, Role.COACH})
    return [
        panel(workbook, one) | ({"links": [_link(one, address)]} if figures else {})
        for one in shown
    ]


def _link(one: SchoolAnswer, address: Address) -> dict[str, Any]:
    href = address("surveys", f"survey={one.survey_id}")
    href += "#results" if "?" in href else ""  # a notebook has no sections to lead to
    return {"text": "See the figures", "href": href, "quiet": True}


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
