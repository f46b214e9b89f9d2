"""The pages there are, from the metadata of their notebooks: a new page edits no other file."""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from pydantic import Field, ValidationError

from plgwork.errors import ContentError
from plgwork.models.model import Model, Slug, Words
from plgwork.models.people import Person, Role

HOME = "home"


class Page(Model):
    """One notebook, as its metadata under ``plgwork`` describes it.

    Without ``nav`` other pages lead to it, and the bar does not.
    """

    name: Slug
    title: Words
    nav: Words | None = None
    order: int
    roles: tuple[Role, ...] = Field(min_length=1)
    steps: bool = False
    wide: bool = False
    opening: str = ""

    @property
    def notebook(self) -> str:
        """The notebook's path in its folder."""
        return f"{self.name}.ipynb"

    @property
    def waiting(self) -> str:
        """What to say while the page opens."""
        return self.opening or f"Opening {self.title[0].lower()}{self.title[1:]}…"

    def open_to(self, person: Person) -> bool:
        """Whether one of this person's roles may open the page."""
        return not set(self.roles).isdisjoint(person.roles)


class Navigation:
    """The pages in a folder of notebooks, in the order in which they are shown."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def pages(self) -> list[Page]:
        """Every page; ContentError names the notebook whose metadata cannot be used."""
        return sorted(self._read(), key=lambda page: (page.order, page.name))

    def find(self, name: str) -> Page | None:
        """The page of this name, or None."""
        return next((page for page in self.pages() if page.name == name), None)

    def open_to(self, person: Person) -> list[Page]:
        """The pages in the bar of this person."""
        return [page for page in self.pages() if page.nav and page.open_to(person)]

    def _read(self) -> Iterator[Page]:
        for path in self.folder.glob("*.ipynb"):
            yield _page(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _page(path: Path, _changed: int) -> Page:
    try:
        metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
        return Page(name=path.stem, **metadata["plgwork"])
    except (ValueError, KeyError, TypeError) as error:
        raise ContentError(_problems(path, error)) from error


def _problems(path: Path, error: Exception) -> list[str]:
    if isinstance(error, ValidationError):
        return [
            f"{path}: metadata.plgwork.{'.'.join(map(str, problem['loc']))}: {problem['msg']}"
            for problem in error.errors()
        ]
    return [f"{path}: not a page; a notebook with metadata.plgwork (title, order, roles)"]
