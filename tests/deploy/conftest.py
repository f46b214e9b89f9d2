"""People in a real browser who come to the workbook by way of other programs."""

from tests.browser.conftest import PageFor, browser, browsers, page_for

__all__ = ["PageFor", "browser", "browsers", "page_for"]
