"""What no single file can know: ids that must be unique, months that must be full."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product

from plgwork.content.library import INVENTED, KINDS, Item, Library
from plgwork.content.reading import Place
from plgwork.models.content import Area
from plgwork.models.people import PlgKind
from plgwork.models.protocols import Protocol, Step
from plgwork.models.reflections import Outcome

LEAST_PROMPTS = 3  # in each area of each month, so that nobody meets a choice of one
SHOWN: Mapping[str, Iterable[str]] = {  # a school's own vocabulary may say more, never less
    "areas": Area,
    "outcomes": Outcome,
    "plg-kinds": PlgKind,
    "staff-kinds": (),
    "kinds-of-work": (),
    "brings": (),
    "protocol-roles": (),
    "speakers": (),
}
ONCE = [kind for kind in KINDS if "*" not in kind]


def check(library: Library) -> list[str]:
    """Everything wrong between files, in words, with file and line where there is one."""
    missing = {kind for kind in ONCE if not any(library.of(kind))}
    whole = {*KINDS, *INVENTED} - missing - library.broken
    return [
        *(f"content: {kind} is missing" for kind in sorted(missing - library.broken)),
        # A rule is left out while a file it needs is wrong in itself: one slip, one problem.
        *(
            problem
            for rule, of in RULES.items()
            if whole.issuperset(of)
            for problem in rule(library)
        ),
    ]


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


def protocols_use_known_words(library: Library) -> Iterator[str]:
    """Kinds of work, roles and speakers are of their vocabularies; other protocols are there."""
    for item in library.of("protocols/*.yaml"):
        protocol: Protocol = item.model
        others = library.protocols.keys() - {protocol.id}
        for place, word, known in [
            *_words("kinds", protocol.kinds, _terms(library, "kinds-of-work")),
            *_words("brings", protocol.brings, _terms(library, "brings")),
            *_words("roles", protocol.roles, _terms(library, "protocol-roles")),
            *_words("instead", protocol.instead, others),
            *(
                (("steps", i, "speaker"), step.speaker, _terms(library, "speakers"))
                for i, step in enumerate(protocol.steps)
            ),
        ]:
            if word not in known:
                sentence = f"one of {', '.join(sorted(known))}; not {word!r}"
                yield item.source.at(place, f"{_field(place)}: {sentence}")


def speakers_have_their_role(library: Library) -> Iterator[str]:
    """Whoever speaks by a role of their own is among the roles of the protocol."""
    roles = _terms(library, "protocol-roles")
    for item in library.of("protocols/*.yaml"):
        for i, step in enumerate(item.model.steps):
            if step.speaker in roles and step.speaker not in item.model.roles:
                sentence = f"speaker: {step.speaker!r} is not among the roles"
                yield item.source.at(("steps", i, "speaker"), sentence)


def protocol_minutes_add_up(library: Library) -> Iterator[str]:
    """The steps take the total, and none takes less than it needs."""
    for item in library.of("protocols/*.yaml"):
        protocol: Protocol = item.model
        people = protocol.for_people
        total = sum(step.minutes_for(people, people) for step in protocol.steps)
        if total != protocol.minutes:
            sentence = f"minutes: the steps add up to {total} with {people} people"
            yield item.source.at(("minutes",), f"{sentence}; not {protocol.minutes}")
        for i, step in enumerate(protocol.steps):
            if step.min_minutes > step.minutes:
                sentence = f"min_minutes: at most the {step.minutes} minutes of the step"
                yield item.source.at(
                    ("steps", i, "min_minutes"), f"{sentence}; not {step.min_minutes}"
                )


def protocol_groups_are_possible(library: Library) -> Iterator[str]:
    """The fewest are not more than the most, and the reference size lies between them."""
    for item in library.of("protocols/*.yaml"):
        group = item.model.group
        talking = group.split or group
        if group.min > group.max:
            yield item.source.at(("group",), f"group: from {group.min} to {group.max} is nobody")
        if group.split and not group.split.min <= group.split.into.size <= group.split.max:
            sentence = f"split: {group.split.into} are not {group.split.min} to {group.split.max}"
            yield item.source.at(("group", "split"), f"{sentence} people")
        if group.split and group.split.min > group.min:
            sentence = f"split: from {group.split.min} people, and a room may have {group.min}"
            yield item.source.at(("group", "split"), sentence)
        if not talking.min <= item.model.for_people <= talking.max:
            sentence = f"for_people: {talking.min} to {talking.max}; not {item.model.for_people}"
            yield item.source.at(("for_people",), sentence)


def protocols_close(library: Library) -> Iterator[str]:
    """The last step, and only that, looks back; each step has an id of its own."""
    for item in library.of("protocols/*.yaml"):
        steps: tuple[Step, ...] = item.model.steps
        last = len(steps) - 1
        for i, step in enumerate(steps):
            if step.closing != (i == last):
                sentence = "the last step closes" if i == last else "only the last step closes"
                yield item.source.at(("steps", i), f"closing: {sentence}; {step.id!r} does not fit")
            if step.id in {one.id for one in steps[:i]}:
                yield item.source.at(("steps", i, "id"), f"id: {step.id!r} stands here twice")


def _terms(library: Library, slug: str) -> set[str]:
    found = library.items.get(("vocabularies/*.yaml", slug))
    return {term.id for term in found.model.terms} if found else set()


def _words(
    field: str, words: Iterable[str], known: Iterable[str]
) -> Iterator[tuple[Place, str, Iterable[str]]]:
    for i, word in enumerate(words):
        yield (field, i), word, known


def _field(place: Place) -> str:
    return next(str(part) for part in reversed(place) if isinstance(part, str))


def invented_people_exist(library: Library) -> Iterator[str]:
    """Whoever is named in the invented school is one of its people."""
    for item in library.of("invented/school.yaml"):
        people = {person.id for person in item.model.people}
        for i, plg in enumerate(item.model.plgs):
            named = {plg.facilitator, *plg.members, *plg.joined, *plg.left}
            for stranger in sorted(named - people):
                yield item.source.at(("plgs", i), f"members: nobody here is {stranger!r}")
        if item.model.begins_with not in people:
            sentence = f"begins_with: nobody here is {item.model.begins_with!r}"
            yield item.source.at(("begins_with",), sentence)
        kinds = {term.id for term in library.vocabulary("staff-kinds").terms}
        for i, person in enumerate(item.model.people):
            if person.staff_kind not in kinds:
                yield item.source.at(("people", i), f"staff_kind: {person.staff_kind!r} is unknown")


def invented_writers_and_groups_exist(library: Library) -> Iterator[str]:
    """Whoever wrote, was trained or stood in is one of the people; the groups are there too."""
    for item in library.of("invented/school.yaml"):
        people = {person.id for person in item.model.people}
        groups = {plg.id for plg in item.model.plgs}
        for i, one in enumerate(item.model.training):
            for stranger in sorted({one.person, one.by} - people):
                yield item.source.at(("training", i), f"training: nobody here is {stranger!r}")
        for i, one in enumerate(item.model.substitutes):
            for stranger in sorted({one.person, one.plg} - people - groups):
                yield item.source.at(("substitutes", i), f"substitutes: {stranger!r} is not here")
        for written in library.of("invented/entries/*.yaml"):
            if written.model.author not in people:
                sentence = f"author: nobody here is {written.model.author!r}"
                yield written.source.at(("author",), sentence)


def invented_answers_fit_their_prompts(library: Library) -> Iterator[str]:
    """An invented answer names a prompt of its own month."""
    for item in library.of("invented/entries/*.yaml"):
        for i, month in enumerate(item.model.months):
            asked = {p.id for area in Area for p in library.prompts_for(month.month, area)}
            for j, answer in enumerate(month.answers):
                if answer.prompt not in asked:
                    place: Place = ("months", i, "answers", j, "prompt")
                    yield item.source.at(place, f"prompt: {month.month} has no {answer.prompt!r}")


# Each rule, and the kinds of content it needs whole.
RULES: dict[Callable[[Library], Iterator[str]], tuple[str, ...]] = {
    prompt_ids_are_unique: (),
    every_month_has_prompts: ("workbook.yaml", "prompts/*.yaml"),
    indicators_cover_every_area: ("indicators.yaml",),
    terms_are_unique: (),
    vocabularies_name_what_pages_show: ("vocabularies/*.yaml",),
    calendars_know_when_school_starts: ("workbook.yaml",),
    protocols_use_known_words: ("protocols/*.yaml", "vocabularies/*.yaml"),
    speakers_have_their_role: ("vocabularies/*.yaml",),
    protocol_minutes_add_up: (),
    protocol_groups_are_possible: (),
    protocols_close: (),
    invented_people_exist: ("vocabularies/*.yaml",),
    invented_writers_and_groups_exist: ("invented/school.yaml",),
    invented_answers_fit_their_prompts: ("prompts/*.yaml",),
}
