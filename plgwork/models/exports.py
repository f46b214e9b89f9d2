"""What was found in a file that a survey tool wrote, before anything is counted."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import Field

from plgwork.models.instruments import Scale
from plgwork.models.model import Model, Slug


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
    separator: str = ""  # between the options of SEVERAL in one cell


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
