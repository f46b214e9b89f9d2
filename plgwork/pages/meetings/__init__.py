"""Meetings: planned, run and recorded on one page, and found again."""

from plgwork.pages.meetings.page import MeetingsPage, build

__all__ = ["MeetingsPage", "build"]
