"""One thing to practise: what it is about, what to choose or write, and what comes of it."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class Task(Part):
    """A question with native radios or a text, and feedback at once.

    ``task`` is ``{id, kicker, setting, material, told, lead, quote, asks, words, submit}``:
    ``told`` are paragraphs, ``asks`` are ``[{id, legend, options: [{id, name, note}]}]``,
    ``words`` labels a text to write, which stays in the browser.

    Checking sends ``{"kind": "check", "id", "given"}``; the answer is ``feedback`` with the same
    id, ``{id, tone, title, lines, marks, samples, keys, checklist, next}``, or ``problem``. Going
    on sends ``{"kind": "next", "id", "ticks"}``. Without a task there is nothing to see.
    A task that was ``wanted``, asked for just now, takes keyboard focus.
    """

    module = "task"
    task = tl.Dict().tag(sync=True)
    feedback = tl.Dict().tag(sync=True)
    wanted = tl.Bool().tag(sync=True)
    problem = tl.Unicode().tag(sync=True)

    def show(self, task: dict[str, Any]) -> None:
        """Show this in place of what was there."""
        with self.hold_sync():
            self.task, self.feedback, self.problem = task, {}, ""
