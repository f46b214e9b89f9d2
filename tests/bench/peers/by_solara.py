"""The small page in Solara."""

import solara

from tests.bench.peers import core


@solara.component
def Page() -> None:  # noqa: N802  # Solara finds it by this name
    """The page."""
    answers = solara.use_memo(core.load, [])
    by, choose = solara.use_state("none")
    note, write = solara.use_state("")
    said, say = solara.use_state("")
    chart = solara.use_memo(lambda: core.png(answers, by), [by])
    solara.Select("Group by", values=core.GROUPS, value=by, on_value=choose)
    solara.Image(chart)
    solara.InputTextArea("Note", value=note, on_value=write, continuous_update=True)
    solara.Button("Save", on_click=lambda: say(core.keep(note)))
    solara.Text(said)
