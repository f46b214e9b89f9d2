"""Families of answers: within one, no spelling stands for two labels."""

from collections.abc import Iterator

from plgwork.content.checks.rules import Rules
from plgwork.content.library import Library
from plgwork.models.instruments import AnchorFamily
from plgwork.models.labels import plain


def spellings_stand_for_one_label(library: Library) -> Iterator[str]:
    """What people wrote is read in one way only."""
    for item in library.of("anchors/*.yaml"):
        for problem in _unclear(item.model):
            yield item.source.at(("also",), problem)


def _unclear(family: AnchorFamily) -> Iterator[str]:
    labels = {plain(label): label for anchors in family.scales for label in anchors.labels}
    taken = dict(labels)
    for label, others in family.also.items():
        if label not in labels.values():
            yield f"also: no scale here has the label {label!r}"
        for other in others:
            if taken.get(plain(other), label) != label:
                yield f"also: {other!r} is {taken[plain(other)]!r}, and cannot be {label!r} too"
            taken[plain(other)] = label
    for one in family.apart:
        if plain(one) in taken:
            yield f"apart: {one!r} is on a scale, as {taken[plain(one)]!r}"


RULES: Rules = {spellings_stand_for_one_label: ("anchors/*.yaml",)}
