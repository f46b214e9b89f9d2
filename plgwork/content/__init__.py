"""What authors wrote, as models: read, checked, and laid one folder over the other."""

from collections.abc import Iterable
from pathlib import Path

from plgwork.content.checks import check
from plgwork.content.library import INVENTED, KINDS, Library, gather
from plgwork.errors import ContentError

__all__ = ["Library", "load", "load_all"]


def load(folders: Iterable[Path]) -> Library:
    """What a page needs; ContentError holds every problem in every file."""
    return _usable(*gather(folders))


def load_all(folders: Iterable[Path]) -> Library:
    """The invented school as well, which is large and which no page needs."""
    return _usable(*gather(folders, {**KINDS, **INVENTED}))


def _usable(library: Library, problems: list[str]) -> Library:
    problems += check(library)
    if problems:
        raise ContentError(problems)
    return library
