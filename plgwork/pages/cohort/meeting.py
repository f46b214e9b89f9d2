"""The meeting: its agenda with start times, and what the cohort plans."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from plgwork.analysis.agendas import starts
from plgwork.analysis.patterns import next_day
from plgwork.models.cohorts import MOST_PLAN, CohortAgenda, Jotted
from plgwork.pages.cohort.noting import Noted
from plgwork.pages.cohort.sitting import Sitting
from plgwork.pages.guard import guarded
from plgwork.pages.wording import at_time, in_words
from plgwork.widgets import Card, Fields, Panels, Section

MOST_MINUTES = 60  # where a cohort has no time yet


class Meeting:
    """An agenda that fits the time the cohort has, or another one."""

    def __init__(self, sitting: Sitting, asked: str) -> None:
        self._sitting = sitting
        self._agendas = sitting.workbook.content.cohort_agendas
        self._asked = asked
        self.fields, self.panels = self._which(), Panels()
        self.section = Section("meeting", self.fields, self.panels)

    def reread(self) -> None:
        """Show the agenda with its start times."""
        agenda = self._chosen()
        self.fields.show({"agenda": agenda.id}, notes={"agenda": agenda.serves})
        self.panels.panels = [self._panel(agenda)] if self._sitting.group else []

    def _which(self) -> Fields:
        options = [{"id": one.id, "name": one.name} for one in self._agendas.values()]
        field = {"name": "agenda", "label": "Agenda", "kind": "select", "wide": True}
        fields = Fields(label="Which agenda", fields=[{**field, "options": options}])

        @guarded(self._sitting.say)
        def answer(message: dict[str, Any]) -> None:
            values, ticket = message.get("values"), message.get("ticket")
            with fields.hold_sync():
                fields.heard = ticket if isinstance(ticket, int) else 0
                self._asked = str(values.get("agenda", "")) if isinstance(values, dict) else ""
                self.reread()

        fields.listen("answer", answer)
        return fields

    def _chosen(self) -> CohortAgenda:
        group = self._sitting.group
        meets = group.plg.meets if group else None
        fits = _fitting(list(self._agendas.values()), meets.minutes if meets else MOST_MINUTES)
        return self._agendas.get(self._asked, fits)

    def _panel(self, agenda: CohortAgenda) -> dict[str, Any]:
        group = self._sitting.group
        meets = group.plg.meets if group else None
        today = self._sitting.workbook.now()
        begins = datetime.combine(today, meets.starts if meets else time(), today.tzinfo)
        begun = zip(starts(agenda.blocks, begins), agenda.blocks, strict=True)
        items = [
            {
                "title": f"{_at(at, meets is not None)} {block.name}",
                "text": block.happens,
                "note": f"{block.minutes} minutes",
            }
            | ({"href": f"#{block.leads}"} if block.leads else {})
            for at, block in begun
        ]
        facts = [["Together", f"{agenda.minutes} minutes"], *self._when()]
        return {"wide": True, "title": agenda.name, "facts": facts, "items": items}

    def _when(self) -> list[list[str]]:
        group = self._sitting.group
        meets = group.plg.meets if group else None
        if meets is None:
            return [["Next meeting", "not set yet: a leader or the steward can say when and where"]]
        workbook = self._sitting.workbook
        days = workbook.store.schedules.school_days()
        day = next_day(meets.pattern, workbook.today, days)
        if day is None:
            return [["Next meeting", "none in the school days that are entered"]]
        when = f"{in_words(day)}, {at_time(meets.starts)} to {at_time(meets.ends)}"
        return [["Next meeting", when], ["Where", meets.place]]


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


def _fitting(agendas: Sequence[CohortAgenda], minutes: int) -> CohortAgenda:
    """The longest agenda that fits into so many minutes; the shortest where none does."""
    into = [one for one in agendas if one.minutes <= minutes]
    if into:
        return max(into, key=lambda one: one.minutes)
    return min(agendas, key=lambda one: one.minutes)


def _at(moment: datetime, known: bool) -> str:
    return f"{at_time(moment)}:" if known else f"{moment:%H:%M}".replace("00:", "minute ", 1) + ":"


def _panel(title: str, kept: Jotted | None) -> dict[str, Any]:
    lines = kept.text.splitlines() if kept else []
    return {"title": title, "lines": lines or ["Nothing yet. The coach writes it here."]}
