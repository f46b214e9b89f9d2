"""What two people found in open answers: how many carry each code, and where they differ."""

from plgwork.analysis.statistics.kappa import Kappa, cohens_kappa
from plgwork.models.codebooks import NO_CODE, Codebook
from plgwork.models.findings import Theme

NONE = "None of these"


def given(book: Codebook) -> list[tuple[str, str]]:
    """What the two gave to each answer, in its order; nothing before both are done."""
    if not book.done:
        return []
    first, second = (one.given or {} for one in book.codings)
    return [(first[at], second[at]) for at in sorted(first)]


def agreement(book: Codebook) -> Kappa:
    """How far the two coded alike."""
    pairs = given(book)
    return cohens_kappa([one for one, _ in pairs], [other for _, other in pairs])


def differing(book: Codebook) -> list[int]:
    """The answers that they coded differently, by their places."""
    return [at for at, (one, other) in enumerate(given(book)) if one != other]


def themes(book: Codebook) -> tuple[Theme, ...]:
    """The codes, the one that both gave most often first; last, what carries none."""
    pairs = given(book)
    counted = [
        Theme(
            name=name,
            both=pairs.count((code, code)),
            one=sum((one == code) != (other == code) for one, other in pairs),
        )
        for code, name in [*((one.id, one.name) for one in book.codes), (NO_CODE, NONE)]
    ]
    return (*sorted(counted[:-1], key=lambda one: (-one.both, -one.one)), counted[-1])
