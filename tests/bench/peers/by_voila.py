"""The small page with widgets, for a notebook that plain Voilà serves."""

from typing import Any

import ipywidgets as ipw

from tests.bench.peers import core


def page() -> ipw.VBox:
    """The page as one widget."""
    answers = core.load()
    by = ipw.Dropdown(description="Group by", options=core.GROUPS)
    chart = ipw.Image(value=core.png(answers, "none"), format="png")
    note, save = ipw.Textarea(description="Note"), ipw.Button(description="Save")
    said = ipw.Label()

    def draw(change: dict[str, Any]) -> None:
        chart.value = core.png(answers, change["new"])

    def keep(_: ipw.Button) -> None:
        said.value = core.keep(note.value)

    by.observe(draw, "value")
    save.on_click(keep)
    return ipw.VBox([by, chart, note, save, said])
