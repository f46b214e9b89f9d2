"""The monthly reflection: a walk of five short steps over one month."""

from plgwork.pages.reflection.page import Reflection, build

__all__ = ["Reflection", "build"]
