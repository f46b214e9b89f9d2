"""What ran: planned and actual minutes of each step, what was skipped and why."""

from datetime import timedelta

import ipywidgets as ipw

from plgwork.analysis.running import ran
from plgwork.models.runs import Ran, Run
from plgwork.pages.page import Page
from plgwork.pages.wording import at_time, in_words
from plgwork.widgets import Links, Panels, Table
from plgwork.workbook import Workbook

UNFINISHED = "Nobody pressed Finish. This is what ran up to the last button that was pressed."


def parts(page: Page, run: Run) -> list[ipw.Widget]:
    """A table of what ran, who did what, and the way on."""
    workbook = page.workbook
    again = f"protocol={run.protocol_id}&people={run.people}&minutes={run.minutes}"
    links = [
        {"text": "Home", "href": page.address("home")},
        {"text": "Find another protocol", "href": page.address("protocols"), "quiet": True},
        {"text": "Run it again", "href": page.address("run", again), "quiet": True},
    ]
    rows = ran(run)
    return [
        Panels(
            panels=[
                {
                    "kicker": "What ran",
                    "title": run.name,
                    "wide": True,
                    "lines": [] if run.finished else [UNFINISHED],
                    "facts": _facts(workbook, run),
                    "table": {
                        "label": f"{run.name}, step by step",
                        "head": ["Step", "Planned", "Took", "Note"],
                        "rows": [*map(_cells, rows), _total(run, rows)],
                    },
                }
            ]
        ),
        Links(items=links),
    ]


def table(label: str, head: list[str], rows: list[list[str]]) -> Table:
    """Rows that nobody opens."""
    return Table(
        label=label,
        head=head,
        rows=[{"id": str(number), "cells": cells} for number, cells in enumerate(rows)],
    )


def in_one_line(workbook: Workbook, run: Run) -> str:
    """When it was, with whom, and how long it took."""
    begun = run.begun_at.astimezone(workbook.zone)
    took = sum((one.spent for one in ran(run)), timedelta())
    goes_on = run.open_at(workbook.now())
    told = [
        f"{in_words(begun.date())}, {at_time(begun)}",
        _group(workbook, run),
        "running now" if goes_on else f"took {lasted(took)}, planned {run.minutes} min",
    ]
    return " · ".join(one for one in told if one)


def lasted(time: timedelta) -> str:
    """``13 min 20 s``."""
    minutes, seconds = divmod(round(time.total_seconds()), 60)
    if not minutes:
        return f"{seconds} s"
    return f"{minutes} min {seconds} s" if seconds else f"{minutes} min"


def _facts(workbook: Workbook, run: Run) -> list[list[str]]:
    begun = run.begun_at.astimezone(workbook.zone)
    told = (
        ("When", f"{in_words(begun.date())}, {at_time(begun)}"),
        ("PLG", _group(workbook, run)),
        ("People", str(run.people)),
        ("Question", run.question),
        ("Presented", run.roles.presenter),
        ("Kept time", run.roles.timekeeper),
        ("Took notes", run.roles.notes),
    )
    return [[name, value] for name, value in told if value]


def _group(workbook: Workbook, run: Run) -> str:
    names = {one.plg.id: one.plg.name for one in workbook.store.people.groups()}
    return names.get(run.plg_id or "", "")


def _cells(one: Ran) -> list[str]:
    took = lasted(one.spent) if one.reached else ""
    return [one.name, f"{one.minutes} min", took, _note(one)]


def _note(one: Ran) -> str:
    if one.skipped is not None:
        return f"Skipped: {one.skipped}" if one.skipped else "Skipped"
    if not one.reached:
        return "Not reached"
    return f"{one.extra} more minutes were given" if one.extra else ""


def _total(run: Run, rows: list[Ran]) -> list[str]:
    took = sum((one.spent for one in rows), timedelta())
    return ["In all", f"{run.minutes} min", lasted(took), ""]
