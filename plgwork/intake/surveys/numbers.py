"""Scales of numbers: bare ones, ones with words at the ends, and words with numbers before them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plgwork.models.labels import tidy

NUMBER = re.compile(r"^[-−]?\d{1,4}(?:[.,]0+)?$")
BEFORE = re.compile(r"^(-?\d{1,3})\s*(?:[-–—.:=)]\s*|\s+)\(?([^\d\s].*?)\)?$", re.DOTALL)
ROUND = re.compile(r"^(-?\d{1,3})\s*[(\[](.+)[)\]]$", re.DOTALL)
AFTER = re.compile(r"^([^\d].*?)\s*[-–—=(]\s*(\d{1,2})\)?$", re.DOTALL)
# What tools write for “not answered” among small numbers.
GAPS = {-1, -7, -8, -9, -77, -88, -99, -999, 77, 88, 98, 99, 777, 888, 998, 999}
MOST = 11
SLIDER = 101


def number(cell: str) -> int | None:
    """4 of “4” and “4.0”; None of anything else."""
    text = tidy(cell)
    if not NUMBER.match(text):
        return None
    return int(re.sub(r"[.,]0+$", "", text).replace("−", "-"))


def numbered(cell: str) -> tuple[int, str] | None:
    """The number and the words of “4 - Very impressive”, “10 (All the time)”, “Always (5)”."""
    text = tidy(cell)
    if found := ROUND.match(text) or BEFORE.match(text):
        return int(found[1]), tidy(found[2])
    if found := AFTER.match(text):
        return int(found[2]), tidy(found[1])
    return None


@dataclass(frozen=True, slots=True)
class Numbers:
    """A scale of numbers: its labels from lowest, and the answers that stand for a gap."""

    labels: tuple[str, ...]
    lowest: int
    gaps: tuple[str, ...] = ()
    slider: bool = False


def numeric(answers: Iterable[str]) -> Numbers | None:
    """The scale on which these answers are; None where they are no scale.

    A number that nobody chose stays in it: from 1 (0 where somebody chose it) to the highest.
    """
    values: dict[int, str] = {}
    gaps = []
    for answer in answers:
        value = number(answer)
        worded = numbered(answer) if value is None else None
        if value is None and worded is None:
            return None
        key = value if value is not None else worded[0] if worded else 0
        if key in values and number(answer) is None:
            if number(values[key]) is None:
                return None  # two wordings of one number
            values[key] = answer
        values.setdefault(key, answer)
    small = [one for one in values if one not in GAPS]
    if small and max(small) <= MOST:
        gaps = [values.pop(one) for one in sorted(set(values) & GAPS) if not _within(one, small)]
    if not values or (len(values) < 2 and not 2 <= max(values) < MOST):
        return None
    return _scale(values, tuple(gaps))


def _within(value: int, small: list[int]) -> bool:
    """−1 belongs to a scale from −2 or −3 to 3; alone below 0 it is a gap."""
    return value < 0 and min(small) < 0 and value > -10


def _scale(values: Mapping[int, str], gaps: tuple[str, ...]) -> Numbers | None:
    low, high = min(values), max(values)
    low = low if low <= 0 else 1
    if high - low + 1 > MOST:
        sliding = low >= 0 and high in range(60, SLIDER) and _slides(values)
        return Numbers(tuple(map(str, range(SLIDER))), 0, gaps, True) if sliding else None
    if high <= low:
        return None
    labels = tuple(_label(values.get(one), one) for one in range(low, high + 1))
    return Numbers(labels, low, gaps)


def _slides(values: Mapping[int, str]) -> bool:
    tens = sum(one % 5 == 0 for one in values)
    return min(values) <= 30 and len(values) > 5 and 2 * tens >= len(values)


def _label(answer: str | None, value: int) -> str:
    return str(value) if answer is None or number(answer) is not None else tidy(answer)


def favourable(labels: int) -> int:
    """How many bare numbers at the top count: 1 of up to 3, 2 of 4 to 7, nearly a third of more.

    Numbers say of no answer that it is good; what is labelled is counted by ``good_half``.
    """
    if labels <= 3:
        return 1
    return 2 if labels <= 7 else round(0.3 * labels)
