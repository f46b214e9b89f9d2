"""The last step: who reads follow-ups, and the one leader who does, if one is named."""

from typing import Any

from plgwork.pages.agreeing.matters import field
from plgwork.pages.followups import phrases
from plgwork.pages.followups.sitting import Sitting
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.widgets import Form, Panels, Section

NOBODY = "Nobody: only owners and coaches read"
FROM_NOW = (
    "They read what is opened from then on, and nothing that was opened before. Every owner sees "
    "their name here, and before they write."
)


class Naming:
    """Who is named, and for leaders and stewards a way to name another."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.panels = Panels()
        self.form = Form(title="The leader named for follow-ups", submit="Name them")
        self.form.add_class("plg-inside")
        self.section = Section("readers")
        self._shown: dict[str, Any] = {}
        self.form.listen("submit", answering(self.form, self._name))

    @property
    def note(self) -> str:
        """What the step says of itself in a word or two."""
        return phrases.names(self._sitting.around.leader, "no leader named")

    def reread(self) -> None:
        """Show who is named."""
        self.panels.panels = [self._panel()]
        names = self._sitting.names_leaders
        if names:
            self._ask()
        self.section.show(self.panels, *([self.form] if names else []))

    def _panel(self) -> dict[str, Any]:
        around = self._sitting.around
        nobody = "nobody, and that is fine. A leader or the steward can name one here"
        return {
            "wide": True,
            "title": "The note of a follow-up has few readers",
            "lines": [
                "Its owner reads it, the coaches, and the one leader named for follow-ups if they "
                "were named before it was opened. Nobody else does, and never whom it is about.",
            ],
            "facts": [
                ["Coaches", phrases.names(around.coaches, "none here")],
                ["Leader named for follow-ups", phrases.names(around.leader, nobody)],
            ],
        }

    def _ask(self) -> None:
        leaders = self._sitting.workbook.store.circles.leaders()
        now = next(iter(self._sitting.around.leader), "")
        options = [{"id": "", "name": NOBODY}]
        options += [{"id": one, "name": name} for one, name in leaders.items()]
        shown = {"leader": now}
        if shown == self._shown:
            return
        self._shown = shown
        self.form.ask(
            [
                field(
                    "leader",
                    "select",
                    "Who reads with owners and coaches",
                    FROM_NOW,
                    options=options,
                    value=now,
                )
            ]
        )

    def _name(self, message: Message) -> Problems:
        leader = Answers(message, self._shown).text("leader")
        self._sitting.workbook.store.circles.name_leader(leader)
        self._sitting.changed()
        return {}
