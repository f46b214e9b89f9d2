"""Whose agreements one looks at: a field at the top of a page."""

from collections.abc import Callable
from typing import Any

from plgwork.pages.agreeing.sitting import Sitting
from plgwork.pages.guard import guarded
from plgwork.widgets import Fields

WHOSE = "Whose agreements"


def whose(sitting: Sitting, show: Callable[[], None]) -> Fields:
    """A field that chooses a school or a PLG, and then shows the page."""
    field = {"name": "of", "label": WHOSE, "kind": "select", "wide": True}
    fields = Fields(label=WHOSE, fields=[{**field, "options": sitting.options}])

    @guarded(sitting.say)
    def answer(message: dict[str, Any]) -> None:
        values, ticket = message.get("values"), message.get("ticket")
        with fields.hold_sync():
            fields.heard = ticket if isinstance(ticket, int) else 0
            sitting.choose(str(values.get("of", "")) if isinstance(values, dict) else "")
            show()

    fields.listen("answer", answer)
    return fields
