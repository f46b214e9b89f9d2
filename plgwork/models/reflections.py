"""What a person wrote for a month: entries and their versions, ratings, shared copies."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from plgwork.models.content import Area
from plgwork.models.model import Model, Slug, Typed, Words

MOST_CHARACTERS = 200_000  # about 60 pages; far beyond a reflection, far below what a page can hold


class EntryKind(StrEnum):
    """What an entry answers: a prompt, "what will you do next", "how did it go"; or a meeting."""

    ANSWER = "answer"
    COMMITMENT = "commitment"
    OUTCOME = "outcome"
    NOTE = "note"


class Outcome(StrEnum):
    """What came of a commitment."""

    DONE = "done"
    WENT_ON = "went-on"
    DROPPED = "dropped"


class Subject(Model):
    """What an entry is about: one author has one entry for each.

    ``about`` is a prompt's id, a commitment's own id, for an outcome the id of the commitment
    it tells of, and for a note that of the meeting. ``asked`` is the wording as it stood when
    it was answered.
    """

    month: str = Field(pattern=r"^\d{4}-\d{2}$")
    kind: EntryKind
    about: Words
    asked: str
    area: Area | None = None


class Draft(Model):
    """A text on its way to the store, and the versions it was written upon.

    ``sitting`` names one opening of a page: saves of one sitting refine one version.
    """

    subject: Subject
    text: Typed = Field(max_length=MOST_CHARACTERS)
    bases: tuple[str, ...] = ()
    sitting: Words


class Version(Model):
    """A state of an entry. It is current until a later one was written upon it."""

    id: str
    text: str
    saved_at: datetime
    current: bool


class SharedCopy(Model):
    """What a cohort sees of an entry: a copy, published when its author chose to."""

    entry_id: str
    author_id: Slug
    author: str
    plg_id: Slug
    month: str
    asked: str
    area: Area | None
    text: str
    version_id: str
    shared_at: datetime


class Entry(Model):
    """What one person wrote about one subject, newest version first.

    ``earlier`` counts the versions that were written upon, also where ``versions`` holds
    only the current ones.
    """

    id: str
    subject: Subject
    author_id: Slug
    versions: tuple[Version, ...]
    earlier: int = Field(default=0, ge=0)
    shared: SharedCopy | None = None
    outcome: Outcome | None = None

    @property
    def current(self) -> tuple[Version, ...]:
        """The versions nobody has written upon; more than one when two tabs disagree."""
        return tuple(version for version in self.versions if version.current)

    @property
    def text(self) -> str:
        """The newest current text."""
        return self.current[0].text if self.current else ""

    @property
    def newer_than_shared(self) -> bool:
        """Whether the cohort sees an older text than the author does."""
        return self.shared is not None and self.shared.text != self.text


class Rating(Model):
    """How far one statement was true in one month: 1 to 5."""

    month: str = Field(pattern=r"^\d{4}-\d{2}$")
    indicator_id: Slug
    value: int = Field(ge=1, le=5)


class Audience(Model):
    """Who would read what one shares: a cohort, and its people by name."""

    plg_id: Slug
    name: str
    readers: tuple[str, ...]
