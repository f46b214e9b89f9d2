"""What was found in a file that a survey tool wrote, before anything is counted."""

import re
from collections.abc import Mapping
from enum import StrEnum

from pydantic import Field

from plgwork.models.instruments import Scale
from plgwork.models.labels import plain
from plgwork.models.model import Model, Slug

LEAST_SHARED = 3  # answers; two questions that are answered by yes and no have little in common
MOST_NAMED = 3  # questions in a sentence
RANK = re.compile(r"\brank", re.IGNORECASE)


class Format(StrEnum):
    """What wrote a file."""

    GOOGLE_FORMS = "google-forms"
    MICROSOFT_FORMS = "microsoft-forms"
    QUALTRICS = "qualtrics"
    SURVEYMONKEY = "surveymonkey"
    LIMESURVEY = "limesurvey"
    SPSS = "spss"
    PLAIN = "plain"


class Use(StrEnum):
    """What a column is read as."""

    SCALE = "scale"
    CHOICE = "choice"
    SEVERAL = "several"  # people could tick several; one cell holds them all, or a column each
    OPEN = "open"
    GROUP = "group"  # a choice that people may be told apart by: school, role, grade
    CODE = "code"  # a code people made themselves, to match waves
    PERSONAL = "personal"  # who answered, where and when: names, addresses, ids, time stamps
    LEFT_OUT = "left-out"  # progress, page timing, numbers that are no scale, nothing in it


class Column(Model):
    """One column as it was found; a person may correct every field but ``heading``.

    ``labels`` are the answers (lowest first for a scale); ``spellings`` says which cell texts
    were read as which label where they differ from it.
    """

    id: Slug
    heading: str
    stem: str = ""
    text: str = ""
    use: Use
    why: str = ""
    labels: tuple[str, ...] = ()
    favourable: int = 0
    lowest: int = 1
    apart: tuple[str, ...] = ()
    reverse: bool = False
    reverse_proposed: bool = False
    spellings: Mapping[str, str] = Field(default_factory=dict)
    merged: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)  # groups, by their one name
    separator: str = ""  # between the options of SEVERAL in one cell

    def asked_like(self, other: "Column") -> bool:
        """Whether its answers are another's too, but for those that nobody gave to one of them."""
        own, others = ({plain(label) for label in one.labels} for one in (self, other))
        few, many = sorted((own, others), key=len)
        return len(few) >= LEAST_SHARED and few <= many


class Dropped(Model):
    """Rows that hold no respondent, and why."""

    reason: str
    rows: int = Field(ge=1)


class Redaction(Model):
    """What its owner took out of one open answer: words, by their places, or all of it.

    It holds no word of the answer, because corrections outlast the file.
    """

    struck: tuple[int, ...] = ()
    left_out: bool = False


class Found(Model):
    """What a file holds. ``rows`` = ``respondents`` + all that was dropped.

    ``redactions`` are by the id of an open question, and the place of an answer in its alphabet.
    """

    format: Format
    why: tuple[str, ...]
    rows: int
    respondents: int
    dropped: tuple[Dropped, ...] = ()
    columns: tuple[Column, ...]
    scales: tuple[Scale, ...] = ()
    warnings: tuple[str, ...] = ()
    digest: str  # SHA-256 of the file, under which corrections are kept
    redactions: Mapping[str, Mapping[int, Redaction]] = Field(default_factory=dict)

    @property
    def personal(self) -> tuple[str, ...]:
        """Headings of the columns that name or point to a person; left out unless kept."""
        return tuple(one.heading for one in self.columns if one.use is Use.PERSONAL)

    @property
    def unordered(self) -> tuple[tuple[Column, ...], ...]:
        """Questions that share answers of which nobody could tell the order, as they share them.

        Several questions with the same answers are rarely a choice among things.
        """
        blocks: list[list[Column]] = []
        for one in self.columns:
            if one.use is Use.CHOICE and not RANK.search(f"{one.stem} {one.text}"):
                same = next((block for block in blocks if one.asked_like(block[0])), None)
                blocks.append([one]) if same is None else same.append(one)
        return tuple(tuple(block) for block in blocks if len(block) > 1)

    @property
    def cautions(self) -> tuple[str, ...]:
        """What to look at before counting, in sentences: what has no order now, then the rest."""
        return (*map(_without_order, self.unordered), *self.warnings)


def _without_order(block: tuple[Column, ...]) -> str:
    names = [f"“{one.text[:60]}”" for one in block[:MOST_NAMED]]
    more = len(block) - len(names)
    asked = f"{', '.join(names)} and {more} more" if more else " and ".join(names)
    answers = dict.fromkeys(label for one in block for label in one.labels)
    return (
        f"{asked} have the same answers, and nobody could tell their order: "
        f"{', '.join(answers)}. Put them in order, lowest first; else they are counted as a choice "
        "among things."
    )
