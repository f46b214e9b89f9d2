"""A short address to open on one's own phone, written large and as a picture."""

import traitlets as tl

from plgwork.widgets.part import Part


class Phones(Part):
    """Where to go, for a room to read from the wall; nothing while there is no ``place``.

    ``place`` is the path, ``picture`` that of its QR code; ``lines`` stand below them.
    """

    module = "phones"
    title = tl.Unicode().tag(sync=True)
    place = tl.Unicode().tag(sync=True)
    picture = tl.Unicode().tag(sync=True)
    lines: tl.List[str] = tl.List().tag(sync=True)
