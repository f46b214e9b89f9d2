"""What the groupings of a survey are called on screen, and what a choice of them is."""

from collections.abc import Mapping, Sequence

from plgwork.models.figures import Choice


def spoken(by: Sequence[str], headings: Mapping[str, str]) -> str:
    """A breakdown in words, as its columns are headed: ``Which school × What role``."""
    named = (headings.get(one) or one.replace("-", " ").capitalize() for one in by)
    return " × ".join(name.rstrip("?:. ") for name in named)


def chosen(choice: Choice, headings: Mapping[str, str]) -> str:
    """What a choice lets out, in a sentence."""
    bys = [*((one,) for one in choice.breakdowns), *choice.crossings]
    names = "; ".join(spoken(one, headings) for one in bys)
    told = f"Everybody, and by: {names}." if names else "Figures about everybody alone."
    return f"{told} Open answers: {_questions(len(choice.open))}." if choice.open else told


def _questions(many: int) -> str:
    return "to one question" if many == 1 else f"to {many} questions"
