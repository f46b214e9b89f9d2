"""Protocols: known words, minutes that add up, groups that are possible, a step that closes."""

from collections.abc import Iterator

from plgwork.content.checks.rules import Rules, field, terms, words
from plgwork.content.library import Library
from plgwork.models.protocols import Protocol, Step


def protocols_use_known_words(library: Library) -> Iterator[str]:
    """Kinds of work, roles and speakers are of their vocabularies; other protocols are there."""
    for item in library.of("protocols/*.yaml"):
        protocol: Protocol = item.model
        others = library.protocols.keys() - {protocol.id}
        for place, word, known in [
            *words("kinds", protocol.kinds, terms(library, "kinds-of-work")),
            *words("brings", protocol.brings, terms(library, "brings")),
            *words("roles", protocol.roles, terms(library, "protocol-roles")),
            *words("instead", protocol.instead, others),
            *(
                (("steps", i, "speaker"), step.speaker, terms(library, "speakers"))
                for i, step in enumerate(protocol.steps)
            ),
        ]:
            if word not in known:
                sentence = f"one of {', '.join(sorted(known))}; not {word!r}"
                yield item.source.at(place, f"{field(place)}: {sentence}")


def speakers_have_their_role(library: Library) -> Iterator[str]:
    """Whoever speaks by a role of their own is among the roles of the protocol."""
    roles = terms(library, "protocol-roles")
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


RULES: Rules = {
    protocols_use_known_words: ("protocols/*.yaml", "vocabularies/*.yaml"),
    speakers_have_their_role: ("vocabularies/*.yaml",),
    protocol_minutes_add_up: (),
    protocol_groups_are_possible: (),
    protocols_close: (),
}
