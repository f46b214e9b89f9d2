"""Two dialogs on a follow-up: its words and its day, and who owns it."""

from typing import Any

from plgwork.models.followups import FollowUp, Opening
from plgwork.pages.agreeing.matters import field
from plgwork.pages.followups.opening import TO_COME, day, words_problems
from plgwork.pages.followups.sitting import Sitting
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.widgets import Form

LEAVES = (
    "Whoever takes it over reads all that is noted in it. You go on seeing that it is there. Its "
    "note you read no longer, unless you are a coach or the leader named for follow-ups."
)


class Changes:
    """What its owner changes of it, and to whom it is handed."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._one: FollowUp | None = None
        self._shown: dict[str, Any] = {}
        self.words = Form(dialog=True, submit="Keep it so")
        self.owner = Form(dialog=True, submit="Hand it over")
        self.words.listen("submit", answering(self.words, self._reword))
        self.owner.listen("submit", answering(self.owner, self._hand_over))

    def ask_words(self, one: FollowUp) -> None:
        """Ask for its sentence and its day."""
        fields = [
            field("about", "textarea", "What it is about", value=one.about),
            field("due", "date", "By when you talk", wide=False, value=one.due.isoformat()),
        ]
        self._begin(one, fields)
        self.words.ask(fields, title="Its words and its day")

    def ask_owner(self, one: FollowUp) -> None:
        """Ask who owns it from now on."""
        known = self._sitting.workbook.store.circles.of(one.plg_id).everybody
        others = {
            each: name for each, name in known.items() if each not in (one.owner_id, one.person_id)
        }
        options = [{"id": each, "name": name} for each, name in others.items()]
        first = next(iter(others), "")
        fields = [field("owner", "select", "To whom", options=options, value=first)]
        self._begin(one, fields)
        nobody = "Nobody else looks after this PLG just now."
        lines = [LEAVES] if others else [nobody]
        self.owner.ask(fields if others else [], title="Hand it over", lines=lines)

    def _begin(self, one: FollowUp, fields: list[dict[str, Any]]) -> None:
        self._one = one
        self._shown = {each["name"]: each["value"] for each in fields}

    def _reword(self, message: Message) -> Problems:
        given, one = Answers(message, self._shown), self._one
        about, due = given.text("about"), day(given.text("due"))
        problems = words_problems(about)
        if due is None or due < self._sitting.workbook.today:
            problems |= {"due": TO_COME}
        if problems or one is None or due is None:
            return problems
        changed = Opening(plg_id=one.plg_id, about=about, due=due)
        self._sitting.workbook.store.followups.change(one.id, changed)
        self._sitting.changed()
        return {}

    def _hand_over(self, message: Message) -> Problems:
        owner = Answers(message, self._shown).text("owner")
        if self._one and owner:
            self._sitting.workbook.store.followups.hand_over(self._one.id, owner)
            self._sitting.changed()
        return {}
