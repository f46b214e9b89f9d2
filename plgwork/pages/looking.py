"""Charts that are drawn when a browser needs them: for light or dark, a wide screen or a phone."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from plgwork.pages.guard import guarded
from plgwork.widgets import Chart
from plgwork.widgets.chart import svg

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LOOKS: dict[str, dict[str, bool]] = {
    "light": {},
    "dark": {"dark": True},
    "small": {"narrow": True},
    "small_dark": {"narrow": True, "dark": True},
}


def when_looked_at(
    chart: Chart, draw: "Callable[..., Figure]", say: Callable[[str], None]
) -> Chart:
    """Draw a chart for each look that a browser asks for, once."""

    @guarded(say)
    def look(message: dict[str, Any]) -> None:
        name = str(message.get("look"))
        if name in LOOKS and not getattr(chart, name):
            setattr(chart, name, svg(draw(**LOOKS[name])))

    chart.listen("look", look)
    return chart
