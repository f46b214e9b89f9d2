"""Norms and expectations, as fields to fill in and as words to read."""

from collections.abc import Sequence
from dataclasses import dataclass

from plgwork.analysis.lines import distinct, named
from plgwork.content import Library
from plgwork.models.agreements import (
    LEAST_NORMS,
    MOST_EXPECTATIONS,
    MOST_LINE,
    MOST_NORMS,
    Expectations,
    Kind,
    Line,
    Matter,
    Norms,
)
from plgwork.models.content import Starters, Term
from plgwork.models.followups import ASKED, Sign
from plgwork.pages.agreeing.matters import Field, Given, Matters, Parts, field, lines, options
from plgwork.pages.school.answers import Problems

Lined = Norms | Expectations
TAKE, ASKS, SIGNS = "take-", "asks", "occasions"
ADOPTED = (Sign.ATTENDANCE, *ASKED)
TELLS = (
    "Where the record of your meetings shows it, whoever facilitates is asked to talk with you. A "
    "coach, and the leader named for follow-ups, hear of your PLG and never of one of you. Nobody "
    "is scored. What you leave out is simply talked about."
)


def matters(content: Library) -> Matters:
    """Both kinds, each with what a group can begin from."""
    norms = Lines(
        Norms,
        "Our norms",
        "How we work together",
        "One on each line, from 3 to 10. A visitor could see or hear you keep it.",
        (LEAST_NORMS, MOST_NORMS),
        tuple(content.starters(Kind.NORMS)),
    )
    expectations = Lines(
        Expectations,
        "What we expect of one another",
        "What each of us can count on",
        "One on each line, 6 at most: about being there, and about taking part.",
        (1, MOST_EXPECTATIONS),
        tuple(content.starters(Kind.EXPECTATIONS)),
        tuple(one for one in content.vocabulary(SIGNS).terms if one.id in ADOPTED),
    )
    return Matters({Kind.NORMS: norms, Kind.EXPECTATIONS: expectations})


@dataclass(frozen=True)
class Lines:
    """What is said in a few lines; ``between`` how many there may be.

    ``signs`` are those by which a group may want to be asked about them.
    """

    of: type[Norms] | type[Expectations]
    label: str
    heading: str
    note: str
    between: tuple[int, int]
    starters: tuple[Starters, ...]
    signs: tuple[Term, ...] = ()

    def fields(self, start: Matter | None) -> list[Field]:
        """A text with a line for each, and below it what one can take over."""
        said = list(start.lines) if isinstance(start, self.of) else []
        text = "\n".join(one.text for one in said)
        return [
            field("lines", "textarea", self.label, self.note, value=text),
            *self._offered({one.id for one in said}),
            *self._signs(start),
        ]

    def _signs(self, start: Matter | None) -> list[Field]:
        """What the record can show of them, to tick."""
        if not self.signs:
            return []
        asks = list(start.asks) if isinstance(start, Expectations) else []
        label = "What may ask for a conversation"
        return [field(ASKS, "checks", label, TELLS, options=options(self.signs), value=asks)]

    def _offered(self, said: set[str]) -> list[Field]:
        """What is not there yet, to tick."""
        rest = {one: [line for line in one.lines if line.id not in said] for one in self.starters}
        return [
            field(
                f"{TAKE}{one.id}",
                "checks",
                f"Or take over: {one.title.lower()}",
                options=[{"id": line.id, "name": line.text} for line in left],
                value=[],
            )
            for one, left in rest.items()
            if left
        ]

    def read(self, given: Given, before: Sequence[Matter]) -> tuple[Matter | None, Problems]:
        """The lines and what was ticked, each under the id that its words have."""
        texts = distinct([*lines(given, "lines"), *self._taken(given)])
        if problem := self._problem(texts):
            return None, {"lines": problem}
        known = [line for one in before if isinstance(one, self.of) for line in one.lines]
        starters = (Line(id=line.id, text=line.text) for one in self.starters for line in one.lines)
        return self._of(named(texts, [*known, *starters]), given.get(ASKS)), {}

    def _of(self, said: tuple[Line, ...], asks: object) -> Matter:
        """These lines, and the signs among those that were ticked."""
        if self.of is Norms:
            return Norms(lines=said)
        ticked = asks if isinstance(asks, list | tuple) else ()
        known = tuple(one.id for one in self.signs if one.id in ticked)
        return Expectations(lines=said, asks=known)

    def _taken(self, given: Given) -> list[str]:
        ticked = {
            one: chosen
            for one in self.starters
            if isinstance(chosen := given.get(f"{TAKE}{one.id}"), list)
        }
        return [
            line.text for one, chosen in ticked.items() for line in one.lines if line.id in chosen
        ]

    def _problem(self, texts: Sequence[str]) -> str:
        least, most = self.between
        if len(texts) < least:
            return f"At least {least} of them; these are {len(texts)}." if texts else "Write some."
        if len(texts) > most:
            return f"At most {most}, so that all of you can name them; these are {len(texts)}."
        long = next((one for one in texts if len(one) > MOST_LINE), "")
        what = f"“{long[:30]}…” has {len(long)}."
        return f"At most {MOST_LINE} letters on a line: {what}" if long else ""

    def parts(self, matter: Lined) -> Parts:
        """All of them under one heading, and what may ask for a conversation under another."""
        asks = matter.asks if isinstance(matter, Expectations) else ()
        names = [one.name for one in self.signs if one.id in asks]
        said = [(self.heading, "\n".join(one.text for one in matter.lines))]
        return [*said, *([("What may ask for a conversation", "\n".join(names))] if names else [])]

    def together(self, one: Lined, other: Lined) -> Matter:
        """What either says, in turn, as many as there may be."""
        pairs = [*one.lines, *other.lines]
        texts = distinct(line.text for line in pairs)[: self.between[1]]
        asks = [sign for each in (one, other) for sign in getattr(each, "asks", ())]
        return self._of(named(texts, pairs), asks)
