"""Who is in which PLG and who facilitates it, when and where they meet, and what else has time."""

from plgwork.pages.structure.page import StructurePage, build

__all__ = ["StructurePage", "build"]
