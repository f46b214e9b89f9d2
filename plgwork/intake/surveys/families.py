"""The families of answers that are known, asked by the spelling of one answer."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from plgwork.models.instruments import AnchorFamily, Anchors
from plgwork.models.labels import plain

# “Unfamiliar (N/A)”, “Not applicable to my role”, “I don't know yet”.
APART = re.compile(
    r"^(n\.?/?a\.?|not applicable.*|does not apply.*|doesn't apply.*"
    r"|(i )?(don't|do not|dont) know.*|dk|no (opinion|answer|response|basis.*)"
    r"|can'?t (say|tell|answer|rate).*|cannot (say|tell|judge|rate|answer).*"
    r"|(i('d| would)? )?(prefer|rather|choose) not to (say|answer|respond|disclose).*"
    r"|(i )?(decline|declined|refuse|refused) to (answer|state)|unsure|not sure|unknown"
    r"|not observed|unable to (rate|judge|answer|say).*|.*\((n/?a|not applicable)\))$"
)
LEAST_FOR_A_SLIP = 6


@dataclass(frozen=True, slots=True)
class Match:
    """A scale that holds every answer that was given; ``said`` is the label of each."""

    family: AnchorFamily
    anchors: Anchors
    said: dict[str, str]
    slips: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether somebody used each of its labels."""
        return set(self.said.values()) == set(self.anchors.labels)


class Families:
    """Families by spelling. Answers are compared by their plain form."""

    def __init__(self, families: Iterable[AnchorFamily]) -> None:
        self._spelt = [(one, spellings(one)) for one in families]
        self._apart = {plain(label) for one, _ in self._spelt for label in one.apart}

    def apart(self, answer: str) -> bool:
        """Whether an answer is one that stands beside every scale."""
        return plain(answer) in self._apart or bool(APART.match(plain(answer)))

    def matches(self, answers: Collection[str]) -> list[Match]:
        """The scales that hold all of these answers, the shortest first."""
        found = [match for one in self._spelt for match in _matches(*one, answers)]
        return sorted(found, key=lambda one: (len(one.slips), len(one.anchors.labels)))


def spellings(family: AnchorFamily) -> dict[str, str]:
    """Its labels by every way in which they are written."""
    found = {plain(label): label for anchors in family.scales for label in anchors.labels}
    for label, others in family.also.items():
        found |= {plain(other): label for other in others if plain(other) not in found}
    return found


def _matches(
    family: AnchorFamily, spelt: dict[str, str], answers: Collection[str]
) -> Iterator[Match]:
    said = {answer: spelt.get(plain(answer)) for answer in answers}
    known = [label for label in said.values() if label]
    if not known or (len(known) < 2 and len(answers) > len(known)):
        return
    slips = tuple(answer for answer, label in said.items() if label is None)
    told = {answer: label or _nearly(answer, spelt) for answer, label in said.items()}
    labels = [label for label in told.values() if label]
    if len(labels) < len(answers) or not labels:
        return
    for anchors in family.scales:
        if set(labels) <= set(anchors.labels):
            yield Match(
                family, anchors, {one: label for one, label in told.items() if label}, slips
            )


def _nearly(answer: str, spelt: dict[str, str]) -> str | None:
    """The one label that differs by a single slip of the finger: “stronlgy disagree”."""
    same = plain(answer)
    near = {spelt[one] for one in spelt if len(one) >= LEAST_FOR_A_SLIP and slipped(same, one)}
    return near.pop() if len(near) == 1 else None


def slipped(one: str, other: str) -> bool:
    """Whether two words differ by a letter too many, too few, another, or two turned round."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if at is None:
        return True
    rest, others = one[at:], other[at:]
    turned = rest[:2] == others[1::-1] and rest[2:] == others[2:]
    return turned or rest[1:] == others[1:] or rest[1:] == others or rest == others[1:]


def best(matches: Sequence[Match], attested: Collection[tuple[str, ...]] = ()) -> Match | None:
    """The scale that others in the file are on; else the shortest."""
    seen = [one for one in matches if one.anchors.labels in attested and not one.slips]
    return next(iter(seen or matches), None)
