"""The steps of a page, and what is left to do in each."""

from typing import Any

import traitlets as tl

from plgwork.widgets.part import Part


class Steps(Part):
    """Labelled bars that lead to sections: ``[{slug, name, note, done}]``."""

    module = "steps"
    label = tl.Unicode("Steps of this reflection").tag(sync=True)
    items: tl.List[Any] = tl.List().tag(sync=True)
