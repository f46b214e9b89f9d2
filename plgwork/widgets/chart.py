"""A picture with its words: alt text, caption, and the table behind it."""

import io
from typing import TYPE_CHECKING

import traitlets as tl

from plgwork.widgets.part import Part

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Chart(Part):
    """A figure for light and for dark, the finding as its title, the table in a fold.

    ``small`` and ``small_dark`` are for a phone. Where a chart ``asks``, its words stand at once
    and nothing is drawn before a browser needs it: that sends ``{"kind": "look", "look"}`` with
    the name of a trait, first for its screen and then for paper.
    """

    module = "chart"
    title = tl.Unicode().tag(sync=True)
    light = tl.Unicode().tag(sync=True)
    dark = tl.Unicode().tag(sync=True)
    small = tl.Unicode().tag(sync=True)
    small_dark = tl.Unicode().tag(sync=True)
    asks = tl.Bool().tag(sync=True)
    alt = tl.Unicode().tag(sync=True)
    note = tl.Unicode().tag(sync=True)
    table = tl.Dict().tag(sync=True)


def svg(figure: "Figure") -> str:
    """The figure as SVG text, with letters as shapes so that it looks alike everywhere."""
    page = io.StringIO()
    figure.savefig(page, format="svg", transparent=True, metadata={"Date": None})
    return page.getvalue()
