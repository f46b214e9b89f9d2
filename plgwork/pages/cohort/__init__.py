"""Cohort, for those in a facilitators' PLG: the monthly meeting, run from one page."""

from plgwork.pages.cohort.page import CohortPage, build

__all__ = ["CohortPage", "build"]
