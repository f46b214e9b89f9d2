"""An address to take along."""

import traitlets as tl

from plgwork.widgets.part import Part


class Address(Part):
    """The whole address of ``path`` as the browser knows it, to select or to copy.

    Without a path it takes no room.
    """

    module = "address"
    label = tl.Unicode().tag(sync=True)
    note = tl.Unicode().tag(sync=True)
    path = tl.Unicode().tag(sync=True)
