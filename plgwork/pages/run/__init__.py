"""Run a protocol: set it up, move it on, and see what ran."""

from plgwork.pages.run.page import RunPage, build

__all__ = ["RunPage", "build"]
