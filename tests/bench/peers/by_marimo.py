"""The small page in marimo: cells that run when what they read changes."""

from typing import Any

import marimo

app = marimo.App()


@app.cell
def _() -> tuple[Any, ...]:
    import marimo as mo

    from tests.bench.peers import core

    answers = core.load()
    return answers, core, mo


@app.cell
def _(core: Any, mo: Any) -> tuple[Any, ...]:
    by = mo.ui.dropdown(options=core.GROUPS, value="none", label="Group by")
    by
    return (by,)


@app.cell
def _(answers: Any, by: Any, core: Any, mo: Any) -> None:
    mo.image(core.png(answers, by.value))


@app.cell
def _(mo: Any) -> tuple[Any, ...]:
    note = mo.ui.text_area(label="Note")
    save = mo.ui.run_button(label="Save")
    mo.vstack([note, save])
    return note, save


@app.cell
def _(core: Any, mo: Any, note: Any, save: Any) -> None:
    mo.md(core.keep(note.value)) if save.value else None


if __name__ == "__main__":
    app.run()
