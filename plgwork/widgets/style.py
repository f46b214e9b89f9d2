"""The workbook's look for JupyterLab, where no frame brings it."""

from plgwork.widgets.part import STATIC, Part

SHEETS = ("workbook.css", "player.css")  # in this order; the frame links the same


class Style(Part):
    """Nothing to see: it carries the style sheets."""

    module = "style"
    _css = "".join((STATIC / sheet).read_text(encoding="utf-8") for sheet in SHEETS)
