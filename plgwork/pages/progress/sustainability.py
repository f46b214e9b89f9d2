"""Sustainability: whether facilitators are trained and meet, and what was promised is done."""

from collections.abc import Iterator
from datetime import date

from plgwork.analysis.watching import by_month, promises
from plgwork.models.counts import Kept, Support
from plgwork.models.figures import Row
from plgwork.models.instruments import Instrument
from plgwork.models.surveys import Release, Survey
from plgwork.pages.page import Page
from plgwork.pages.progress.reading import Reading
from plgwork.pages.progress.story import Story, share
from plgwork.pages.wording import in_words

NAME = "Done as agreed"
LONG = 45  # days without a meeting, after which facilitators have been alone for long
HALF = 0.5
MOST_SCALES = 4
NOTE = (
    "From records of meetings: of what PLGs agreed to do by a day that is over, what was done. "
    "What was given up is not counted."
)
NOBODY = "Nobody facilitates a PLG yet"
NEVER = "No meeting of the facilitators’ own PLG is recorded yet"
LONELY = "The facilitators’ own PLG has not met for {weeks} weeks"
UNTRAINED = "{many} of {of} facilitators are not trained yet"
ALL = "Every facilitator is trained, and they met on {day}"
NAME_SOME = "Name somebody to facilitate each PLG, and ask who would like to learn it."
MEET = "Ask the coach what the facilitators’ PLG needs in order to meet: an hour, cover, a room."
TRAIN = "Offer them an hour a week for the training path, and a colleague to watch."
SMALLER = "Ask PLGs to agree on less, and on smaller things, so that what they agree on gets done."
ANSWER = "Ask the facilitators what would help them most this month, and do one thing of it."


def tell(page: Page, now: Reading) -> Story:
    """Training, the facilitators’ own PLG, what was agreed on, and what surveys say."""
    counts, school_id = now.workbook.store.counts, now.workbook.school.id
    support = counts.support(school_id)
    kept = counts.kept(school_id, now.first, now.last)
    onward, where, step = _onward(now, support, kept)
    return Story(
        says=_says(now, support),
        facts=tuple(_facts(now, support, kept)),
        items=tuple(_scales(now)),
        onward=onward,
        link=(where.title(), page.address(where, step=step)),
        names=(NAME,),
        of="what PLGs agreed to do that was done by its day",
        trend=by_month(NAME, {NAME: promises(kept)}),
        note=NOTE,
    )


def _says(now: Reading, support: Support) -> str:
    untrained = support.facilitators - support.trained
    if not support.facilitators:
        return NOBODY
    if support.met is None:
        return NEVER
    if _ago(now, support.met) > LONG:
        return LONELY.format(weeks=_ago(now, support.met) // 7)
    if untrained:
        return UNTRAINED.format(many=untrained, of=support.facilitators)
    return ALL.format(day=in_words(support.met))


def _ago(now: Reading, day: date) -> int:
    return (now.workbook.today - day).days


def _facts(now: Reading, support: Support, kept: list[Kept]) -> Iterator[tuple[str, str]]:
    yield "Facilitators trained", f"{support.trained} of {support.facilitators}"
    met = in_words(support.met) if support.met else "not recorded"
    yield "Their own PLG last met", met
    agreed, done = (sum(getattr(one, name) for one in kept) for name in ("agreed", "done"))
    if agreed:
        yield NAME, share(agreed, agreed, done)


def _scales(now: Reading) -> Iterator[dict[str, str]]:
    """What staff say, of the latest survey of which something was let out that has scales."""
    for survey in now.workbook.store.surveys.seen():
        released = now.workbook.store.surveys.releases(survey.id)
        told = list(_lines(survey, released[-1])) if released else []
        if told:
            yield {"title": f"What staff say: {survey.title}", "text": "\n".join(told)}
            return


def _lines(survey: Survey, release: Release) -> Iterator[str]:
    asked: Instrument = release.table.asked or survey.instrument
    for scale in asked.scales[:MOST_SCALES]:
        waves = [row for row in release.table.of(item=scale.id, by=()) if row.mean is not None]
        if waves:
            yield f"{scale.name}: {_course(waves)}"


def _course(waves: list[Row]) -> str:
    """``3.4 in Fall 2026, 3.1 in Spring 2026``, the latest first."""
    return ", ".join(f"{row.mean:.1f} in {row.wave or 'the only wave'}" for row in waves[::-1][:3])


def _onward(now: Reading, support: Support, kept: list[Kept]) -> tuple[str, str, str]:
    """What to do next, and the page and step where one would."""
    if not support.facilitators:
        return NAME_SOME, "structure", "who-who-when-and-where"
    if support.met is None or _ago(now, support.met) > LONG:
        return MEET, "structure", "calendar"
    if support.trained < support.facilitators:
        return TRAIN, "learn", ""
    agreed = sum(one.agreed for one in kept)
    if agreed and sum(one.done for one in kept) < HALF * agreed:
        return SMALLER, "meetings", "find"
    return ANSWER, "surveys", ""
