"""Follow-ups, for those who look after a PLG: what was seen, and conversations that are due."""

from plgwork.pages.followups.page import FollowUpsPage, build

__all__ = ["FollowUpsPage", "build"]
