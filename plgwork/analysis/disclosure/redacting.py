"""What is taken out of an open answer before others read it: words, never put in, only struck.

What was struck is kept as the places of words, so that no word of an answer is kept with it.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from plgwork.analysis.disclosure.quotes import GONE

WORD = re.compile(r"\w+|[^\w\s]")
STRUCK = re.compile(r"\.{3}|…")  # what stands where words are gone, however it is typed
ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+\.\w{2,}|(?<![\w@])@\w+")
LEAST = 2  # letters of a name that is looked for by itself


@dataclass(frozen=True, slots=True)
class Names:
    """Names to look for: whole ones by their first word, and what may be called by itself."""

    whole: Mapping[str, Sequence[Sequence[str]]]
    parts: Collection[str]


def named(names: Collection[str]) -> Names:
    """Names as they are looked for in many answers."""
    whole: dict[str, list[list[str]]] = {}
    for name in names:
        words = [_plain(one) for one in WORD.findall(name)]
        if words:
            whole.setdefault(words[0], []).append(words)
    return Names(whole, {part for name in names for part in _parts(name)})


def proposed(text: str, names: Names) -> tuple[int, ...]:
    """The places of words that name somebody: whole names in any case, parts of them as names.

    “Will” alone is struck and “will” is not. E-mail addresses and handles are struck as well.
    """
    found = _words(text)
    words = [text[start:end] for start, end in found]
    struck = {*_whole([_plain(one) for one in words], names), *_addresses(text, found)}
    for at, word in enumerate(words):
        if word[0].isupper() and _accentless(word) in names.parts:
            struck.add(at)
    return tuple(sorted(struck))


def struck(text: str, edited: str) -> tuple[int, ...] | None:
    """The places of words that are gone from an edited answer; None where a word was put in."""
    left = iter(enumerate(text[start:end] for start, end in _words(text)))
    kept = set()
    for word in WORD.findall(STRUCK.sub(" ", edited)):
        at = next((at for at, one in left if one == word), None)
        if at is None:
            return None
        kept.add(at)
    return tuple(at for at in range(len(_words(text))) if at not in kept)


def redacted(text: str, places: Collection[int]) -> str:
    """The answer without the words at these places; “…” stands for each run of them."""
    parts, last = [], 0
    for start, end in _runs(_words(text), places):
        parts += [text[last:start], GONE]
        last = end
    return "".join([*parts, text[last:]])


def _words(text: str) -> list[tuple[int, int]]:
    """Where each word and each sign begins and ends; “…” is neither."""
    gone = {at for one in STRUCK.finditer(text) for at in range(*one.span())}
    return [one.span() for one in WORD.finditer(text) if one.start() not in gone]


def _runs(words: Sequence[tuple[int, int]], places: Collection[int]) -> Iterator[tuple[int, int]]:
    """Where words that are gone, one after the other, begin and end."""
    wanted = {at for at in places if 0 <= at < len(words)}
    for gone, run in groupby(range(len(words)), wanted.__contains__):
        if gone:
            each = list(run)
            yield words[each[0]][0], words[each[-1]][1]


def _whole(words: Sequence[str], names: Names) -> Iterator[int]:
    for at, word in enumerate(words):
        for sought in names.whole.get(word, ()):
            if words[at : at + len(sought)] == sought:
                yield from range(at, at + len(sought))


def _addresses(text: str, words: Sequence[tuple[int, int]]) -> Iterator[int]:
    for one in ADDRESS.finditer(text):
        for at, (start, end) in enumerate(words):
            if one.start() < end and start < one.end():
                yield at


def _parts(name: str) -> Iterator[str]:
    if any(map(str.isdigit, name)):  # a moment or a number, of which no part is a name
        return
    for one in WORD.findall(name):
        if len(one) >= LEAST and one[0].isupper():
            yield _accentless(one)


def _accentless(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(one for one in plain if not unicodedata.combining(one))


def _plain(text: str) -> str:
    return _accentless(text).casefold()
