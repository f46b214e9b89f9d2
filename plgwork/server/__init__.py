"""Serves the notebooks: who is here, whose kernel is whose, and the frame around every page.

Decides who may open what, never who may read what: that is the store's. ``app.serve`` starts it.
"""
