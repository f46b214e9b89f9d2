"""Agendas to begin from: known words, and nobody in particular."""

from collections.abc import Iterator

from plgwork.content.checks.rules import Rules, field, terms
from plgwork.content.library import Library
from plgwork.models.meetings import Agenda


def agendas_use_known_words(library: Library) -> Iterator[str]:
    """Kinds of work and topics are of their vocabularies; protocols are there."""
    for item in library.of("agendas/*.yaml"):
        agenda: Agenda = item.model
        for i, block in enumerate(agenda.blocks):
            known = {
                "work": (block.work, terms(library, "kinds-of-work")),
                "topic": (block.topic, terms(library, "agenda-topics")),
                "protocol_id": (block.protocol_id, library.protocols.keys()),
            }
            for name, (word, allowed) in known.items():
                if word and word not in allowed:
                    place = ("blocks", i, name)
                    sentence = f"one of {', '.join(sorted(allowed))}; not {word!r}"
                    yield item.source.at(place, f"{field(place)}: {sentence}")


def agendas_name_nobody(library: Library) -> Iterator[str]:
    """Who brings work is said when a meeting is planned."""
    for item in library.of("agendas/*.yaml"):
        for i, block in enumerate(item.model.blocks):
            if block.brings:
                yield item.source.at(("blocks", i, "brings"), "brings: is said for each meeting")


RULES: Rules = {
    agendas_use_known_words: ("agendas/*.yaml", "protocols/*.yaml", "vocabularies/*.yaml"),
    agendas_name_nobody: ("agendas/*.yaml",),
}
