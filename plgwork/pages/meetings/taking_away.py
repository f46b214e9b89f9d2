"""The meeting to take away: as a Word file, and as an entry of a calendar."""

from datetime import timedelta

from plgwork.models.meetings import Meeting
from plgwork.models.schedules import Slot
from plgwork.pages.guard import guarded
from plgwork.pages.meetings.minutes import told
from plgwork.pages.meetings.sitting import Sitting
from plgwork.widgets import Downloads

FILES = {"word": "Agenda and record (Word)", "calendar": "For your calendar (ICS)"}


class TakingAway:
    """Files that are made when somebody asks for one."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.downloads = Downloads()
        guard = guarded(sitting.say)
        self.downloads.listen("ask", guard(lambda message: self._deliver(str(message["id"]))))

    def reread(self) -> None:
        """Offer files of the meeting that is open."""
        files = FILES if self._sitting.meeting else {}
        self.downloads.items = [{"id": one, "text": name} for one, name in files.items()]

    def _deliver(self, which: str) -> None:
        meeting = self._sitting.meeting
        if meeting is None:
            return
        if which == "word":
            from plgwork.documents.minutes import WORD, minutes

            name, media, data = "Meeting.docx", WORD, minutes(told(self._sitting, meeting))
        else:
            from plgwork.documents.calendars import MEDIA, calendar

            workbook = self._sitting.workbook
            data = calendar(
                meeting.name, [_slot(meeting)], workbook.zone, workbook.now(), workbook.school.id
            )
            name, media = "Meeting.ics", MEDIA
        self.downloads.deliver(f"{meeting.day} {name}", media, data)


def _slot(meeting: Meeting) -> Slot:
    return Slot(
        of=meeting.of.plg_id or meeting.of.school_id or "",
        name=meeting.name,
        starts_at=meeting.starts_at,
        ends_at=meeting.starts_at + timedelta(minutes=meeting.minutes),
        place=meeting.place or "-",
    )
