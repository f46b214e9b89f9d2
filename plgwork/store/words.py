"""Words as search sees them: the same on every database, without stems or stop words."""

import re
import unicodedata
from collections.abc import Iterable

from sqlalchemy import Column, and_, false, true
from sqlalchemy.sql.elements import ColumnElement

_WORD = re.compile(r"\w+")
MOST_WORDS = 100  # of a query; SQLite's conditions nest 1,000 deep
MOST_LETTERS = 200  # of one of them; SQLite's patterns are 50,000 bytes long


def normalised(text: str) -> list[str]:
    """The words of a text: case folded, accents dropped, punctuation gone; a picture is a word."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    words: list[str] = _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
    return words + [c for c in plain if unicodedata.category(c) == "So"]


def column(texts: Iterable[str]) -> str:
    """What the words column holds for these texts: each word once, blanks around it."""
    words = {word for text in texts for word in normalised(text)}
    return f" {' '.join(sorted(words))} " if words else ""


def match(words: "Column[str]", query: str) -> ColumnElement[bool]:
    """Rows that hold a word beginning with each word of the query; a blank query: every row."""
    wanted = list(dict.fromkeys(word[:MOST_LETTERS] for word in normalised(query)))[:MOST_WORDS]
    if query.strip() and not wanted:  # nothing but punctuation, which no row holds
        return false()
    return and_(true(), *(words.contains(f" {word}", autoescape=True) for word in wanted))
