"""Purpose, for all staff: why a school and its PLGs meet, written and adopted together."""

from plgwork.pages.purpose.page import PurposePage, build

__all__ = ["PurposePage", "build"]
