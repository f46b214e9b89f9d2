"""What every page is: named sections, a notice, and word of changes elsewhere."""

from collections.abc import Callable
from typing import Any

import ipywidgets as ipw

from plgwork.pages.guard import guarded
from plgwork.widgets import Live, Notice, Section, Style
from plgwork.widgets.part import Part
from plgwork.workbook import Workbook


class Page:
    """A page's sections by name; a notebook places each where its words are."""

    name = ""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        Part.served = workbook.place.served
        self.notice = Notice()
        self.live = Live()
        # In JupyterLab no frame brings the look.
        look = () if workbook.place.served else (Style(),)
        self.top = Section("top", self.live, self.notice, *look)

    def __repr__(self) -> str:
        return f"Page({self.name!r})"

    def address(self, page: str, query: str = "", step: str = "") -> str:
        """Where another page is, or a step of it; in JupyterLab, the notebook beside this one."""
        place = self.workbook.place
        if not place.served:
            return f"{page}.ipynb"
        asked, at = f"?{query}" if query else "", f"#{step}" if step else ""
        return f"{place.base_url}{page}{asked}{at}"

    def when_changed(self, topics: list[str], reread: Callable[[], None]) -> None:
        """Read again when one of these topics changed somewhere else."""

        problems: list[str] = []

        def say(problem: str) -> None:
            problems.append(problem)
            self.notice.say(problem)

        @guarded(say)
        def changed(_message: dict[str, Any]) -> None:
            reread()
            if self.notice.text in problems:  # it went well this time
                self.notice.say("")
            problems.clear()

        self.live.topics = topics
        self.live.listen("changed", changed)

    def add(self, *parts: ipw.Widget) -> None:
        """Put parts at the top of the page."""
        self.top.children = (*self.top.children, *parts)
