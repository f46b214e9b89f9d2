"""Something that takes a while, and can be stopped."""

import traitlets as tl

from plgwork.widgets.part import Part


class Effort(Part):
    """While it is ``running``: a bar, a sentence, and a button to stop.

    The browser asks how far it is, ``{"kind": "look"}``, and sends ``{"kind": "stop"}``. At rest
    only the ``status`` is seen, if there is one.
    """

    module = "effort"
    label = tl.Unicode().tag(sync=True)
    running = tl.Bool().tag(sync=True)
    share = tl.Float().tag(sync=True)
    status = tl.Unicode().tag(sync=True)
    stop = tl.Unicode("Stop").tag(sync=True)
