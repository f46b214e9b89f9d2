"""Answers read as a scale: by a known family, by numbers, by words of degree; never by luck."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from plgwork.intake.surveys.families import Families, Match, best
from plgwork.intake.surveys.numbers import MOST, favourable, number, numbered, numeric
from plgwork.intake.surveys.ordering import ordered
from plgwork.models.instruments import good_half
from plgwork.models.labels import plain, tidy

Counts = Mapping[str, int]  # by the cell as it stands
CODE = re.compile(r"(?P<letters>[A-Z]{1,3})(?P<place>\d{1,2})")


@dataclass(frozen=True, slots=True)
class Reading:
    """A scale that was found, and how sure it is.

    ``family`` is the labels of the known scale it is on, () where it is on none; ``guessed``
    asks the reader to look at the order.
    """

    labels: tuple[str, ...]
    favourable: int
    why: str
    lowest: int = 1
    apart: tuple[str, ...] = ()
    spellings: Mapping[str, str] = field(default_factory=dict)
    family: tuple[str, ...] = ()
    whole: bool = False
    guessed: bool = False
    notes: tuple[str, ...] = ()


class Reader:
    """Reads scales with the families that are known; ``attested`` are those seen in the file."""

    def __init__(self, families: Families, attested: Collection[tuple[str, ...]] = ()) -> None:
        self._families = families
        self._attested = attested

    def read(self, cells: Counts) -> Reading | None:
        """The scale on which all of these answers are; None where there is none."""
        apart = tuple(dict.fromkeys(tidy(one) for one in cells if self._families.apart(one)))
        answers = _grouped({one: n for one, n in cells.items() if not self._families.apart(one)})
        if not answers or len(answers) > 120:
            return None
        found = (
            self._family(answers) or self._worded(answers) or _numbers(answers) or _guess(answers)
        )
        return None if found is None else _complete(found, cells, apart)

    def _family(self, answers: Mapping[str, str]) -> Reading | None:
        matches = self._families.matches(tuple(answers.values()))
        match = best(matches, self._attested)
        return None if match is None else _of_family(match, matches)

    def _worded(self, answers: Mapping[str, str]) -> Reading | None:
        """“4 - Very impressive”: the family of its words, or the order of its numbers."""
        pairs = {label: numbered(label) for label in answers.values()}
        told = {label: pair for label, pair in pairs.items() if pair is not None}
        if len(told) < max(2, len(pairs)) or len({pair[0] for pair in told.values()}) < len(told):
            return None
        match = best(self._families.matches([words for _, words in told.values()]), self._attested)
        order = sorted(told, key=lambda one: told[one][0])
        if match is None:
            return None
        place = [match.anchors.labels.index(match.said[told[one][1]]) for one in order]
        if place != sorted(place, reverse=True):
            return None
        why = f"The answers are of the family “{match.family.name}”, numbered from the highest."
        notes = ("The numbers run against the words; the words decide what is highest.",)
        labels = tuple(reversed(order))
        return Reading(labels, good_half(len(labels)), why, notes=notes)


def _grouped(cells: Counts) -> dict[str, str]:
    """The spelling most people use of each answer, by its plain form."""
    counts: Counter[tuple[str, str]] = Counter()
    for cell, n in cells.items():
        counts[plain(cell), _label(cell)] += n
    most: dict[str, str] = {}
    for (same, label), _ in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        most.setdefault(str(number(label)) if number(label) is not None else same, label)
    return most


def _label(cell: str) -> str:
    value = number(cell)
    return tidy(cell) if value is None else str(value)


def _of_family(match: Match, matches: Iterable[Match]) -> Reading:
    shown = {label: answer for answer, label in reversed(list(match.said.items()))}
    labels = tuple(shown.get(label, label) for label in match.anchors.labels)
    others = {one.family.name for one in matches if not one.slips} - {match.family.name}
    notes = [f"It could be of the family “{one}” too." for one in sorted(others)]
    notes += [f"“{one}” is read as “{match.said[one]}”." for one in match.slips]
    return Reading(
        labels,
        match.anchors.favourable,
        f"The answers are of the family “{match.family.name}”.",
        lowest=match.anchors.lowest,
        family=match.anchors.labels,
        whole=match.whole,
        spellings={one: shown[label] for one, label in match.said.items() if shown[label] != one},
        notes=tuple(notes),
    )


def _numbers(answers: Mapping[str, str]) -> Reading | None:
    found = numeric(answers.values())
    if found is None:
        return None
    words = [label for label in found.labels if number(label) is None]
    why = "The answers are numbers."
    if words:
        why = f"The answers are numbers, with words for {len(words)} of them."
    notes = tuple(f"“{one}” is read as no answer." for one in found.gaps)
    return Reading(
        found.labels, favourable(len(found.labels)), why, found.lowest, found.gaps, notes=notes
    )


def _guess(answers: Mapping[str, str]) -> Reading | None:
    order = ordered(tuple(answers.values()))
    if order is None:
        return None
    why = "The order was told from words such as “somewhat” and “very”; please look at it."
    return Reading(order, good_half(len(order)), why, guessed=True)


def coded(cells: Counts) -> Reading | None:
    """The codes of a grid, A1 to A5, in their order, which is that of the questionnaire."""
    codes = {cell: code for cell in cells if (code := CODE.fullmatch(tidy(cell)))}
    places = {int(code["place"]): code for code in codes.values()}
    whole = len(codes) == len(cells) and len({code["letters"] for code in codes.values()}) == 1
    if not whole or not places or not 2 < max(places) <= MOST or min(places) not in (0, 1):
        return None
    any_code = next(iter(places.values()))
    width = len(any_code["place"])
    order = range(min(places), max(places) + 1)
    labels = tuple(f"{any_code['letters']}{place:0{width}}" for place in order)
    why = "The answers are codes, read in the order of the questionnaire; please look at it."
    return _complete(Reading(labels, favourable(len(labels)), why, guessed=True), cells, ())


def _complete(found: Reading, cells: Counts, apart: tuple[str, ...]) -> Reading:
    """Which cells were read as which label, where they differ from it."""
    labels = {plain(label): label for label in found.labels}
    labels |= {str(numbered(one)[0]): one for one in found.labels if numbered(one)}  # type: ignore[index]  # asked just before
    slips = {plain(one): label for one, label in found.spellings.items()}
    spelt = {}
    for cell in cells:
        value = number(cell)
        label = labels.get(str(value)) if value is not None else None
        label = label or labels.get(plain(cell)) or slips.get(plain(cell))
        if label and label != cell:
            spelt[cell] = label
    return Reading(
        found.labels,
        found.favourable,
        found.why,
        found.lowest,
        tuple(dict.fromkeys((*apart, *found.apart))),
        spelt,
        found.family,
        found.whole,
        found.guessed,
        found.notes,
    )
