"""How far two people who read the same answers gave them the same code."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import nan

SIZES = (  # kappa from which agreement has its word (Landis and Koch 1977)
    (0.81, "almost perfect"),
    (0.61, "substantial"),
    (0.41, "moderate"),
    (0.21, "fair"),
    (0.0, "slight"),
)


@dataclass(frozen=True, slots=True)
class Kappa:
    """In words first; ``agreed`` is the share of answers coded alike, ``kappa`` beyond chance."""

    words: str
    kappa: float
    agreed: float
    n: int


def cohens_kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> Kappa:
    """(agreed - chance) / (1 - chance) (Cohen 1960), chance from how often each uses each code.

    NaN where both gave every answer one and the same code, as chance alone would. ValueError
    where the two did not code the same number of answers.
    """
    pairs = list(zip(first, second, strict=True))
    n = len(pairs)
    if not n:
        return Kappa("nothing coded yet", nan, nan, 0)
    agreed = sum(one == other for one, other in pairs) / n
    mine, theirs = Counter(first), Counter(second)
    chance = sum(times * theirs[code] for code, times in mine.items()) / n**2
    if chance == 1:
        return Kappa("one code throughout", nan, agreed, n)
    kappa = (agreed - chance) / (1 - chance)
    words = next((word for least, word in SIZES if kappa >= least), "less than chance")
    return Kappa(words, kappa, agreed, n)
