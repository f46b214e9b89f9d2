"""Several answers in one cell: which sign keeps them apart, though an option may hold it too."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from plgwork.models.labels import plain, tidy

OTHER = "Other answers"
SIGNS = (";", "\n", ", ")
MOST_OPTIONS = 60
LONGEST_OWN = 30  # what one person alone wrote, and at length, is no option
LONGEST = 90
LOOKED_BACK = 8


def separated(cells: Mapping[str, int]) -> tuple[str, tuple[str, ...]] | None:
    """The sign between options, and the options by how often they were chosen."""
    for sign in SIGNS:
        if (options := _options(cells, sign)) is not None:
            return sign, options
    return None


def chosen(cell: str, sign: str, labels: Mapping[str, int]) -> set[int]:
    """The places of the options in a cell; ``labels`` are their places by plain form."""
    parts = _parts(cell, sign.strip(" ") or sign)
    found: set[int] = set()
    while parts:
        length = _known(parts, sign, labels)
        if length:
            found.add(labels[plain(_join(parts[:length], sign))])
        elif sign != ", " and "," in parts[0] and (own := chosen(parts[0], ", ", labels)):
            found |= own
        elif plain(OTHER) in labels:
            found.add(labels[plain(OTHER)])
        parts = parts[length or 1 :]
    return found


def _parts(cell: str, sign: str) -> list[str]:
    return [part for one in cell.split(sign) if (part := tidy(one))]


def _known(parts: Sequence[str], sign: str, labels: Mapping[str, int]) -> int:
    """How many of the first parts are one option; the longest that is one."""
    reach = range(min(len(parts), LOOKED_BACK), 0, -1)
    return next((to for to in reach if plain(_join(parts[:to], sign)) in labels), 0)


def _join(parts: Sequence[str], sign: str) -> str:
    return (sign if sign.endswith(" ") else f"{sign} ").join(parts)


def _options(cells: Mapping[str, int], sign: str) -> tuple[str, ...] | None:
    split = [
        ([tidy(part) for part in cell.split(sign) if tidy(part)], n) for cell, n in cells.items()
    ]
    split = [(parts, n) for parts, n in split if parts]
    people = sum(n for _, n in split)
    ending = sum(n for cell, n in cells.items() if cell.rstrip().endswith(sign.strip()))
    with_sign = sum(n for parts, n in split if len(parts) > 1)
    certain = sign == ";" and ending > 0.8 * people
    if not certain and (with_sign < 2 or with_sign < 0.1 * people):
        return None
    merged = _merged(split, sign) if sign == ", " else _own_lists(split)
    counts = Counter({part: 0 for parts, _ in merged for part in parts})
    for parts, n in merged:
        for part in set(parts):
            counts[part] += n
    if not certain and not _are_options(counts, cells, sign, people):
        return None
    return _named(counts)


def _own_lists(split: Sequence[tuple[list[str], int]]) -> list[tuple[list[str], int]]:
    """What one person alone wrote with commas is a list of their own: “zarr, iris”."""
    often: Counter[str] = Counter()
    for parts, n in split:
        often.update(dict.fromkeys(parts, n))
    return [
        ([own for part in parts for own in (_parts(part, ",") if often[part] == 1 else [part])], n)
        for parts, n in split
    ]


def _are_options(counts: Counter[str], cells: Collection[str], sign: str, people: int) -> bool:
    again = {part for part, n in counts.items() if n > 1}
    covered = sum(counts[part] for part in again) / counts.total()
    if not again or max(map(len, again)) > 2 * LONGEST:
        return False
    if sign == ", ":
        # Of single answers that hold commas there are no more than of their parts.
        few = people >= 8 and len(again) <= 40 and len(cells) > len(again)
        return few and covered > 0.8 and sum(map(len, again)) / len(again) <= LONGEST
    return covered > (0.5 if people >= 10 else 0.3)


def _named(counts: Counter[str]) -> tuple[str, ...]:
    most = [part for part, n in counts.most_common() if n > 1 or len(part) <= LONGEST_OWN]
    spelt: dict[str, str] = {}
    for part in most:
        spelt.setdefault(plain(part), part)
    kept = tuple(spelt.values())[:MOST_OPTIONS]
    left = len(counts) > len(most) or len(spelt) > MOST_OPTIONS
    return (*kept, OTHER) if left and plain(OTHER) not in spelt else kept


def _merged(split: Sequence[tuple[list[str], int]], sign: str) -> list[tuple[list[str], int]]:
    """Parts that always stand together, as “paper, pens and glue”, are one option."""
    current = [(list(parts), n) for parts, n in split]
    for _ in range(LOOKED_BACK):
        pairs = set(_inseparable(current))
        if not pairs:
            return current
        current = [(_glued(parts, pairs, sign), n) for parts, n in current]
    return current


def _inseparable(split: Sequence[tuple[list[str], int]]) -> Iterator[tuple[str, str]]:
    alone: Counter[str] = Counter()
    beside: Counter[tuple[str, str]] = Counter()
    for parts, n in split:
        for part in parts:
            alone[part] += n
        for pair in pairwise(parts):
            beside[pair] += n
    for (first, second), n in beside.items():
        goes_on = second[:1].islower() or second.startswith(("(", "&"))
        if n == alone[first] == alone[second] and n > 1 and (goes_on or n >= 8):
            yield first, second


def _glued(parts: Sequence[str], pairs: Collection[tuple[str, str]], sign: str) -> list[str]:
    found: list[str] = []
    last = ""
    for part in parts:
        if found and (last, part) in pairs:
            found[-1] = f"{found[-1]}{sign}{part}"
        else:
            found.append(part)
        last = part
    return found
