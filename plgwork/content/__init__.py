"""What authors wrote, as models: read, checked, and laid one folder over the other."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from plgwork.content.checks import check
from plgwork.content.library import (
    ALL,
    GROUPINGS,
    KINDS,
    PRACTICE,
    SERVED,
    SURVEYS,
    Library,
    Standing,
    gather,
    standing,
)
from plgwork.errors import ContentError
from plgwork.models.model import Model

__all__ = [
    "Library",
    "invented_export",
    "load",
    "load_all",
    "load_groupings",
    "load_practice",
    "load_served",
    "load_surveys",
]

EXPORT = "invented/staff-survey.csv"
Kind = tuple[str, type[Model]]


def load(folders: Iterable[Path]) -> Library:
    """What a page needs; ContentError holds every problem in every file."""
    return _usable(folders, KINDS)


def load_served(folders: Iterable[Path]) -> Library:
    """What the server shows before any page is open, as well."""
    return _usable(folders, {**KINDS, **SERVED})


def load_practice(folders: Iterable[Path]) -> Library:
    """The exercises as well, for the pages that practise."""
    return _usable(folders, {**KINDS, **PRACTICE})


def load_surveys(folders: Iterable[Path]) -> Library:
    """The questionnaires as well, and the answers that questionnaires use."""
    return _usable(folders, {**KINDS, **SURVEYS})


def load_groupings(folders: Iterable[Path]) -> Library:
    """The ways to group staff as well, and the subjects by which people are grouped."""
    return _usable(folders, {**KINDS, **GROUPINGS})


def load_all(folders: Iterable[Path]) -> Library:
    """Everything: the invented school as well, which is large and which no page needs."""
    return _usable(folders, ALL)


def invented_export(folders: Iterable[Path]) -> tuple[str, bytes]:
    """An export of a survey that nobody answered, to try the pages with: its name, its bytes."""
    *_, file = (folder / EXPORT for folder in folders if (folder / EXPORT).is_file())
    return file.name, file.read_bytes()


def _usable(folders: Iterable[Path], kinds: Mapping[str, type[Model]]) -> Library:
    """The library; gathered and checked once, and again when any file is another."""
    named = tuple(folders)
    return _known(named, tuple(kinds.items()), standing(named))


@lru_cache(maxsize=8)
def _known(folders: tuple[Path, ...], kinds: tuple[Kind, ...], standing: Standing) -> Library:
    library, problems = gather(folders, dict(kinds))
    problems += check(library)
    if problems:
        raise ContentError(problems)
    return library
