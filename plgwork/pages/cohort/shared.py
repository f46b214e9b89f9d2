"""What people chose to share this month, by area, and what they meant to do last month."""

from collections.abc import Sequence
from typing import Any

from plgwork.models.content import Area
from plgwork.models.reflections import SharedCopy
from plgwork.pages.cohort.sitting import Sitting
from plgwork.widgets import Panels, Section


class Shared:
    """Copies alone: what was not shared with this cohort never comes here."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.panels = Panels()
        self.section = Section("shared", self.panels)

    def reread(self) -> None:
        """Show what is shared now."""
        sitting = self._sitting
        if not sitting.group:
            self.panels.panels = []
            return
        read = sitting.store.reflections.shared_in
        now, before = read(sitting.plg_id, sitting.month), read(sitting.plg_id, sitting.last)
        areas = [one for area in Area if (one := self._area(area, now))]
        self.panels.panels = [*(areas or [self._nothing()]), self._meant(before, now)]

    def _area(self, area: Area, copies: Sequence[SharedCopy]) -> dict[str, Any] | None:
        found = [one for one in copies if one.area is area]
        name = self._sitting.workbook.content.vocabulary("areas").name(area.value)
        items = [{"title": one.asked, "text": one.text, "note": self._by(one)} for one in found]
        kicker = f"Shared of {self._sitting.month.name}"
        return {"kicker": kicker, "title": name, "items": items} if found else None

    def _nothing(self) -> dict[str, Any]:
        month = self._sitting.month.name
        lines = [
            f"Nobody has shared anything of {month} with {self._sitting.name} yet. In the step "
            "Share of your reflection you choose what the others read; the rest stays yours."
        ]
        workbook = self._sitting.workbook
        served = workbook.place.served
        href = f"{workbook.place.base_url}reflection" if served else "reflection.ipynb"
        links = [{"text": "My reflection", "href": href, "quiet": True}]
        return {"title": f"Nothing of {month} yet", "lines": lines, "links": links}

    def _meant(self, before: Sequence[SharedCopy], now: Sequence[SharedCopy]) -> dict[str, Any]:
        """What was planned and shared last month, with what came of it where that is shared."""
        planned = [one for one in before if _is_plan(one)]
        told = {(one.author_id, one.asked): one.text for one in now if one.area is None}
        items = []
        for one in planned:
            came = told.get((one.author_id, one.text))
            note = f"{self._by(one)}. What came of it: {came}" if came else self._by(one)
            items.append({"text": one.text, "note": note})
        last = self._sitting.last.name
        none = f"Nobody shared with {self._sitting.name} what they planned in {last}."
        title = f"What you meant to do after {last}"
        return {"title": title, "lines": [] if items else [none], "items": items, "wide": True}

    def _by(self, one: SharedCopy) -> str:
        return "You" if one.author_id == self._sitting.workbook.me.id else one.author


def _is_plan(one: SharedCopy) -> bool:
    # A plan answers no question; what came of one bears the plan's own words.
    return one.area is None and not one.asked
