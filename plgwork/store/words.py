"""Words as search sees them: the same on every database, without stems or stop words."""

import re
import unicodedata
from collections.abc import Iterable

from sqlalchemy import Column, and_
from sqlalchemy.sql.elements import ColumnElement

_WORD = re.compile(r"\w+")


def normalised(text: str) -> list[str]:
    """The words of a text: case folded, accents dropped, punctuation gone."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))


def column(texts: Iterable[str]) -> str:
    """What the words column holds for these texts: each word once, blanks around it."""
    words = {word for text in texts for word in normalised(text)}
    return f" {' '.join(sorted(words))} " if words else ""


def match(words: "Column[str]", query: str) -> ColumnElement[bool]:
    """Rows that hold a word beginning with each word of the query."""
    return and_(True, *(words.contains(f" {w}", autoescape=True) for w in normalised(query)))
