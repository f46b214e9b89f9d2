"""The workbook's look for JupyterLab, where no frame brings it."""

from plgwork.widgets.part import STATIC, Part


class Style(Part):
    """Nothing to see: it carries the style sheet."""

    module = "style"
    _css = STATIC / "workbook.css"
