"""Small exercises and answers, as tests of practice need them: ropes, knots, boats, a ferry."""

from datetime import UTC, datetime
from typing import Any

from plgwork.models.content import Term
from plgwork.models.learning import Answered, Given, Grade
from plgwork.models.practice import (
    Advice,
    Ask,
    Beat,
    Choosing,
    Effect,
    Ending,
    Exercise,
    Move,
    Option,
    Rewording,
    Scene,
    Situation,
    Sorting,
    Statement,
    Verdict,
)
from plgwork.models.protocols import Trust

NOON = datetime(2026, 10, 20, 17, tzinfo=UTC)
KIND, USE = ("hemp", "silk", "wool"), ("holding", "show")


def ask(slug: str, *labels: str) -> Ask:
    """A question with these labels to choose from."""
    terms = tuple(Term(id=one, name=one.title(), meaning=f"It is {one}.") for one in labels)
    return Ask(id=slug, question=f"Which {slug}?", labels=terms)


def statement(number: int = 1, also: str = "", **keys: str) -> Statement:
    """Something to sort; ``also`` is what other guides call its kind."""
    return Statement(
        id=f"item-{number}",
        text=f"Rope {number} holds.",
        keys=keys or {"kind": "hemp"},
        reason="Hemp holds.",
        disputed=bool(also),
        also={"kind": also} if also else {},
    )


def ropes(slug: str = "ropes", items: int = 3, skill: str = "questions", *more: Ask) -> Sorting:
    """So many statements, all of hemp."""
    return Sorting(
        id=slug,
        title=slug.title(),
        skill=skill,
        about="You tell ropes apart.",
        asks=(ask("kind", *KIND), *more),
        items=tuple(statement(n + 1) for n in range(items)),
    )


def knots(slug: str = "knots", items: int = 3, skill: str = "probing") -> Rewording:
    """So many pieces of advice."""
    advice = [
        Advice(
            id=f"item-{n + 1}",
            setting="A tangle.",
            text="Pull.",
            samples=("Where does it begin?", "What holds it?"),
            reason="Pulling settles it.",
        )
        for n in range(items)
    ]
    lines = ("It opens.", "It is one.", "It is short.")
    words = {"title": slug.title(), "about": "You ask.", "checklist": lines}
    return Rewording(id=slug, skill=skill, items=tuple(advice), **words)


def situation(number: int = 1) -> Situation:
    """A case with one good protocol, one that may do, and one that does not."""
    options = tuple(
        Option(protocol=protocol, verdict=verdict, reason=f"It is {verdict}.")
        for protocol, verdict in (
            ("charrette", Verdict.POOR),
            ("consultancy", Verdict.GOOD),
            ("tuning-protocol", Verdict.FINE),
        )
    )
    return Situation(
        id=f"item-{number}",
        text="The boat leaks.",
        people=8,
        minutes=60,
        trust=Trust.SOME,
        options=options,
        reason="Ask first.",
    )


def boats(slug: str = "boats", items: int = 3, skill: str = "choosing") -> Choosing:
    """So many cases."""
    cases = tuple(situation(n + 1) for n in range(items))
    return Choosing(id=slug, title=slug.title(), skill=skill, about="You choose.", items=cases)


def move(slug: str, *effects: Effect, leads: str = "aboard") -> Move:
    """A move that does this for timing, tone and fidelity; one effect stands for all three."""
    timing, tone, fidelity = effects if len(effects) == 3 else effects * 3
    words: dict[str, Any] = {"does": "Go.", "then": "One goes.", "why": "It is time."}
    return Move(id=slug, timing=timing, tone=tone, fidelity=fidelity, leads=leads, **words)


def ferry(slug: str = "ferry", skill: str = "moves") -> Scene:
    """A scene of one moment."""
    moves = (move("wait", Effect.HELPS), move("run", Effect.HURTS, leads="ashore"))
    ends = tuple(Ending(id=one, title=one.title(), told="So.") for one in ("aboard", "ashore"))
    return Scene(
        id=slug,
        title=slug.title(),
        skill=skill,
        about="You wait.",
        setting="A pier.",
        beats=(Beat(id="bell", told="It rings.", moves=moves),),
        endings=ends,
    )


def answered(
    exercise: Exercise, number: int = 1, grade: Grade = Grade.MET, *given: Given
) -> Answered:
    """An answer to an item of an exercise, as it is kept."""
    return Answered(
        id=f"answer-{number}",
        exercise_id=exercise.id,
        item_id=f"item-{number}",
        skill=exercise.skill,
        grade=grade,
        given=given,
        answered_at=NOON,
    )
