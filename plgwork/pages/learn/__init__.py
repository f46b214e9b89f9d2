"""The training path: one unit after another, alone or together with a cohort."""

from plgwork.pages.learn.page import Learn, build

__all__ = ["Learn", "build"]
