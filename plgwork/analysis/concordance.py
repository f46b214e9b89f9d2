"""Words where they stand: every place of what is sought in answers, with what is around it."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

AROUND = 40  # characters shown on each side
CUT = "…"


@dataclass(frozen=True, slots=True)
class Line:
    """One place: the answer it stands in, counted from 0, and the words before and after it."""

    answer: int
    before: str
    word: str
    after: str


def concordance(answers: Sequence[str], sought: str, around: int = AROUND) -> list[Line]:
    """Every place where a word begins with what is sought, in the order of the answers.

    Case and accents are forgiven, and blanks of all kinds; several words are sought as they
    stand. What is found is shown to the end of its word.
    """
    wanted = folded(" ".join(sought.split()))[0]
    if not wanted:
        return []
    edge = r"(?<!\w)" if re.match(r"\w", wanted) else ""
    pattern = re.compile(rf"{edge}{re.escape(wanted)}\w*")
    return [line for at, one in enumerate(answers) for line in _lines(at, one, pattern, around)]


def _lines(at: int, answer: str, pattern: re.Pattern[str], around: int) -> list[Line]:
    text = " ".join(answer.split())
    return [
        Line(at, _before(text[:first], around), text[first:end], _after(text[end:], around))
        for first, end in _found(*folded(text), pattern)
    ]


def _found(
    plain: str, places: Sequence[int], pattern: re.Pattern[str]
) -> Iterator[tuple[int, int]]:
    """Where what is found stands in the text: in whole signs, though "…" is compared as three."""
    for found in pattern.finditer(plain):
        first, last, end = (places[at] for at in (found.start(), found.end() - 1, found.end()))
        if not found.start() or places[found.start() - 1] < first:
            yield first, max(last + 1, end)


def folded(text: str) -> tuple[str, list[int]]:
    """The text as it is compared, and for each place in it the place in the text; one more each."""
    letters, places = [], []
    for at, sign in enumerate(text):
        for letter in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", sign).casefold()):
            # An accent is no letter: what follows one begins where the next letter does.
            if not unicodedata.combining(letter):
                letters.append(letter)
                places.append(at)
    return "".join(letters), [*places, len(text)]


def _before(text: str, around: int) -> str:
    if len(text) <= around:
        return text
    kept = text[len(text) - around :]
    _, blank, whole = kept.partition(" ")  # no word is cut in two, unless it is that long
    return f"{CUT}{whole if blank and whole.strip() else kept}"


def _after(text: str, around: int) -> str:
    if len(text) <= around:
        return text
    kept = text[:around]
    whole, blank, _ = kept.rpartition(" ")
    return f"{whole if blank and whole.strip() else kept}{CUT}"
