"""Purpose: what PLG time went to, and whether what it is for comes about."""

from collections import Counter
from collections.abc import Iterator

from plgwork.analysis.watching import by_month, on_purpose, sorted_out
from plgwork.models.agreements import Kind, Measure, Topics, Work
from plgwork.models.counts import Purposeful, WorkMinutes
from plgwork.pages.page import Page
from plgwork.pages.progress.reading import Reading
from plgwork.pages.progress.story import Story, share
from plgwork.pages.wording import in_words

NAME = "On purpose"
NOT_OURS = "does-not-belong"
MOST_KINDS = 3
MUCH, LITTLE = 0.6, 0.05
NOTE = (
    "From agendas of meetings that took place: the share of their minutes that were planned for a "
    "kind of work your school expects of its PLGs."
)
NOTHING = "No agenda of this school year says yet what PLG time goes to"
BEGIN = "Agendas that name a kind of work for each part answer this by themselves. Plan one so."
OFF = "Ask where else {topic} could go: it took {minutes} minutes of PLG time this year."
MORE = "Ask one PLG what it would let go of, to have more time for {kind}."
GOOD = "Show the staff one agenda that made good use of its minutes, at your next faculty meeting."
AGREE = "Agree with the staff which kinds of work PLGs are for. Until then every kind counts here."


def tell(page: Page, now: Reading) -> Story:
    """What minutes went to, by what was agreed on."""
    counted = now.workbook.store.counts.work(now.workbook.school.id, now.first, now.last)
    kinds, not_ours = _expected(now), _not_ours(now)
    sorted_by_month = sorted_out(counted, kinds, not_ours)
    whole = sum(sorted_by_month.values(), Purposeful())
    on = share(now.people, whole.all, whole.on)
    onward, step = _onward(now, counted, whole, kinds, not_ours)
    return Story(
        says=f"{_capital(on)} of PLG time went to {_what(kinds)}" if whole.all else NOTHING,
        facts=tuple(_facts(now, whole)) if whole.all else (),
        items=(*_kinds(now, counted, whole), *_measures(now)),
        onward=onward,
        link=("Purpose and guardrails", page.address("purpose", step=step)),
        names=(NAME,),
        of="PLG minutes on purpose",
        trend=by_month(NAME, {NAME: on_purpose(sorted_by_month, now.people)}),
        note=NOTE,
    )


def _expected(now: Reading) -> tuple[str, ...]:
    agreed = now.agreed(Kind.WORK)
    return agreed.matter.kinds if agreed and isinstance(agreed.matter, Work) else ()


def _not_ours(now: Reading) -> set[str]:
    agreed = now.agreed(Kind.TOPICS)
    topics = agreed.matter.topics if agreed and isinstance(agreed.matter, Topics) else ()
    return {one.id for one in topics if one.id and one.mark == NOT_OURS}


def _what(kinds: tuple[str, ...]) -> str:
    return "the work your PLGs are for" if kinds else "a kind of work of PLGs"


def _facts(now: Reading, whole: Purposeful) -> Iterator[tuple[str, str]]:
    yield NAME, share(now.people, whole.all, whole.on)
    yield "Opening and closing", share(now.people, whole.all, whole.between)
    if whole.other:
        yield "Other work", share(now.people, whole.all, whole.other)
    if whole.off:
        yield "What does not belong", share(now.people, whole.all, whole.off)


def _kinds(now: Reading, counted: list[WorkMinutes], whole: Purposeful) -> Iterator[dict[str, str]]:
    """What most time went to."""
    minutes: Counter[str] = Counter()
    for one in counted:
        minutes[one.work] += one.minutes if one.work else 0
    names = now.workbook.content.vocabulary("kinds-of-work")
    most = [(kind, many) for kind, many in minutes.most_common(MOST_KINDS) if many]
    told = [f"{names.name(kind)}: {share(now.people, whole.all, many)}" for kind, many in most]
    if told:
        yield {"title": "Most of the time", "text": "\n".join(told)}


def _measures(now: Reading) -> Iterator[dict[str, str]]:
    """The outcomes beside the purpose they belong to."""
    for one in now.workbook.store.measures.of(now.school):
        if told := _measured(one):
            yield {"title": one.goal.name, "text": told}


def _measured(one: Measure) -> str:
    if one.last is None:
        return ""
    day, value = one.last
    before = sorted(one.values.items())[:-1]
    since = f", {before[0][1]:g} in {before[0][0]:%B %Y}" if before else ""
    reached = "reached" if one.reached else f"the target is {one.goal.target:g}"
    return f"{value:g} {one.goal.unit} on {in_words(day)}{since}; {reached}."


def _onward(
    now: Reading,
    counted: list[WorkMinutes],
    whole: Purposeful,
    kinds: tuple[str, ...],
    not_ours: set[str],
) -> tuple[str, str]:
    """What to do next, and the step of Purpose where one would."""
    if not whole.all:
        return BEGIN, "guardrails"
    if not kinds:
        return AGREE, "guardrails"
    if whole.off > LITTLE * whole.all:
        topic, minutes = _took_most(counted, not_ours)
        name = now.workbook.content.vocabulary("agenda-topics").name(topic)
        return OFF.format(topic=f"“{name}”", minutes=minutes), "guardrails"
    if whole.on < MUCH * whole.all:
        names = now.workbook.content.vocabulary("kinds-of-work")
        least = min(kinds, key=lambda kind: sum(o.minutes for o in counted if o.work == kind))
        return MORE.format(kind=f"“{names.name(least).lower()}”"), "guardrails"
    return GOOD, "what-we-agreed"


def _took_most(counted: list[WorkMinutes], topics: set[str]) -> tuple[str, int]:
    minutes: Counter[str] = Counter()
    for one in counted:
        if one.topic in topics:
            minutes[one.topic] += one.minutes
    return minutes.most_common(1)[0]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
