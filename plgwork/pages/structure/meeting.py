"""The fields of a time: how often, on which day, from when, how long, where."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from pydantic import ValidationError

from plgwork.models.schedules import MeetingTime, Weekday
from plgwork.pages.school.answers import Answers, Problems

Shown = Mapping[str, Any]
Field = dict[str, Any]
WEEKLY, OTHER_WEEKS, WEEKS, CYCLE = "weekly", "every-other-week", "weeks-of-month", "rotation"
HOW_OFTEN = {
    WEEKLY: "Every week",
    OTHER_WEEKS: "Every other week",
    WEEKS: "In some weeks of the month",
    CYCLE: "On days of our cycle (A and B, six days)",
}
NOTHING: Shown = {
    "pattern": "",
    "weekday": "",
    "weeks": [],
    "week_of": "",
    "days": [],
    "starts": "",
    "minutes": "50",
    "place": "",
}
NAMES = ("First", "Second", "Third", "Fourth", "Fifth")
NO_CYCLE = "This school year has no cycle yet. Enter its days under School days."
IMPOSSIBLE = "This is not a day and a time on which anybody can meet."


def shown(meets: MeetingTime | None) -> dict[str, Any]:
    """What the fields show of a time."""
    if meets is None:
        return dict(NOTHING)
    told = meets.pattern.model_dump(mode="json")
    return {
        **NOTHING,
        "pattern": told["kind"],
        "weekday": told["weekday"] or "",
        "weeks": [str(week) for week in told.get("weeks", ())],
        "week_of": told.get("week_of", ""),
        "days": list(told.get("days", ())),
        "starts": f"{meets.starts:%H:%M}",
        "minutes": str(meets.minutes),
        "place": meets.place,
    }


def fields(told: Shown, cycle: Sequence[str], optional: bool) -> list[Field]:
    """The fields that a pattern needs, with what is told; ``optional`` where none is a choice."""
    pattern = told["pattern"]
    nothing = [("", "Not settled yet" if optional else "Choose one")]
    asked = [_select("pattern", "How often", [*nothing, *HOW_OFTEN.items()])]
    if pattern in HOW_OFTEN:
        asked += [*_days(pattern, cycle), *_time()]
    return [field | {"value": told[field["name"]]} for field in asked]


def _days(pattern: str, cycle: Sequence[str]) -> list[Field]:
    days = [(day.value, day.value.capitalize()) for day in Weekday]
    if pattern == CYCLE:
        named: Field = {"name": "days", "label": "On these days of the cycle", "kind": "checks"}
        named |= {"options": _options((one, one) for one in cycle), "wide": True}
        named |= {} if cycle else {"note": NO_CYCLE}
        return [_select("weekday", "And only on", [("", "Any day of the week"), *days]), named]
    on = _select("weekday", "On", [("", "Choose a day"), *days])
    if pattern == OTHER_WEEKS:
        note = "Any day of a week in which it meets; from there it is every other week."
        return [on, {"name": "week_of", "label": "Counted from", "kind": "date", "note": note}]
    if pattern == WEEKS:
        options = _options((str(n), name) for n, name in enumerate(NAMES, start=1))
        label = "In these weeks of the month"
        weeks: Field = {"name": "weeks", "label": label, "kind": "checks", "options": options}
        return [on, weeks | {"wide": True}]
    return [on]


def _time() -> list[Field]:
    return [
        {"name": "starts", "label": "Begins at", "kind": "time"},
        {"name": "minutes", "label": "Minutes", "kind": "number", "min": 5, "max": 480},
        {"name": "place", "label": "Where"},
    ]


def _select(name: str, label: str, options: Sequence[tuple[str, str]]) -> Field:
    return {"name": name, "label": label, "kind": "select", "options": _options(options)}


def _options(pairs: Any) -> list[dict[str, str]]:
    return [{"id": one, "name": name} for one, name in pairs]


def read(answers: Answers, cycle: Sequence[str]) -> tuple[MeetingTime | None, Problems]:
    """The time that was filled in, whole or not at all; every problem at its field."""
    pattern = answers.text("pattern")
    if pattern not in HOW_OFTEN:
        return None, {}
    if problems := _problems(answers, pattern, cycle):
        return None, problems
    try:
        return _read(answers, pattern), {}
    except (ValidationError, ValueError):
        return None, {"pattern": IMPOSSIBLE}


def _problems(answers: Answers, pattern: str, cycle: Sequence[str]) -> Problems:
    wanted = {
        "starts": (bool(answers.text("starts")), "Write when it begins."),
        "place": (bool(answers.text("place")), "Write where."),
        "minutes": (_minutes(answers), "Write how many minutes it lasts, from 5 to 480."),
        "weekday": (pattern == CYCLE or bool(answers.text("weekday")), "Choose a day."),
    }
    if pattern == WEEKS:
        wanted["weeks"] = (bool(answers.chosen("weeks")), "Choose at least one week.")
    if pattern == OTHER_WEEKS:
        wanted["week_of"] = (_is_date(answers.text("week_of")), "Choose a day of such a week.")
    if pattern == CYCLE:
        named = bool(answers.chosen("days") & set(cycle))
        wanted["days"] = (named, "Choose at least one day of the cycle." if cycle else NO_CYCLE)
    return {name: says for name, (right, says) in wanted.items() if not right}


def _minutes(answers: Answers) -> bool:
    text = answers.text("minutes")
    return text.isascii() and text.isdecimal() and 5 <= int(text[:5]) <= 480


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _read(answers: Answers, pattern: str) -> MeetingTime:
    told: dict[str, Any] = {"kind": pattern, "weekday": answers.text("weekday")}
    if pattern == CYCLE:
        told |= {"days": sorted(answers.chosen("days")), "weekday": told["weekday"] or None}
    elif pattern == WEEKS:
        told["weeks"] = sorted(int(week) for week in answers.chosen("weeks"))
    elif pattern == OTHER_WEEKS:
        told["week_of"] = answers.text("week_of")
    return MeetingTime.model_validate(
        {
            "pattern": told,
            "starts": time.fromisoformat(answers.text("starts")),
            "minutes": int(answers.text("minutes")),
            "place": answers.text("place"),
        }
    )
