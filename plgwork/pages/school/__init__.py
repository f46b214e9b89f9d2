"""Setting up a school, for its stewards: calendar, people, PLGs, invitations."""

from plgwork.pages.school.page import SetUp, build

__all__ = ["SetUp", "build"]
