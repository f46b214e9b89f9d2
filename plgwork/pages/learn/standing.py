"""Where somebody stands with learning and practice, for Home."""

from typing import Any

from plgwork.models.learning import Study
from plgwork.models.lessons import Lesson
from plgwork.models.people import Role
from plgwork.pages.page import Page


def panels(page: Page) -> list[dict[str, Any]]:
    """For whoever facilitates or coaches, and for whoever began: a panel."""
    studies = page.workbook.store.lessons.mine()
    leads = {Role.FACILITATOR, Role.COACH} & set(page.workbook.me.roles)
    return [_panel(page, studies)] if leads or studies else []


def _panel(page: Page, studies: list[Study]) -> dict[str, Any]:
    """The next unit, and what is back in practice."""
    lessons = list(page.workbook.content.lessons.values())
    finished = {one.lesson_id for one in studies if one.finished_at}
    left = [one for one in lessons if one.id not in finished]
    begun = [one.lesson_id for one in studies if one.finished_at is None]
    following = next((one for one in left if one.id in begun[-1:]), next(iter(left), None))
    due = page.workbook.store.practice.due(page.workbook.day_ends_at)
    links = [_unit(page, following)] if following else []
    practise = {"text": "Practise", "href": page.address("practice"), "quiet": bool(links)}
    return {
        "kicker": "Learning to facilitate",
        "title": following.title if following else "You finished every unit",
        "lines": [
            f"{len(lessons) - len(left)} of {len(lessons)} units finished.",
            f"{_back(due)} in Practice." if due else "Nothing is due in Practice today.",
        ],
        "links": [*links, practise],
    }


def _unit(page: Page, lesson: Lesson) -> dict[str, Any]:
    address = page.address("learn", f"unit={lesson.id}")
    step = "#read" if page.workbook.place.served else ""
    return {"text": f"Open this unit, {lesson.minutes} minutes", "href": address + step}


def _back(due: int) -> str:
    return "One item is back" if due == 1 else f"{due} items are back"
