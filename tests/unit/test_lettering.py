"""Words that are drawn as kept shapes stand where matplotlib would set them."""

import re
from typing import Any, Literal

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from plgwork.charts.lettering import Word, shape
from plgwork.widgets.chart import svg

Side = Literal["left", "center", "right"]
Style = Literal["normal", "italic"]
NAME = "We say what we agreed, and do it ($5)"
NEAR = 4  # pixels, a point and a half: a Text leaves the room behind its last letter


def ink(kind: type[Text], side: Side, style: Style) -> dict[str, float]:
    """The part of an empty page that a text covers, in pixels."""
    figure = Figure(figsize=(6, 1), dpi=200)
    canvas: Any = FigureCanvasAgg(figure)
    how: dict[str, Any] = {"ha": side, "va": "center", "style": style, "parse_math": False}
    figure.add_artist(kind(0.5, 0.5, NAME, transform=figure.transFigure, **how))
    canvas.draw()
    rows, columns = np.nonzero(np.asarray(canvas.buffer_rgba())[:, :, 0] < 128)
    left, right = float(columns.min()), float(columns.max())
    edges = {"left": left, "right": right, "center": (left + right) / 2}
    return edges | {"top": float(rows.min()), "bottom": float(rows.max())}


@pytest.mark.parametrize("side", ["left", "center", "right"])
@pytest.mark.parametrize("style", ["normal", "italic"])
def test_a_word_stands_where_a_text_does(side: Side, style: Style) -> None:
    ours, theirs = ink(Word, side, style), ink(Text, side, style)
    wide, wider = (one["right"] - one["left"] for one in (ours, theirs))

    assert all(abs(ours[edge] - theirs[edge]) <= NEAR for edge in (side, "top", "bottom"))
    # In points of a screen each of its letters is as wide as whole pixels make it.
    assert wide == pytest.approx(wider, rel=0.02)


def test_a_picture_holds_once_what_stands_in_many_rows() -> None:
    figure = Figure()
    for row in range(9):
        figure.add_artist(Word(0.5, row / 9, "n = 197"))

    drawn = svg(figure)

    assert len(re.findall("<path id=", drawn)) == 1
    assert drawn.count("<use ") == 9


def test_the_shape_of_a_name_is_made_once_for_all_views() -> None:
    assert shape(NAME, 10.0) is shape(NAME, 10.0)
