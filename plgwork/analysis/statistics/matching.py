"""The same people found in two waves by the codes they made themselves.

A code is made anew each time from what only its maker knows, so one element may differ. Where it
was asked as one, an element is a letter or digit of it; where it was asked piece by piece, a piece.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

Code = str | Sequence[str]  # as it was given: whole, or piece by piece
Elements = tuple[str, ...]
FEWEST_ELEMENTS = 5  # in a shorter code, one element off is too often somebody else


@dataclass(frozen=True, slots=True)
class Matching:
    """Places (earlier, later) of the same person. ``near`` pairs have one element off.

    ``repeated`` codes were given by more than one person of a wave, who are all left out.
    ``rate`` is the pairs' share of the smaller wave, as no more people can be matched.
    """

    pairs: tuple[tuple[int, int], ...]
    exact: int
    near: int
    repeated: int
    without_code: int
    rate: float


def match(earlier: Sequence[Code], later: Sequence[Code]) -> Matching:
    """Pair two waves by code: those that are equal first, then those with one element off.

    Case, blanks and punctuation play no part. A code one off from two others is matched to
    neither, and one of which a piece is missing is none.
    """
    before, after = ([_plain(one) for one in wave] for wave in (earlier, later))
    mine, theirs = _once(before), _once(after)
    exact = [(mine[code], theirs[code]) for code in mine if code in theirs]
    near = _near(_without(mine, theirs), _without(theirs, mine))
    given = [one for one in (*before, *after) if one]
    pairs = tuple(sorted(exact + near))
    fewer = min(len(earlier), len(later))
    return Matching(
        pairs=pairs,
        exact=len(exact),
        near=len(near),
        repeated=_repeated(before) + _repeated(after),
        without_code=len(before) + len(after) - len(given),
        rate=len(pairs) / fewer if fewer else 0.0,
    )


def _plain(code: Code) -> Elements:
    pieces = [_bare(one) for one in ([code] if isinstance(code, str) else code)]
    if len(pieces) == 1:
        return tuple(pieces[0])
    return tuple(pieces) if all(pieces) else ()


def _bare(text: str) -> str:
    return "".join(one for one in normalize("NFKC", text).casefold() if one.isalnum())


def _once(codes: Sequence[Elements]) -> dict[Elements, int]:
    """Where each code stands that one person alone gave."""
    times = Counter(codes)
    return {code: place for place, code in enumerate(codes) if code and times[code] == 1}


def _repeated(codes: Sequence[Elements]) -> int:
    return sum(times > 1 for code, times in Counter(codes).items() if code)


def _without(mine: Mapping[Elements, int], theirs: Mapping[Elements, int]) -> dict[Elements, int]:
    return {code: place for code, place in mine.items() if code not in theirs}


def _near(mine: Mapping[Elements, int], theirs: Mapping[Elements, int]) -> list[tuple[int, int]]:
    holes = defaultdict(list)
    for code in theirs:
        for hole in _holes(code):
            holes[hole].append(code)
    close = {code: {one for hole in _holes(code) for one in holes[hole]} for code in mine}
    wooed = Counter(one for those in close.values() for one in those)
    alone = ((code, next(iter(those))) for code, those in close.items() if len(those) == 1)
    return [(mine[code], theirs[one]) for code, one in alone if wooed[one] == 1]


def _holes(code: Elements) -> Iterator[tuple[int, Elements, Elements]]:
    """The code with each element left out: two codes share one where they differ there alone."""
    if len(code) >= FEWEST_ELEMENTS:
        for place in range(len(code)):
            yield place, code[:place], code[place + 1 :]
