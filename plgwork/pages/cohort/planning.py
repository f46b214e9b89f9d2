"""Next month's plan: the coach writes it, all read it."""

from typing import Any

from plgwork.models.cohorts import MOST_PLAN, Jotted
from plgwork.pages.cohort.noting import Noted
from plgwork.pages.cohort.sitting import Sitting
from plgwork.widgets import Card, Panels, Section


class Planning:
    """Next month's plan: the coach writes it, all read it; and what was planned for this one."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.panels, self.place = Panels(), Section("next")
        self._noted: Noted | None = None
        self._of = ""
        self.section = Section("plan", self.place, self.panels)

    def reread(self) -> None:
        """Show both plans; what the coach is writing stays."""
        sitting = self._sitting
        if not sitting.group:
            return
        following = sitting.store.plans.of(sitting.plg_id, sitting.next)
        now = sitting.store.plans.of(sitting.plg_id, sitting.month)
        kept = following.kept if following else None
        panels = [] if sitting.coach else [_panel(f"Planned for {sitting.next.name}", kept)]
        if sitting.coach:
            self._take_up(kept)
        title = f"What you planned for {sitting.month.name}"
        self.panels.panels = [*panels, *([_panel(title, now.kept)] if now else [])]

    def _take_up(self, kept: Jotted | None) -> None:
        if self._noted is not None and self._of == self._sitting.plg_id:
            self._noted.reread(kept)
            return
        self._of = self._sitting.plg_id
        self._noted = self._card()
        self._noted.show(kept)
        self.place.show(self._noted.card)

    def _card(self) -> Noted:
        sitting, plg_id, month = self._sitting, self._sitting.plg_id, self._sitting.next
        card = Card(
            key=f"{sitting.workbook.me.id} plan-{plg_id} {month.id}",
            title=f"What the cohort plans for {month.name}",
            why="A few lines: what you try, who visits whom, what to bring next time.",
            sharing=f"{sitting.readers} read it as soon as it is saved.",
            most=MOST_PLAN,
        )

        def write(words: str, upon: str) -> Jotted:
            return sitting.store.plans.write(plg_id, month, words, upon)

        return Noted(sitting.workbook, card, write)


def _panel(title: str, kept: Jotted | None) -> dict[str, Any]:
    lines = kept.text.splitlines() if kept else []
    return {"title": title, "lines": lines or ["Nothing yet. The coach writes it here."]}
