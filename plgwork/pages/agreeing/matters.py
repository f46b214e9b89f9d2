"""What is agreed on, as fields to fill in and as words to read; each kind knows its own."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from plgwork.models.agreements import MOST_WORDING, Kind, Matter
from plgwork.models.content import Term
from plgwork.pages.school.answers import Message, Problems

Field = dict[str, Any]
Parts = list[tuple[str, str]]
Given = Mapping[str, Any]
NAMES = {
    Kind.PURPOSE: "Our purpose",
    Kind.TOPICS: "What belongs on our agenda",
    Kind.WORK: "The work that is expected of us",
    Kind.FREEDOM: "How free we are to shape our agenda",
    Kind.NORMS: "Our norms",
    Kind.EXPECTATIONS: "What we expect of one another",
}


class Wording(Protocol):
    """One kind of agreement, in words."""

    def fields(self, start: Matter | None) -> list[Field]:
        """The fields to fill in, with what they begin from."""

    def read(self, given: Given, before: Sequence[Matter]) -> tuple[Matter | None, Problems]:
        """What was filled in, or what is missing, each thing beside its field.

        ``before`` is what the same people adopted or proposed of this kind.
        """

    def parts(self, matter: Any) -> Parts:
        """What it says, part by part, each under its heading."""

    def together(self, one: Any, other: Any) -> Matter:
        """Both in one, to be worded further."""


class Matters:
    """The kinds that a page agrees on."""

    def __init__(self, wordings: Mapping[Kind, Wording]) -> None:
        self._wordings = wordings

    @property
    def kinds(self) -> frozenset[Kind]:
        """What is agreed on here."""
        return frozenset(self._wordings)

    def fields(self, kind: Kind, start: Matter | None = None) -> list[Field]:
        """The fields for one kind, with what they begin from."""
        return self._wordings[kind].fields(start)

    def read(
        self, kind: Kind, message: Message, before: Sequence[Matter] = ()
    ) -> tuple[Matter | None, Problems]:
        """What was filled in, or what is missing, each thing beside its field."""
        values = message.get("values")
        return self._wordings[kind].read(values if isinstance(values, dict) else {}, before)

    def parts(self, matter: Matter) -> Parts:
        """What it says, part by part, each under its heading."""
        return self._wordings[matter.kind].parts(matter)

    def together(self, one: Matter, other: Matter) -> Matter:
        """Both in one, to be worded further: all that either says, and where they differ, asked."""
        return self._wordings[one.kind].together(one, other)


def text(given: Given, name: str) -> str:
    """What was typed into a field."""
    return str(given.get(name) or "").replace("\0", "").strip()


def lines(given: Given, name: str) -> list[str]:
    """The lines that were typed into a field, without empty ones."""
    typed = str(given.get(name) or "").splitlines()
    return [" ".join("".join(filter(str.isprintable, one)).split()) for one in typed if one.strip()]


def too_long(text: str) -> str:
    """What is said of a text that is too long."""
    return f"At most {MOST_WORDING:,} letters; these are {len(text):,}."


def options(terms: Sequence[Term]) -> list[dict[str, str]]:
    """Terms as a field offers them."""
    return [{"id": one.id, "name": one.name} for one in terms]


def field(
    name: str, kind: str, label: str, note: str = "", *, wide: bool = True, **more: Any
) -> Field:
    """A field of a form."""
    return {"name": name, "kind": kind, "label": label, "note": note, "wide": wide, **more}
