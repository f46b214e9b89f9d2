"""The small page in Panel."""

from typing import Any

import panel as pn

from tests.bench.peers import core

pn.extension()
answers = pn.state.as_cached("answers", core.load)
by = pn.widgets.Select(name="Group by", options=core.GROUPS, value="none")
chart = pn.pane.PNG(core.png(answers, "none"))
note, save = pn.widgets.TextAreaInput(name="Note"), pn.widgets.Button(name="Save")
said = pn.pane.HTML("")


def draw(event: Any) -> None:
    """Another grouping was chosen."""
    chart.object = core.png(answers, event.new)


def keep(_: Any) -> None:
    """Save was clicked."""
    said.object = core.keep(note.value)


by.param.watch(draw, "value")
save.on_click(keep)
pn.Column(by, chart, note, save, said).servable()
