"""The workbook's look for JupyterLab, where no frame brings it."""

from plgwork.widgets.part import STATIC, Part

# The tokens first; every other sheet stands alone, so that their order does not matter.
FIRST = "workbook.css"
SHEETS = (FIRST, *sorted(sheet.name for sheet in STATIC.glob("*.css") if sheet.name != FIRST))


class Style(Part):
    """Nothing to see: it carries the style sheets."""

    module = "style"
    _css = "".join((STATIC / sheet).read_text(encoding="utf-8") for sheet in SHEETS)
