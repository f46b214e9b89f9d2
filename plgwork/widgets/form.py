"""Labelled fields to fill in, on the page or in a dialog."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part

Field = dict[str, Any]


class Form(Part):
    """Native fields ``[{name, label, kind, value, options, note, wide}]`` and a button.

    ``kind`` is text, email, number, time, date, textarea, select, checks or file; ``options``
    are ``[{id, name, note}]``: choices of a select or of checks, suggestions for a text; the note
    is said beside a check. Submitting
    sends ``{"kind": "submit", "values", "ticket"}``, answered by ``accept`` or ``refuse``: what
    was typed stays until then. A file is sent as it is chosen, as ``{"kind": "file", "name",
    "data", "ticket"}`` with its bytes in base64. ``other`` is a second button, which sends
    ``{"kind": "other"}``. A ``dialog`` shows only while it is ``shown``. A ``live`` form sends
    ``{"kind": "change", "values"}`` as well, soon after each change.
    """

    module = "form"
    title = tl.Unicode().tag(sync=True)
    heading = tl.Unicode("h3").tag(sync=True)
    lines: tl.List[Any] = tl.List().tag(sync=True)
    fields: tl.List[Any] = tl.List().tag(sync=True)
    submit = tl.Unicode("Save").tag(sync=True)
    other = tl.Unicode().tag(sync=True)
    danger = tl.Bool().tag(sync=True)
    dialog = tl.Bool().tag(sync=True)
    live = tl.Bool().tag(sync=True)
    shown = tl.Bool().tag(sync=True)
    asked = tl.Int().tag(sync=True)
    answer = tl.Dict().tag(sync=True)

    def ask(self, fields: list[Field], **words: Any) -> None:
        """Show these fields afresh, in place of what was typed; a dialog opens."""
        with self.hold_sync():
            self.fields = fields
            for name, value in ({"lines": [], "other": "", "danger": False} | words).items():
                setattr(self, name, value)
            self.asked += 1
            self.shown = self.dialog

    def accept(self, ticket: int, status: str = "") -> None:
        """Say that what was sent is kept; a dialog closes."""
        with self.hold_sync():
            self.answer = {"ticket": ticket, "status": status, "problem": "", "problems": {}}
            self.shown = False

    def refuse(self, ticket: int, problem: str, problems: dict[str, str] | None = None) -> None:
        """Say what is wrong, each thing beside its field; what was typed stays."""
        self.answer = {
            "ticket": ticket,
            "status": "",
            "problem": problem,
            "problems": problems or {},
        }
