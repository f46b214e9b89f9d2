"""The page: which meeting, its plan, its protocols, its record; and every record to find."""

from urllib.parse import parse_qs

from plgwork.errors import AccessError
from plgwork.models.meetings import Meeting
from plgwork.pages.meetings.coming import Coming
from plgwork.pages.meetings.finding import Finding
from plgwork.pages.meetings.minutes import OnPaper
from plgwork.pages.meetings.planning import Planning
from plgwork.pages.meetings.recording import Recording
from plgwork.pages.meetings.running import Running
from plgwork.pages.meetings.sitting import Sitting
from plgwork.pages.page import Page
from plgwork.widgets import Steps
from plgwork.workbook import Workbook

GONE = "That meeting is not there any more, or not yours to see. Choose another."


class MeetingsPage(Page):
    """One meeting at a time, from its agenda to its record."""

    name = "meetings"

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        self.steps = Steps(label="Steps of this page")
        self.add(self.steps)
        self.sitting = Sitting(self, self.reread)
        self.which = Coming(self.sitting)
        self.planning = Planning(self.sitting, self.which)
        self.running, self.on_paper = Running(self.sitting), OnPaper(self.sitting)
        self.recording = Recording(self.sitting, self.on_paper.paper)
        self.finding = Finding(self.sitting)
        self.coming, self.plan = self.which.section, self.planning.section
        self.run, self.record = self.running.section, self.recording.section
        for section in (self.plan, self.run, self.record):
            section.add_class("plg-of-meeting")
        self.find = self.finding.section
        self.when_changed([], self.reread)
        self._open()

    def _open(self) -> None:
        """Open the meeting of the address, or the one that one most likely came for."""
        asked = parse_qs(self.workbook.place.query).get("id", [""])[0]
        try:
            if asked:
                self.which.open(asked)
        except AccessError:
            self.notice.say(GONE)
        if self.sitting.meeting is None and self.sitting.slot is None:
            self.which.open_nearest()
        self.reread()

    def reread(self) -> None:
        """Show how it stands now, after a change here or in another window."""
        try:
            self.sitting.reread()
        except AccessError:
            self.sitting.meeting = None
            self.sitting.reread()
            self.notice.say(GONE)
        parts = (self.which, self.planning, self.running, self.recording, self.finding)
        for part in (*parts, self.on_paper):
            part.reread()
        self.live.topics = self.sitting.topics
        self._show_steps()

    def _show_steps(self) -> None:
        meeting = self.sitting.meeting
        rows = [
            ("which-meeting", "Which meeting", self.sitting.title(meeting) if meeting else ""),
            ("plan", "Plan", _planned(meeting)),
            ("run", "Run", ""),
            ("record", "Record", "kept" if meeting and meeting.course else ""),
            ("find", "Find", "in all PLGs"),
        ]
        self.steps.items = [
            {"slug": slug, "name": name, "note": note, "done": False} for slug, name, note in rows
        ]


def _planned(meeting: Meeting | None) -> str:
    if meeting is None:
        return "not planned yet"
    return "adds up" if not meeting.left else f"{abs(meeting.left)} minutes {_way(meeting)}"


def _way(meeting: Meeting) -> str:
    return "open" if meeting.left > 0 else "too many"


def build(workbook: Workbook) -> MeetingsPage:
    """The meetings of whoever is here."""
    return MeetingsPage(workbook)
