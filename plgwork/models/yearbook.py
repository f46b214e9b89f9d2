"""A person's own year, ready to be read again or taken away."""

from plgwork.models.model import Model


class Passage(Model):
    """A question or a plan, what was written, and a line on its state."""

    kicker: str
    title: str
    text: str
    note: str


class Chapter(Model):
    """A month of passages."""

    name: str
    passages: tuple[Passage, ...]


class YearBook(Model):
    """Everything a person chose to take away."""

    title: str
    author: str
    made: str
    chapters: tuple[Chapter, ...]
