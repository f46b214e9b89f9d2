"""What a rule between files is, and what rules share."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from plgwork.content.library import Library
from plgwork.content.reading import Place

# Each rule, and the kinds of content it needs whole.
Rules = Mapping[Callable[[Library], Iterator[str]], tuple[str, ...]]


def terms(library: Library, slug: str) -> set[str]:
    """The words of a vocabulary; none while it is missing."""
    found = library.items.get(("vocabularies/*.yaml", slug))
    return {term.id for term in found.model.terms} if found else set()


def words(
    field: str, found: Iterable[str], known: Iterable[str]
) -> Iterator[tuple[Place, str, Iterable[str]]]:
    """Each word of a list with its place, and what it may be."""
    for i, word in enumerate(found):
        yield (field, i), word, known


def field(place: Place) -> str:
    """The name of the field that a place is in."""
    return next(str(part) for part in reversed(place) if isinstance(part, str))
