"""The fifth step: whose turn it is to bring work, so that everybody's comes to the table."""

from typing import Any

from plgwork.analysis.rota import latest, turns
from plgwork.analysis.schedules import span
from plgwork.models.agreements import Party
from plgwork.models.meetings import Brought
from plgwork.models.people import Group
from plgwork.pages.agreeing.sitting import Sitting
from plgwork.pages.wording import in_words
from plgwork.widgets import Panels, Section

SOON = 3
WHOSE = {
    "title": "Turns are one PLG’s own",
    "lines": ["Choose a PLG of yours above. Who brings work to a meeting is said on its agenda."],
}
SEEN = "Whoever facilitates sees the turns of all; everybody else their own. Nobody keeps a score."


class SharedWork:
    """The turns of a group for whoever facilitates it; for everybody else their own."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.panels = Panels()
        self.section = Section("shared", self.panels)

    @property
    def note(self) -> str:
        """What the step says of itself in a word or two."""
        return "whose turn it is"

    def reread(self) -> None:
        """Show how turns stand in this school year."""
        choice = self._sitting.choice
        groups = self._sitting.workbook.store.people.my_groups()
        group = next((one for one in groups if one.plg.id == choice.of.plg_id), None)
        self.panels.panels = [self._turns(group)] if group else [WHOSE]

    def _turns(self, group: Group) -> dict[str, Any]:
        workbook = self._sitting.workbook
        days = workbook.store.schedules.school_days()
        since, _ = span(workbook.today, days, workbook.calendar)
        brought = workbook.store.meetings.brought(Party(plg_id=group.plg.id), since)
        last = latest((one.person_id, one.day) for one in brought)
        order = turns([one.id for one in group.members], last)
        newest = {one.person_id: one for one in reversed(brought)}
        if workbook.me in group.facilitators:
            return self._of_all(group, order, newest)
        return self._own(group, order, newest.get(workbook.me.id))

    def _of_all(self, group: Group, order: list[str], newest: dict[str, Brought]) -> dict[str, Any]:
        names = {person.id: person.name for person in group.members}
        rows = [[names[one], *self._last(newest.get(one))] for one in order]
        return {
            "wide": True,
            "kicker": f"Shared work in {group.plg.name}, this school year",
            "title": f"{names[order[0]]} is next to bring work" if order else "Nobody is in it yet",
            "lines": [f"In the order of turns: whoever brought none is first. {SEEN}"],
            "table": {
                "label": "Turns to bring work",
                "head": ["Who", "Brought work last", "By which protocol"],
                "rows": rows,
            },
        }

    def _last(self, brought: Brought | None) -> list[str]:
        if brought is None:
            return ["not yet", ""]
        protocol = self._sitting.workbook.content.protocols.get(brought.protocol_id)
        return [in_words(brought.day), protocol.name if protocol else ""]

    def _own(self, group: Group, order: list[str], brought: Brought | None) -> dict[str, Any]:
        before = order.index(self._sitting.workbook.me.id)
        when, protocol = self._last(brought)
        last = f"You brought work on {when}{f', by the {protocol}' if protocol else ''}."
        return {
            "kicker": f"Shared work in {group.plg.name}, this school year",
            "title": _turn(before),
            "lines": [last if brought else "You brought none yet this school year.", SEEN],
        }


def _turn(before: int) -> str:
    if before == 0:
        return "Your turn is next"
    return "Your turn comes soon" if before < SOON else f"{before} of you come before you"
