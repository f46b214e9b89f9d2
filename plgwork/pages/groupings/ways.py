"""The first step: what each way to group staff is good for and costs, by the work one wants."""

from typing import Any

from plgwork.analysis.groupings.fitting import fit
from plgwork.models.agreements import Party, Work
from plgwork.models.configurations import Fit
from plgwork.pages.guard import guarded
from plgwork.widgets import Form, Panels, Section
from plgwork.workbook import Workbook

Message = dict[str, Any]
ASKS = "What should your PLGs mostly do?"
NOTE = "The ways to group staff that serve it come first. What you tick is kept nowhere."
ASK = "Tick what your school wants of its PLGs."
AGREED = "What your school agreed on is ticked, and you can try what else would do."


class Ways:
    """Kinds of work to tick, and a panel for each configuration."""

    def __init__(self, workbook: Workbook, say: Any, wanted: tuple[str, ...] = ()) -> None:
        self._configurations = workbook.configurations.configurations
        self._kinds = workbook.content.vocabulary("kinds-of-work")
        settled = agreed(workbook)
        self._lines = [f"{AGREED if settled else ASK} {NOTE}"]
        self.form = Form(title=ASKS, lines=self._lines, live=True, submit="Show what serves it")
        self.panels = Panels()
        self.section = Section("ways", self.form, self.panels)
        guard = guarded(say)
        self.form.listen("change", guard(self._tick))
        self.form.listen("submit", guard(self._submit))
        self._ask(wanted or settled)
        self.show(wanted or settled)

    def _ask(self, wanted: tuple[str, ...]) -> None:
        options = [{"id": one.id, "name": one.name} for one in self._kinds.terms]
        field = {"name": "kinds", "label": "Kinds of work", "kind": "checks", "wide": True}
        self.form.ask([field | {"options": options, "value": list(wanted)}], lines=self._lines)

    def _tick(self, message: Message) -> None:
        values = message.get("values")
        ticked = values.get("kinds", []) if isinstance(values, dict) else []
        self.show(tuple(one.id for one in self._kinds.terms if one.id in ticked))

    def _submit(self, message: Message) -> None:
        self._tick(message)
        ticket = message.get("ticket")
        self.form.accept(ticket if isinstance(ticket, int) else 0)

    def show(self, wanted: tuple[str, ...]) -> None:
        """Show every configuration, first the one that serves the most of these kinds of work."""
        found = fit(self._configurations.values(), wanted)
        self.panels.panels = [self._panel(one, len(wanted)) for one in found]

    def _panel(self, one: Fit, wanted: int) -> dict[str, Any]:
        way = one.configuration
        return {
            "kicker": f"Serves {len(one.serves)} of the {wanted} you ticked" if wanted else "",
            "title": way.name,
            "lines": [way.text, *self._misses(one)],
            "items": [
                {"title": "Good for", "text": "\n".join(way.good_for)},
                {"title": "Costs", "text": "\n".join(way.costs)},
                {"title": "Suits", "text": way.suits},
            ],
            "more": {
                "summary": "The kinds of work it serves",
                "lines": [self._kinds.name(kind) for kind in way.serves],
            },
        }

    def _misses(self, one: Fit) -> list[str]:
        if not one.does_not:
            return []
        names = ", ".join(self._kinds.name(kind).lower() for kind in one.does_not)
        return [f"Less made for: {names}."]


def agreed(workbook: Workbook) -> tuple[str, ...]:
    """The kinds of work that the school expects of its PLGs, as it adopted them."""
    school = Party(school_id=workbook.school.id)
    standing = workbook.store.agreements.standing()
    found = (one.matter for one in standing if one.of == school)
    return next((one.kinds for one in found if isinstance(one, Work)), ())
