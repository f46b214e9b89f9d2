"""The page: a run in three states, and what ran before."""

from functools import partial
from urllib.parse import parse_qs, urlencode

from plgwork.errors import AccessError
from plgwork.models.runs import Run
from plgwork.pages.page import Page
from plgwork.pages.run import ran
from plgwork.pages.run.going import going
from plgwork.pages.run.outset import Outset
from plgwork.pages.run.playing import Playing
from plgwork.widgets import Panels, Section
from plgwork.workbook import Workbook

LAST = 10


class RunPage(Page):
    """A run to set up, one that goes on, or one that is over; and the last ones."""

    name = "run"

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        self.run = Section("run")
        self.earlier = Section("earlier")
        self.before = Panels()
        self.earlier.show(self.before)
        self.query = {
            name: values[0] for name, values in parse_qs(workbook.place.query).items() if values[0]
        }
        self.shown: Playing | None = None
        self.when_changed([], self.reread)
        self.live.topics = self._topics()
        asked = self._asked()
        if asked:
            self.show(asked)
        else:
            self.outset = Outset(self, self.query, partial(self.show, wanted=True))
            self.run.show(*going(self), *self.outset.parts)
            self._list()

    def _topics(self) -> list[str]:
        groups = self.workbook.store.people.my_groups()
        mine = f"person:{self.workbook.me.id}"
        return [mine, *(f"plg:{group.plg.id}" for group in groups)]

    def _asked(self) -> Run | None:
        """The run in the address, if there is one."""
        if "id" not in self.query:
            return None
        try:
            return self.workbook.store.runs.run(self.query["id"])
        except AccessError:
            self.notice.say("That run is not there any more, or not yours to see. Set up another.")
            return None

    def show(self, run: Run, wanted: bool = False) -> None:
        """A run as it stands: its clock while it goes on, and then what ran."""
        if not run.open_at(self.workbook.now()):
            if self.shown:
                self.notice.say("It is over. What ran is kept, and stands here.")
            self.shown = None
            self.run.show(*ran.parts(self, run))
        elif self.shown and self.shown.run.id == run.id:
            self.shown.take(run)
        else:
            self.shown = Playing(self, run, self.show)
            self.shown.player.wanted = wanted
            self.run.show(self.shown.player)
        self._list()

    def reread(self) -> None:
        """Take in what was moved in another window."""
        if self.shown:
            self.show(self.workbook.store.runs.run(self.shown.run.id))
        else:
            self._list()

    def _list(self) -> None:
        runs = self.workbook.store.runs.recent(LAST)
        none = "What you run will stand here: planned and actual minutes, step by step."
        self.before.panels = [
            {
                "title": "Your last runs",
                "lines": [] if runs else [none],
                "items": [self._line(run) for run in runs],
            }
        ]

    def _line(self, run: Run) -> dict[str, str]:
        return {
            "title": run.name,
            "note": ran.in_one_line(self.workbook, run),
            "href": self.of(id=run.id),
        }

    def of(self, **query: str | int) -> str:
        """The address of this page with a question."""
        return self.address("run", urlencode(query))


def build(workbook: Workbook) -> RunPage:
    """A protocol to run, for whoever is here."""
    return RunPage(workbook)
