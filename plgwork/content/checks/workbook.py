"""Prompts, indicators, vocabularies and calendars: months that must be full, words said once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from plgwork.content.checks.rules import Rules
from plgwork.content.library import Item, Library
from plgwork.content.reading import Place
from plgwork.models.content import Area
from plgwork.models.people import PlgKind
from plgwork.models.reflections import Outcome

LEAST_PROMPTS = 3  # in each area of each month, so that nobody meets a choice of one
SHOWN: Mapping[str, Iterable[str]] = {  # a school's own vocabulary may say more, never less
    "areas": Area,
    "outcomes": Outcome,
    "plg-kinds": PlgKind,
    "staff-kinds": (),
    "kinds-of-work": (),
    "topic-kinds": ("belongs", "ask-first", "does-not-belong"),
    "agenda-topics": (),
    "agenda-freedom": (),
    "brings": (),
    "protocol-roles": (),
    "speakers": (),
    "skills": (),
    "time-takers": (),
    "record-questions": ("everyone-spoke", "work-brought", "protocol-finished", "debriefed"),
    "record-notes": ("brought", "decided", "plus", "delta"),
}


def prompt_ids_are_unique(library: Library) -> Iterator[str]:
    """An entry names its prompt by id alone."""
    first: dict[str, Item] = {}
    for item in library.of("prompts/*.yaml"):
        for i, prompt in enumerate(item.model.prompts):
            if prompt.id in first:
                other = first[prompt.id].source.path.name
                yield item.source.at(("prompts", i), f"id: {prompt.id!r} stands in {other} too")
            first.setdefault(prompt.id, item)


def every_month_has_prompts(library: Library) -> Iterator[str]:
    """Each month that a calendar asks for has enough to choose from, in each area."""
    months = {code for one in library.cover.calendars.values() for code in one.months.values()}
    item = next(library.of("workbook.yaml"))
    for month, area in product(sorted(months), Area):
        found = len(library.prompts_for(month, area))
        if found < LEAST_PROMPTS:
            sentence = (
                f"prompts: {month} has {found} in {area}; at least {LEAST_PROMPTS} are needed"
            )
            yield item.source.at(("calendars",), sentence)


def indicators_cover_every_area(library: Library) -> Iterator[str]:
    """Four statements in each area, none twice."""
    item = next(library.of("indicators.yaml"))
    areas = Counter(indicator.area for indicator in item.model.indicators)
    for area in Area:
        if areas[area] != 4:
            sentence = f"indicators: four in each area; not {areas[area]} in {area}"
            yield item.source.at(("indicators",), sentence)
    for slug, times in Counter(one.id for one in item.model.indicators).items():
        if times > 1:
            yield item.source.at(("indicators",), f"id: {slug!r} stands here {times} times")


def terms_are_unique(library: Library) -> Iterator[str]:
    """A vocabulary says each word once."""
    for item in library.of("vocabularies/*.yaml"):
        for slug, times in Counter(term.id for term in item.model.terms).items():
            if times > 1:
                yield item.source.at(("terms",), f"id: {slug!r} stands here {times} times")


def vocabularies_name_what_pages_show(library: Library) -> Iterator[str]:
    """Pages show the names of these terms, so none may be missing."""
    for slug, needed in SHOWN.items():
        found = library.items.get(("vocabularies/*.yaml", slug))
        if found is None:
            yield f"content: vocabularies/{slug}.yaml is missing"
            continue
        for term in sorted({str(one) for one in needed} - {one.id for one in found.model.terms}):
            yield found.source.at(("terms",), f"terms: {term!r} is needed and not here")


def calendars_know_when_school_starts(library: Library) -> Iterator[str]:
    """The month a year starts in is one of its months."""
    item = next(library.of("workbook.yaml"))
    for slug, calendar in library.cover.calendars.items():
        place: Place = ("calendars", slug, "starts")
        if calendar.starts not in calendar.months:
            yield item.source.at(place, f"starts: {calendar.starts} is not one of its months")
        if not set(calendar.months) <= set(range(1, 13)):
            yield item.source.at(place, "months: are numbered 1 to 12")


RULES: Rules = {
    prompt_ids_are_unique: (),
    every_month_has_prompts: ("workbook.yaml", "prompts/*.yaml"),
    indicators_cover_every_area: ("indicators.yaml",),
    terms_are_unique: (),
    vocabularies_name_what_pages_show: ("vocabularies/*.yaml",),
    calendars_know_when_school_starts: ("workbook.yaml",),
}
