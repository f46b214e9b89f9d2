"""The dialog in which a follow-up begins: from what was seen, or by hand."""

from collections.abc import Callable
from datetime import date
from typing import Any

from plgwork.models.followups import MOST_ABOUT, Occasion, Opening, Settled
from plgwork.pages.agreeing.matters import field
from plgwork.pages.followups import phrases
from plgwork.pages.followups.sitting import SOON, Sitting
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.widgets import Form

NOBODY = {"id": "", "name": "Nobody in particular"}


class Begins:
    """The dialog of one step; ``begun`` is called once one is open.

    What it came of is looked after with it.
    """

    def __init__(self, sitting: Sitting, begun: Callable[[], None]) -> None:
        self._sitting, self._begun = sitting, begun
        self._occasion: Occasion | None = None
        self._shown: dict[str, Any] = {}
        self.form = Form(dialog=True, submit="Open it")
        self.form.listen("submit", answering(self.form, self._begin))

    def ask(self, occasion: Occasion | None = None) -> None:
        """Show the fields, with what was seen in them."""
        sitting, self._occasion = self._sitting, occasion
        fields = [*self._whose(occasion), *self._words(occasion)]
        self._shown = {one["name"]: one["value"] for one in fields}
        asked = [f"You might ask first: {sitting.question(occasion)}"] if occasion else []
        whom = [phrases.WHOM] if sitting.talks else []
        lines = [*asked, f"You own it and note what you hear. {sitting.readers}", *whom]
        self.form.ask(fields, title="Open a follow-up", lines=lines)

    def _whose(self, occasion: Occasion | None) -> list[dict[str, Any]]:
        if occasion:
            return []
        known = self._sitting.histories.values()
        plgs = [{"id": one.plg_id, "name": one.plg} for one in known]
        first = plgs[0]["id"] if plgs else ""
        return [field("plg", "select", "Which PLG", options=plgs, value=first)]

    def _words(self, occasion: Occasion | None) -> list[dict[str, Any]]:
        seen = self._sitting.sentence(occasion) if occasion else ""
        note = "One sentence, in words you would say to them."
        about = field("about", "textarea", "What it is about", note, value=seen)
        day = (self._sitting.workbook.today + SOON).isoformat()
        due = field("due", "date", "By when you talk", wide=False, value=day)
        return [about, *self._with(occasion), due]

    def _with(self, occasion: Occasion | None) -> list[dict[str, Any]]:
        known = self._sitting.people()
        if occasion and occasion.matter.person_id:
            known = {one: known[one] for one in known if one == occasion.matter.person_id}
        if not known:
            return []
        options = [{"id": one, "name": name} for one, name in known.items()]
        chosen = occasion.matter.person_id if occasion else ""
        several = [] if chosen else [NOBODY]
        label = "With whom"
        return [field("person", "select", label, options=[*several, *options], value=chosen)]

    def _begin(self, message: Message) -> Problems:
        given, occasion = Answers(message, self._shown), self._occasion
        about, due = given.text("about"), day(given.text("due"))
        if problems := _problems(about, due, self._sitting.workbook.today):
            return problems
        opening = Opening(
            plg_id=occasion.matter.plg_id if occasion else given.text("plg"),
            person_id=given.text("person"),
            about=about,
            due=due or self._sitting.workbook.today,
            settles=Settled(matter=occasion.matter, through=occasion.through) if occasion else None,
        )
        self._sitting.opened = self._sitting.workbook.store.followups.open(opening).id
        self._begun()
        self._sitting.changed()
        return {}


def day(text: str) -> date | None:
    """A day as a browser writes it; None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _problems(about: str, due: date | None, today: date) -> Problems:
    return words_problems(about) | ({} if due and due >= today else {"due": TO_COME})


TO_COME = "Choose a day from today on."


def words_problems(about: str) -> Problems:
    """What is wrong with the sentence."""
    if not about:
        return {"about": "Write in a sentence what it is about."}
    many = len(about)
    return (
        {"about": f"At most {MOST_ABOUT} letters; these are {many}."} if many > MOST_ABOUT else {}
    )
