"""The PLG Workbook: what stands behind its notebooks. Importing it imports no page."""

from plgwork.workbook import Workbook

__all__ = ["Workbook"]
