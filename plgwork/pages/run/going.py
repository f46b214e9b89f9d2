"""Runs that go on just now, to go on with."""

from plgwork.models.runs import Run
from plgwork.pages.page import Page
from plgwork.pages.wording import at_time
from plgwork.widgets import Panels
from plgwork.workbook import Workbook


def open_runs(workbook: Workbook) -> list[Run]:
    """The runs of the visitor and their groups that nobody has finished."""
    now = workbook.now()
    return [run for run in workbook.store.runs.recent() if run.open_at(now)]


def panel(page: Page, run: Run) -> dict[str, object]:
    """One that goes on, and the way to it."""
    begun = at_time(run.begun_at.astimezone(page.workbook.zone))
    return {
        "kicker": "Running now",
        "title": f"{run.name} is running",
        "lines": [f"Since {begun}, with {run.people} people, for {run.minutes} minutes."],
        "links": [{"text": f"Go on with {run.name}", "href": page.address("run", f"id={run.id}")}],
    }


def going(page: Page) -> list[Panels]:
    """Panels of what goes on; none when nothing does."""
    panels = [panel(page, run) for run in open_runs(page.workbook)]
    return [Panels(panels=panels)] if panels else []
