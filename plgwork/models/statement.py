"""What the workbook says of itself to whoever could be kept out of it."""

from datetime import date
from typing import Literal

from pydantic import Field, HttpUrl

from plgwork.models.model import Model, Words


class Standard(Model):
    """What the workbook is held against."""

    name: Words
    address: HttpUrl


class Looked(Model):
    """One thing that was looked at, how, and by which tests of ours."""

    what: Words
    how: Words
    tests: tuple[Words, ...] = Field(min_length=1)


class Statement(Model):
    """The statement page: what was tested, what was not, and whom to tell."""

    id: Literal["accessibility"]
    title: Words
    lede: Words
    standard: Standard
    tested_on: date
    tested_with: Words
    tested_by: Words
    tested: tuple[Looked, ...] = Field(min_length=1)
    not_tested: tuple[Words, ...]
    limits: tuple[Words, ...]
    tell: tuple[Words, ...] = Field(min_length=1)
