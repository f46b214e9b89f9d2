"""Records of the school's PLGs, found by their words."""

from typing import Any

from plgwork.models.agreements import Party
from plgwork.models.meetings import Listed
from plgwork.pages.guard import guarded
from plgwork.pages.meetings.sitting import Sitting
from plgwork.pages.wording import in_words
from plgwork.widgets import Fields, Panels, Section

MOST = 30


class Finding:
    """Words to look for, in all PLGs or one."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.fields = Fields(label="Find a record")
        self.results = Panels()
        self.section = Section("find", self.fields, self.results)
        self.fields.listen("answer", guarded(sitting.say)(self._answer))
        self._values = {"words": "", "plg": ""}

    def reread(self) -> None:
        """Offer the groups whose records one may read."""
        groups = self._sitting.workbook.store.people.groups()
        options = [
            {"id": "", "name": "Every PLG and the school"},
            *({"id": one.plg.id, "name": one.plg.name} for one in groups),
        ]
        fields = [
            {"name": "words", "label": "Words", "kind": "search", "wide": True},
            {"name": "plg", "label": "Whose meetings", "kind": "select", "options": options},
        ]
        if self.fields.fields != fields:
            self.fields.fields = fields
            self.fields.values = self._values
        self._look()

    def _answer(self, message: dict[str, Any]) -> None:
        self._values = {name: str(text) for name, text in dict(message["values"]).items()}
        self.fields.heard = int(message.get("ticket", 0))
        self._look()

    def _look(self) -> None:
        words, plg = self._values.get("words", ""), self._values.get("plg", "")
        of = Party(plg_id=plg) if plg else None
        found = self._sitting.workbook.store.meetings.find(words, of, MOST)
        many = f"{len(found)} meetings" if len(found) != 1 else "1 meeting"
        self.fields.show(self._values, status=many if found else "Nothing was found.")
        self.results.panels = [
            {"title": "Records", "items": [self._item(one) for one in found]} if found else
            {"title": "No record yet", "lines": ["What is planned and recorded is found here."]}
        ]  # fmt: skip

    def _item(self, one: Listed) -> dict[str, str]:
        who = f"facilitated by {one.facilitator}" if one.facilitator else ""
        stands = "" if one.course else "not recorded"
        return {
            "title": f"{one.name}, {in_words(one.day)} {one.day.year}",
            "note": ", ".join(filter(None, (who, stands))),
            "href": self._sitting.page.address("meetings", f"id={one.id}", "record"),
        }
