"""Codes for the answers to an open question, and how two people gave them, each on their own."""

from collections.abc import Mapping
from datetime import datetime

from pydantic import Field

from plgwork.models.model import Model, Slug, Typed, Words

CODERS = 2
NO_CODE = ""  # given to an answer that carries none of the codes
MOST_CODE, MOST_MEANING = 80, 400  # characters


class OpenQuestion(Model):
    """An open question as it was let out: of which survey, with which release."""

    survey_id: str
    number: int = Field(ge=1)
    question: str


class Code(Model):
    """What an answer may be about: its name, what counts as it, and what does not."""

    id: str
    name: Words = Field(max_length=MOST_CODE)
    counts: Typed = Field(default="", max_length=MOST_MEANING)
    does_not: Typed = Field(default="", max_length=MOST_MEANING)


class Coding(Model):
    """One person's codes, by the place of an answer; of another person's, how far they are.

    ``given`` is None until whoever asks may see it: when both are done, or it is their own.
    """

    person_id: Slug
    name: str
    mine: bool
    begun_at: datetime
    finished_at: datetime | None
    given: Mapping[int, str] | None = Field(default=None, repr=False)


class Codebook(Model):
    """The codes of one open question, and the codings by whoever applies them."""

    codes: tuple[Code, ...] = ()
    codings: tuple[Coding, ...] = ()

    @property
    def mine(self) -> Coding | None:
        """The coding of whoever asks."""
        return next((one for one in self.codings if one.mine), None)

    @property
    def done(self) -> bool:
        """Whether two people coded every answer."""
        finished = [one for one in self.codings if one.finished_at is not None]
        return len(finished) == CODERS
