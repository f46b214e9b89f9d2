"""The units of the training path: a text, a conversation with notes, exercises, one try."""

from typing import Literal

from pydantic import Field

from plgwork.models.model import Model, Slug, Words


class Span(Model):
    """Some words of a text, plain, emphasised or strong."""

    text: str
    style: str = ""


class Block(Model):
    """A heading, a paragraph, or a list of items; each item is a row of spans."""

    kind: Literal["heading", "paragraph", "list", "steps"]
    items: tuple[tuple[Span, ...], ...]


class Line(Model):
    """What somebody says in a worked conversation, and what is to be noticed there."""

    who: Words = Field(max_length=40)
    says: Words = Field(max_length=400)
    note: Words | None = Field(default=None, max_length=400)


class Conversation(Model):
    """A conversation as it may have been, with notes in its margin."""

    setting: Words = Field(max_length=400)
    lines: tuple[Line, ...] = Field(min_length=6)


class Practised(Model):
    """Items of an exercise that a unit takes."""

    exercise: Slug
    items: tuple[Slug, ...] = Field(min_length=1)


class Lesson(Model):
    """A unit of ten to fifteen minutes. Units stand in the ``order`` of their numbers.

    ``text`` is Markdown: what stands in the file below its head. ``to_try`` becomes a
    commitment in the reflection, as its author words it.
    """

    id: Slug
    order: int = Field(ge=1)
    title: Words = Field(max_length=60)
    aim: Words = Field(max_length=200)
    minutes: int = Field(ge=10, le=15)
    conversation: Conversation
    exercises: tuple[Practised, ...] = Field(min_length=2, max_length=3)
    to_try: Words = Field(max_length=240)
    asked_together: Words = Field(max_length=240)
    text: Words
