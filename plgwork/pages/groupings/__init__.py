"""Groupings: who might meet with whom next year, and what group would serve whoever is here."""

from plgwork.pages.groupings.page import GroupingsPage, build

__all__ = ["GroupingsPage", "build"]
