"""What follows a tally: a look at other groups, a chart, the gate. None grows with the people."""

import io
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from plgwork.analysis import disclosure
from plgwork.charts import bars
from plgwork.charts.view import View
from plgwork.cli.counting import counted
from plgwork.cli.surveys import _reading
from plgwork.models.figures import Choice
from plgwork.models.instruments import Instrument

TIMES = 9
FEW = 12  # items in a chart, as most questionnaires have them


def steps(file: Path) -> dict[str, float]:
    """Median seconds of each step, on the tally of a file."""
    tally = counted(file, _reading("", ["School"]), min_n=5, large=0).tally
    choice = Choice(breakdowns=("school",))
    table = disclosure.release([tally], choice).table
    view = View(by=("school",), group=("School 03",))

    def look() -> None:
        view.rows(table)
        bars.title(table, tally.instrument, view)
        bars.describe(table, tally.instrument, view)

    few = tally.instrument.model_copy(update={"items": tally.instrument.items[:FEW]})

    def draw(instrument: Instrument) -> None:
        bars.draw(table, instrument, view).savefig(io.BytesIO(), format="svg")

    return {
        "another group chosen: its rows, title and words": _median(look),
        f"a chart drawn as SVG, {FEW} items": _median(lambda: draw(few)),
        "a chart drawn as SVG, all 60 items": _median(lambda: draw(tally.instrument)),
        "the gate over a release, 60 items by 20 schools": _median(
            lambda: disclosure.release([tally], choice)
        ),
    }


def _median(step: Callable[[], object]) -> float:
    step()
    taken = []
    for _ in range(TIMES):
        start = time.perf_counter()
        step()
        taken.append(time.perf_counter() - start)
    return median(taken)
