"""Practice: rounds of a few minutes, and what one confuses with what."""

from plgwork.pages.practice.page import Practice, build

__all__ = ["Practice", "build"]
