"""The step “Side by side”: two drafts, the same questions to both, and who stands elsewhere."""

from typing import Any

from plgwork.analysis.groupings.comparing import compare
from plgwork.models.groupings import RosterDraft
from plgwork.pages.groupings.desk import Desk, in_years
from plgwork.pages.guard import guarded
from plgwork.widgets import Form, Panels, Section

Message = dict[str, Any]
TOO_FEW = "Once there are two drafts, they can stand beside each other here."


class Comparing:
    """Two drafts to choose, and two tables."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.form = Form(title="Which two", live=True, submit="Put them side by side")
        self.panels = Panels()
        self.section = Section("side_by_side", self.form, self.panels)
        self._chosen = ("", "")
        self._options: list[dict[str, str]] = []
        guard = guarded(desk.say)
        self.form.listen("change", guard(self._choose))
        self.form.listen("submit", guard(self._submit))

    def reread(self) -> None:
        """Show the two drafts as they are kept."""
        options = [
            {"id": one.id, "name": f"{one.name}, {in_years(one.year)}"} for one in self._desk.drafts
        ]
        ids = [one["id"] for one in options]
        if not set(self._chosen) <= set(ids):
            self._chosen = ("", "")
        if len(ids) > 1 and self._chosen == ("", ""):
            first = self._desk.draft.id if self._desk.draft else ids[0]
            self._chosen = (first, next(one for one in ids if one != first))
            self._options = []
        if options != self._options:
            self._options = options
            self._ask()
        self._show()

    def _ask(self) -> None:
        both = zip(("one", "other"), ("This draft", "beside this one"), self._chosen, strict=True)
        self.form.ask(
            [
                {"name": name, "label": label, "kind": "select", "options": self._options}
                | {"value": chosen}
                for name, label, chosen in both
            ]
        )

    def _submit(self, message: Message) -> None:
        self._choose(message)
        ticket = message.get("ticket")
        self.form.accept(ticket if isinstance(ticket, int) else 0)

    def _choose(self, message: Message) -> None:
        values = message.get("values")
        chosen = [str(values.get(name, "")) for name in ("one", "other")] if values else ["", ""]
        if set(chosen) <= {one["id"] for one in self._options}:
            self._chosen = (chosen[0], chosen[1])
        self._show()

    def _show(self) -> None:
        self.form.hidden = len(self._options) < 2
        if len(self._options) < 2:
            self.panels.panels = [{"title": "Fewer than two drafts", "lines": [TOO_FEW]}]
            return
        one, other = (self._desk.store.draft(draft_id) for draft_id in self._chosen)
        self.panels.panels = self._panels(one, other)

    def _panels(self, one: RosterDraft, other: RosterDraft) -> list[dict[str, Any]]:
        outlines = one.outline, other.outline
        judged = self._desk.judge(outlines[0]), self._desk.judge(outlines[1])
        rows, moved = compare(outlines, judged, self._desk.known)
        names, head = self._desk.known.names, [one.name, other.name]
        table = [[row.asks, *row.answers] for row in rows]
        people = [[names[each.person_id], *each.places] for each in moved]
        return [
            _panel("What each draft answers", "", ["Question", *head], table),
            _panel(
                "Who would be elsewhere",
                "" if people else "Nobody: everybody is in groups of the same names.",
                ["Person", *head],
                people,
            ),
        ]


def _panel(title: str, line: str, head: list[str], rows: list[list[str]]) -> dict[str, Any]:
    table = {"table": {"label": title, "head": head, "rows": rows}} if rows else {}
    return {"title": title, "wide": True, "lines": [line] if line else [], **table}
