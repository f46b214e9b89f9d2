"""What group would serve you: asked of whoever is the only one in their role, open to everybody."""

from collections.abc import Callable
from typing import Any

from plgwork.analysis.groupings.traits import alone
from plgwork.models.groupings import MOST_SAID, RosterDraft
from plgwork.models.people import Group, PlgKind
from plgwork.pages.groupings.desk import in_years
from plgwork.pages.guard import guarded
from plgwork.pages.school.answers import Message, Problems, answering
from plgwork.pages.wording import in_words
from plgwork.widgets import Form, Panels, Section
from plgwork.workbook import Workbook

Address = Callable[[str, str], str]
TITLE = "What group would serve you?"
READ_BY = (
    "The leaders and the steward of your school read what you write, when they think about who "
    "meets with whom. Nobody else can open it here, and you can take it back."
)
ALONE = "Nobody else in your PLG has a job like yours."
TAKE_BACK = "Take it back"


class Asked:
    """A text of one's own, and what was published."""

    def __init__(self, workbook: Workbook, say: Callable[[str], None]) -> None:
        self._workbook = workbook
        self._wishes = workbook.store.wishes
        self._say = say
        self.form = Form(title=TITLE)
        self.published = Panels()
        self.section = Section("wish", self.form, self.published)
        self._kept = ""
        self.form.listen("submit", answering(self.form, self._save))
        self.form.listen("other", guarded(say)(lambda _message: self._take_back()))
        self.reread()

    def reread(self) -> None:
        """Show what was said and what was published."""
        said = self._wishes.mine()
        kept = said.text if said else ""
        if not self.form.fields or kept != self._kept:
            self._kept = kept
            lonely = is_alone(self._workbook.store.people.my_groups(), self._workbook.me.id)
            field = {"name": "wish", "label": "In your words", "kind": "textarea", "wide": True}
            note = "For example: with whom, about what work, and what you do not need."
            self.form.ask(
                [field | {"value": kept, "note": note}],
                lines=[*([ALONE] if lonely else []), READ_BY],
                other=TAKE_BACK if kept else "",
            )
        drafts = self._workbook.store.groupings.published()
        self.published.panels = [self._panel(one) for one in drafts[:1]]

    def _save(self, message: Message) -> Problems:
        values = message.get("values")
        text = str(values.get("wish", "")).strip() if isinstance(values, dict) else ""
        if not text:
            return {"wish": "Write what would serve you, or leave it for another day."}
        if len(text) > MOST_SAID:
            return {"wish": f"At most {MOST_SAID} characters, please; these are {len(text)}."}
        self._wishes.say(text)
        self._say("Saved. Leaders and the steward can read it now.")
        self.reread()
        return {}

    def _take_back(self) -> None:
        self._wishes.take_back()
        self.reread()
        self._say("Taken back: it is deleted for good.")

    def _panel(self, draft: RosterDraft) -> dict[str, Any]:
        at = draft.published_at or draft.made_at
        day = in_words(at.astimezone(self._workbook.zone).date())
        mine = [one for one in draft.outline.groups if self._workbook.me.id in one.people]
        where = [f"You are in {one.name}." for one in mine]
        return {
            "kicker": f"Published on {day}",
            "title": f"PLGs of {in_years(draft.year)}",
            "lines": where or ["You are in none of these groups."],
            "more": {
                "summary": f"All {len(draft.groups)} groups",
                "lines": [f"{one.name}: {len(one.people)}" for one in draft.outline.groups],
            },
        }


def is_alone(groups: list[Group], person_id: str) -> bool:
    """Whether nobody else in somebody's school PLG shares their role."""
    own = [one for one in groups if one.plg.kind is PlgKind.SCHOOL]
    return bool(own) and all(person_id in alone(one.members) for one in own)


def panels(workbook: Workbook, groups: list[Group], address: Address) -> list[dict[str, Any]]:
    """For Home: the question, to whoever is alone in their role and has not said anything yet."""
    if not is_alone(groups, workbook.me.id) or workbook.store.wishes.mine():
        return []
    href = address("groupings", "")
    href += "#what-would-serve-you" if workbook.place.served else ""
    return [
        {
            "kicker": "You are asked",
            "title": TITLE,
            "lines": [ALONE, READ_BY],
            "links": [{"text": "Say what would serve you", "href": href, "quiet": True}],
        }
    ]
