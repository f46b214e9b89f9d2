"""The second step: five questions that lead to a short list, and to what to keep away from."""

from typing import Any

from plgwork.analysis.chooser import choose
from plgwork.models.content import Vocabulary
from plgwork.models.protocols import Advice, Case, Choice, Trust, Warned
from plgwork.pages.protocols import phrases
from plgwork.pages.protocols.asked import Asked
from plgwork.pages.protocols.shelf import Row, Shelf
from plgwork.widgets import Catalogue, Fields, Section

QUESTIONS = {
    "brings": "What do you bring?",
    "wants": "What do you want to do?",
    "people": "How many are you?",
    "minutes": "How many minutes?",
    "trust": "How well do you know each other?",
}
ANSWERS = {
    Trust.NEW: "We are new to each other",
    Trust.SOME: "We have worked together",
    Trust.MUCH: "We know each other well",
}
NONE = (
    "Nothing here does just this, with so many people, in this time, in a group that knows each "
    "other so. Change one answer, or see what else fits your meeting."
)
CHOICES = ("Worth a try", "The one that suits best comes first.")
WARNED = ("Keep away from these, this time", "They look right, and are not for this meeting.")


class Choose:
    """Five fields, and what follows from them; none of it is kept."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.fields = Fields(label="Five questions", fields=self._fields())
        self.catalogue = Catalogue()
        self.section = Section("help_me_choose", self.fields, self.catalogue)

    def reread(self, asked: Asked) -> None:
        """Show what suits the answers, as soon as there are all five."""
        advice = self._advice(asked)
        self.catalogue.groups = self._groups(advice, asked) if advice else []
        nothing = advice is not None and not advice.choices
        self.catalogue.empty = self._empty(asked) if nothing else {}
        self.fields.show(
            {name: self._answer(name, asked) for name in QUESTIONS},
            notes=self._notes(asked),
            problems=asked.problems,
            status=_status(advice) if advice else self._left(asked),
        )

    def _fields(self) -> list[dict[str, Any]]:
        selects = {name: self._options(name) for name in ("brings", "wants", "trust")}
        return [
            {"name": name, "label": label, "kind": "select", "options": selects[name]}
            if name in selects
            else {"name": name, "label": label, "kind": "number"}
            for name, label in QUESTIONS.items()
        ]

    def _options(self, name: str) -> list[dict[str, str]]:
        known = self._known(name)
        return [{"id": "", "name": "Choose…"}, *({"id": i, "name": n} for i, n in known.items())]

    def _known(self, name: str) -> dict[str, str]:
        if name == "trust":
            return {trust.value: words for trust, words in ANSWERS.items()}
        return {term.id: term.name for term in self._vocabulary(name).terms}

    def _vocabulary(self, name: str) -> Vocabulary:
        return self._shelf.brings if name == "brings" else self._shelf.kinds

    def _answer(self, name: str, asked: Asked) -> str:
        """What is answered; a word that nobody could have chosen is none."""
        if name in ("people", "minutes"):
            return asked[name]
        return asked[name] if asked[name] in self._known(name) else ""

    def _notes(self, asked: Asked) -> dict[str, str]:
        """What the chosen words mean."""
        return {
            name: next(
                (term.meaning for term in self._vocabulary(name).terms if term.id == asked[name]),
                "",
            )
            for name in ("brings", "wants")
        }

    def _case(self, asked: Asked) -> Case | None:
        people, minutes = asked.number("people"), asked.number("minutes")
        brings, wants, trust = (self._answer(one, asked) for one in ("brings", "wants", "trust"))
        if not (people and minutes and brings and wants and trust):
            return None
        return Case(brings=brings, wants=wants, people=people, minutes=minutes, trust=Trust(trust))

    def _advice(self, asked: Asked) -> Advice | None:
        shelf, case = self._shelf, self._case(asked)
        return choose(shelf.protocols.values(), case, shelf.kinds, shelf.brings) if case else None

    def _left(self, asked: Asked) -> str:
        wrong = asked.problems
        left = [one for one in QUESTIONS if not self._answer(one, asked) or one in wrong]
        if len(left) == len(QUESTIONS):
            return "The list appears when all five are answered."
        many = f"{phrases.in_letters(len(left))} answers are" if len(left) > 1 else "one answer is"
        return f"{many.capitalize()} still to come."

    def _groups(self, advice: Advice, asked: Asked) -> list[dict[str, Any]]:
        chosen = [self._choice(one, asked) for one in advice.choices]
        warned = [self._warned(one, asked) for one in advice.warned]
        groups = [(*CHOICES, True, chosen), (*WARNED, False, warned)]
        return [
            {"title": title, "text": text, "ranked": ranked, "rows": rows}
            for title, text, ranked, rows in groups
            if rows
        ]

    def _choice(self, choice: Choice, asked: Asked) -> Row:
        return self._shelf.link(choice.plan.protocol, asked) | {
            "text": choice.reason,
            "facts": [phrases.meeting(choice.plan)],
            "notes": [["Rather not when:", choice.caution]],
        }

    def _warned(self, warned: Warned, asked: Asked) -> Row:
        return self._shelf.link(warned.protocol, asked) | {"text": warned.reason}

    def _empty(self, asked: Asked) -> dict[str, Any]:
        people, minutes = asked.number("people"), asked.number("minutes")
        fitting = f"See all that fit {people} people and {minutes} minutes"
        ways = [{"text": fitting, "href": "#browse"}, {"name": "answers", "text": "Answer anew"}]
        too_much = self._shelf.too_much(asked)
        return {"text": too_much or NONE, "ways": ways[1:] if too_much else ways}


def _status(advice: Advice) -> str:
    many = len(advice.choices)
    if not many:
        return "No protocol suits this meeting."
    said = f"{phrases.in_letters(many).capitalize()} protocol{'' if many == 1 else 's'} to try"
    warned = len(advice.warned)
    return f"{said}, {phrases.in_letters(warned)} to keep away from." if warned else f"{said}."
