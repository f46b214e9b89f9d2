"""Norms and expectations by their words: said again they keep their id, said otherwise not."""

from collections.abc import Iterable, Sequence

from plgwork.models.agreements import Line

LONGEST = 60  # letters of an id


def named(texts: Sequence[str], before: Iterable[Line]) -> tuple[Line, ...]:
    """Each text with its id: that of the same words among ``before``, else one that is new.

    Case and punctuation make no other words.
    """
    known, taken = dict[str, str](), set[str]()
    for one in before:
        known.setdefault(_words(one.text), one.id)
        taken.add(one.id)
    found = []
    for text in texts:
        line_id = known.get(_words(text)) or _free(_words(text), taken)
        taken.add(line_id)
        found.append(Line(id=line_id, text=text))
    return tuple(found)


def distinct(texts: Iterable[str]) -> list[str]:
    """The texts without those that say the same words again."""
    found: dict[str, str] = {}
    for one in texts:
        found.setdefault(_words(one), one)
    return list(found.values())


def _words(text: str) -> str:
    kept = (one if one.isalnum() else " " for one in text.casefold().replace("’", ""))
    return "-".join("".join(kept).split())


def _free(words: str, taken: set[str]) -> str:
    plain = "".join(one for one in words if one.isascii())
    start = "-".join(filter(None, plain[:LONGEST].split("-"))) or "line"
    numbered = (f"{start}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (start, *numbered) if one not in taken)
