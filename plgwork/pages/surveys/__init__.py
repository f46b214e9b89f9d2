"""Surveys, for leaders and coaches: from a file to figures that may be shown, and an answer."""

from plgwork.pages.surveys.page import SurveysPage, build

__all__ = ["SurveysPage", "build"]
