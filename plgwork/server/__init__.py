"""Serves the notebooks: who is here, whose kernel is whose, and the frame around every page.

Decides who may open what, never who may read what: that is the store's. ``app.serve`` starts it.
"""

import sys

# To check notebooks, Jupyter loads jsonschema, and that, for addresses with letters of all the
# world, a grammar which takes longer to build than all else to load. No schema here asks for it.
# A module that is None is one that is not installed; jsonschema then checks all the rest.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
