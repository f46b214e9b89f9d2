"""Progress, for leaders and coaches: how the four areas stand, and what one might do next."""

from plgwork.pages.progress.page import ProgressPage, build

__all__ = ["ProgressPage", "build"]
