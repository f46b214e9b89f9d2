"""Short figures at many places, drawn as one: a Text for each would take most of a chart's time."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath

POINTS = 72  # to an inch
FINE = 100 * POINTS


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
        figure = axes.figure
        # In hundredths of a point, which are seen by nobody and written with fewer digits.
        middles = axes.transData.transform(np.reshape(places, (-1, 2))) / figure.dpi * FINE
        self.words = tuple(words)
        self.shapes = [
            Path(np.round(middle + _shape(one, points).vertices) / FINE, _shape(one, points).codes)
            for one, middle in zip(words, middles, strict=True)
        ]
        whole = Path.make_compound_path(*self.shapes)
        super().__init__(whole, facecolor=colour, linewidth=0, transform=figure.dpi_scale_trans)


@cache
def _shape(words: str, points: float) -> Path:
    """The letters as a shape around (0, 0), in hundredths of a point."""
    shape = TextPath((0, 0), words, size=points)
    box, line = shape.get_extents(), TextPath((0, 0), "lp", size=points).get_extents()
    # As high as a Text of one line would stand, which is beside it.
    middle = (box.x0 + box.x1) / 2, (line.y0 + line.y1) / 2
    return Path((shape.vertices - middle) * FINE / POINTS, shape.codes)
