"""Instruments: ids that are nobody else's, answers enough to tell apart, every item scored once."""

from collections.abc import Iterator

from plgwork.content.checks.rules import Rules
from plgwork.content.library import Library
from plgwork.models.instruments import Questionnaire

FEWEST, MOST = 8, 16  # items


def instrument_item_ids_are_unique(library: Library) -> Iterator[str]:
    """Answers to several instruments can stand in one table, by the items' ids."""
    first: dict[str, str] = {}
    for item in library.of("instruments/*.yaml"):
        questionnaire: Questionnaire = item.model
        for i, one in enumerate(questionnaire.instrument.items):
            if one.id in first:
                sentence = f"id: {one.id!r} is an item of {first[one.id]!r} too"
                yield item.source.at(("instrument", "items", i, "id"), sentence)
            first.setdefault(one.id, questionnaire.id)


def instruments_are_short(library: Library) -> Iterator[str]:
    """Long enough to say something of a group, short enough for the end of a meeting."""
    for item in library.of("instruments/*.yaml"):
        many = len(item.model.instrument.items)
        if not FEWEST <= many <= MOST:
            sentence = f"items: {FEWEST} to {MOST}; not {many}"
            yield item.source.at(("instrument", "items"), sentence)


def instrument_items_are_scored_once(library: Library) -> Iterator[str]:
    """Every item is in one scale, and says which answers are favourable."""
    for item in library.of("instruments/*.yaml"):
        instrument = item.model.instrument
        scored = [one for scale in instrument.scales for one in scale.items]
        for i, one in enumerate(instrument.items):
            place = ("instrument", "items", i)
            if scored.count(one.id) != 1:
                sentence = f"scales: {one.id!r} must be in one scale; not {scored.count(one.id)}"
                yield item.source.at(place, sentence)
            if not 0 < one.favourable < len(one.labels):
                sentence = "favourable: at least one answer, and not all"
                yield item.source.at((*place, "favourable"), f"{sentence}; not {one.favourable}")


_KINDS = ("instruments/*.yaml",)
RULES: Rules = {
    instrument_item_ids_are_unique: _KINDS,
    instruments_are_short: _KINDS,
    instrument_items_are_scored_once: _KINDS,
}
