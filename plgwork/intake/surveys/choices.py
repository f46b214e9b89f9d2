"""Answers in no order: one label for all spellings of each, and what few gave put together."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from plgwork.intake.surveys.families import APART
from plgwork.intake.surveys.numbers import number
from plgwork.intake.surveys.several import OTHER
from plgwork.intake.surveys.table import Known
from plgwork.models.labels import plain, tidy

ALONE = 3
ENOUGH = 20
MOST = 100


@dataclass(frozen=True, slots=True)
class Choices:
    """The labels, by the numbers in them or by the alphabet; ``spellings`` by cell."""

    labels: tuple[str, ...]
    apart: tuple[str, ...]
    spellings: Mapping[str, str]
    others: bool


def choices(cells: Mapping[str, int], known: Known | None = None) -> Choices:
    """What people could choose, as far as they did."""
    spelt: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for cell, n in sorted(cells.items(), key=lambda one: (-one[1], one[0])):
        value = number(cell)
        same = plain(cell) if value is None else str(value)
        spelt.setdefault(same, tidy(cell) if value is None else str(value))
        counts[same] += n
    away = {same for same in counts if APART.match(same)}
    away |= {plain(label) for label in known.apart} if known else set()
    rare = _rare(counts, away) if known is None else set()
    labels = sorted((spelt[same] for same in counts if same not in away | rare), key=place)
    if known is not None:
        given = [label for label in known.labels if plain(label) not in away]
        labels = [*given, *(one for one in labels if plain(one) not in map(plain, given))]
    told = {}
    for cell in cells:
        same = plain(cell) if number(cell) is None else str(number(cell))
        label = OTHER if same in rare else spelt[same]
        if label != cell:
            told[cell] = label
    others = (OTHER,) if rare and OTHER not in labels else ()
    return Choices(
        (*labels, *others), tuple(spelt[same] for same in counts if same in away), told, bool(rare)
    )


def _rare(counts: Counter[str], away: set[str]) -> set[str]:
    """What one person alone wrote may point to them; a few such answers stand together."""
    alone = {same for same, n in counts.items() if n == 1} - away
    many = len(counts) > MOST
    if counts.total() < ENOUGH or (len(alone) < ALONE and not many) or len(counts) < 8:
        return set()
    kept = {same for same, _ in counts.most_common(MOST)}
    return alone | (set(counts) - kept if many else set())


def place(label: str) -> tuple[bool, float, float, str]:
    """“Under 1 year” before “1-3 years” before “More than 20 years”; words by the alphabet."""
    same = plain(label)
    found = re.search(r"\d[\d,]*(\.\d+)?", same.replace(" ", ""))
    if not found:
        return (True, 0.0, 0.0, same)
    beyond = 0.0
    if re.search(r"less|under|below|fewer|up to|<", same):
        beyond = -1.0
    elif re.search(r"more|over|above|\+|>|or older", same):
        beyond = 1.0
    return (False, float(found[0].replace(",", "") or 0), beyond, same)
