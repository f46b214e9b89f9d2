"""When a school adopts: for its leaders and stewards to set, for everybody to read."""

from typing import Any

from plgwork.models.agreements import Rule
from plgwork.models.people import Role
from plgwork.pages.agreeing.sitting import SCHOOL, Sitting
from plgwork.pages.guard import guarded
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.widgets import Form, Links

CHANGE = "When your school adopts"
LIMITS = {"quorum": (1, 100), "least": (1, 5), "mean": (0, 5)}
WRONG = {
    "quorum": "Write how many of 100, from 1 to 100.",
    "least": "Write the lowest hand, from 1 to 5. A 0 always blocks.",
    "mean": "Write a mean from 0 to 5.",
}


class Ruling:
    """A button and a dialog, where one looks at the school and may set it."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.links, self.form = Links(), Form(dialog=True)
        self.links.listen("ask", guarded(sitting.say)(lambda _message: self._ask()))
        self.form.listen("submit", answering(self.form, self._set))

    @property
    def parts(self) -> list[Any]:
        """What stands on the page; nothing for most."""
        return [self.links, self.form]

    def reread(self) -> None:
        """Offer to set it, to whoever may, beside what the school agreed."""
        leads = {Role.LEADER, Role.STEWARD} & set(self._sitting.workbook.me.roles)
        here = leads and self._sitting.choice.id == SCHOOL
        self.links.items = [{"text": CHANGE, "quiet": True}] if here else []

    def _ask(self) -> None:
        rule = self._sitting.rule
        labels = {
            "quorum": ("How many of 100 have to answer", f"{rule.quorum}"),
            "least": ("The lowest hand with which it is adopted", f"{rule.least}"),
            "mean": ("The lowest mean", f"{rule.mean:g}"),
        }
        self.form.ask(
            [
                {"name": name, "kind": "number", "label": label, "value": value, "wide": True}
                for name, (label, value) in labels.items()
            ],
            title=CHANGE,
            submit="Save",
            lines=[
                "It holds from now on, for your school and every PLG of it, also for what is "
                "open. Everybody reads it before they show a hand."
            ],
        )

    def _set(self, message: Message) -> Problems:
        answers = Answers(message, {})
        values = {name: _within(answers.text(name), *limits) for name, limits in LIMITS.items()}
        whole = {name: values[name] for name in ("quorum", "least")}
        problems = {name: WRONG[name] for name, value in values.items() if value is None}
        problems |= {
            name: WRONG[name] for name, value in whole.items() if value is None or value % 1
        }
        if not problems:
            self._sitting.workbook.store.agreements.set_rule(Rule.model_validate(values))
            self._sitting.changed()
        return problems


def _within(text: str, low: float, high: float) -> float | None:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if low <= number <= high else None
