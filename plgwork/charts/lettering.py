"""Words as shapes that are kept: to lay out and place each letter takes most of a chart's time."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_rgb
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D

POINTS = 72  # to an inch
FINE = 10  # parts of a point that nobody sees, and that are written with few digits
Style = Literal["normal", "italic", "oblique"]
KEPT = 5_000  # shapes; names and figures come again in every view of a survey


@dataclass(frozen=True, slots=True)
class Shape:
    """Letters as a path from (0, 0), in parts of a point, and where they begin and end.

    ``middle`` is that of a line, which is the same for all words of a size.
    """

    path: Path
    left: float
    right: float
    middle: float


class Word(Text):
    """A Text of one line, drawn as one shape in the middle of its line."""

    def draw(self, renderer: RendererBase, *args: Any, **kwargs: Any) -> None:
        """Draw its shape where matplotlib would set its letters one by one."""
        if not self.get_visible() or not self.get_text().strip():
            return
        font = self.get_fontproperties()
        one = shape(self.get_text(), font.get_size_in_points(), font.get_weight(), font.get_style())
        points: Any = renderer.points_to_pixels(1)
        pixels = points / FINE
        at = self.get_transform().transform(self.get_unitless_position()) / pixels
        aside = {"left": 0.0, "center": (one.left + one.right) / 2, "right": one.right}
        corner = np.round(at - (aside[self.get_horizontalalignment()], one.middle))
        context = renderer.new_gc()
        context.set_linewidth(0)
        # As a marker, so that a picture holds once what stands in many of its rows.
        scale, place = Affine2D().scale(pixels), Path([corner])
        renderer.draw_markers(context, one.path, scale, place, scale, to_rgb(self.get_color()))
        context.restore()


class Numerals(PathPatch):
    """Figures of one colour and size, each in the middle of its place, (x, y) in the axes' units.

    The axes keep their limits from here on. ``shapes`` are in inches, one for each of ``words``.
    """

    def __init__(
        self,
        axes: Axes,
        words: Sequence[str],
        places: Sequence[tuple[float, float]],
        colour: str,
        points: float,
    ) -> None:
        figure, inch = axes.figure, FINE * POINTS
        middles = axes.transData.transform(np.reshape(places, (-1, 2))) / figure.dpi * inch
        self.words = tuple(words)
        self.shapes = [
            _in_the_middle(shape(word, points), middle, inch)
            for word, middle in zip(words, middles, strict=True)
        ]
        whole = Path.make_compound_path(*self.shapes)
        super().__init__(whole, facecolor=colour, linewidth=0, transform=figure.dpi_scale_trans)


def _in_the_middle(one: Shape, place: Any, inch: int) -> Path:
    corner = np.round(place - ((one.left + one.right) / 2, one.middle), 1)
    return Path((np.asarray(one.path.vertices) + corner) / inch, one.path.codes)


@lru_cache(KEPT)
def shape(
    words: str, points: float, weight: str | int = "normal", style: Style = "normal"
) -> Shape:
    """Words in a size, of matplotlib's own font."""
    path = _path(words, points, FontProperties(weight=weight, style=style))
    box, line = path.get_extents(), _path("lp", points, FontProperties()).get_extents()
    return Shape(path, box.x0, box.x1, (line.y0 + line.y1) / 2)


def _path(words: str, points: float, font: FontProperties) -> Path:
    vertices, codes = text_to_path.get_text_path(font, words, ismath=False)
    scale = points * FINE / text_to_path.FONT_SCALE
    return Path(np.round(np.asarray(vertices) * scale), codes)
