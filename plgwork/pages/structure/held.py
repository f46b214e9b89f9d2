"""Beside the planned year: what was held of it, and what the rest gave way to."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from plgwork.analysis.held import by_taker, minutes
from plgwork.models.content import Vocabulary
from plgwork.models.held import Given, MonthHeld
from plgwork.models.meetings import Became, Listed
from plgwork.pages.wording import in_words

Panel = dict[str, Any]
WHY = (
    "From the records of meetings, which all staff can read. Nobody has to explain it: it shows "
    "what needs a time of its own, so that PLG time can stay PLG time."
)
HOW = (
    "A month that has records says what was held, what gave way to something else, and of what "
    "nothing was recorded. Months to come say what is planned."
)


def cell(planned: str, one: MonthHeld) -> str:
    """``2 planned; 1 held, 1 gave way``; as planned where no record says what came of it."""
    if not one.recorded:
        return planned
    told = [(one.held, "held"), (one.gave_way, "gave way"), (one.unsaid, "not recorded")]
    told.append((one.to_come, "to come"))
    many, *fit = planned.split(", ")
    came = ", ".join(f"{number} {words}" for number, words in told if number)
    return f"{', '.join([f'{many} planned', *fit])}; {came}"


def so_far(met: Sequence[Listed]) -> str:
    """``7 held, 340 minutes``; empty where nothing is recorded as held."""
    held = [one.course for one in met if one.course and one.course.became is not Became.DISPLACED]
    return f"{len(held)} held, {sum(one.minutes for one in held):,} minutes" if held else ""


def panel(given: Sequence[Given], takers: Vocabulary, recorded: bool) -> list[Panel]:
    """What took the time of meetings; nothing where no record says what became of any."""
    if not recorded:
        return []
    kicker = "What came of PLG time"
    if not given:
        return [{"kicker": kicker, "title": "No recorded meeting gave way", "lines": [WHY, HOW]}]
    return [
        {
            "kicker": kicker,
            "title": f"{minutes(given):,} minutes gave way to something else",
            "lines": [WHY, HOW],
            "items": [
                {"title": takers.name(taker), "text": _in_all(its)}
                for taker, its in by_taker(given)
            ],
            "more": {
                "summary": f"Meeting by meeting: {len(given)}",
                "lines": list(_one_by_one(given, takers.name)),
            },
        }
    ]


def _in_all(given: Sequence[Given]) -> str:
    whole = sum(one.whole for one in given)
    parts = [(whole, "did not take place"), (len(given) - whole, "had less time")]
    told = [f"{_meetings(many)} {words}" for many, words in parts if many]
    return f"{minutes(given):,} minutes: {', '.join(told)}"


def _meetings(many: int) -> str:
    return "1 meeting" if many == 1 else f"{many} meetings"


def _one_by_one(given: Sequence[Given], name: Callable[[str], str]) -> Iterator[str]:
    for one in given:
        lost = f"all {one.of} minutes" if one.whole else f"{one.minutes} of {one.of} minutes"
        yield f"{in_words(one.day)}, {one.name}: {name(one.taken_by)}, {lost}"
