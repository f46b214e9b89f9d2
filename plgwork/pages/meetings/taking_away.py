"""The meeting to take away: as a Word file, and as an entry of a calendar."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from plgwork.analysis.agendas import starts
from plgwork.models.meetings import Meeting, Minutes
from plgwork.models.schedules import Slot
from plgwork.pages.guard import guarded
from plgwork.pages.meetings import guardrails
from plgwork.pages.meetings.doing import owed
from plgwork.pages.meetings.recording import ANSWERS, came_as
from plgwork.pages.meetings.sitting import Sitting
from plgwork.pages.wording import at_time, in_words
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

            name, media, data = "Meeting.docx", WORD, minutes(self._minutes(meeting))
        else:
            from plgwork.documents.calendars import MEDIA, calendar

            workbook = self._sitting.workbook
            data = calendar(
                meeting.name, [_slot(meeting)], workbook.zone, workbook.now(), workbook.school.id
            )
            name, media = "Meeting.ics", MEDIA
        self.downloads.deliver(f"{meeting.day} {name}", media, data)

    def _minutes(self, meeting: Meeting) -> Minutes:
        sitting, content = self._sitting, self._sitting.workbook.content
        names = sitting.names()
        asked, parts = content.vocabulary("record-questions"), content.vocabulary("record-notes")
        return Minutes(
            title=meeting.name,
            school=sitting.workbook.school.name,
            when=f"{in_words(meeting.day)} {meeting.day.year}, {sitting.time(meeting)}",
            place=meeting.place,
            why=guardrails.why(guardrails.standing(sitting)),
            facilitator=names.get(meeting.facilitator, ""),
            note_taker=names.get(meeting.note_taker, ""),
            agenda=tuple(self._agenda(meeting, names)),
            came=tuple((label, tuple(who)) for label, who in came_as(meeting, names)),
            answers=tuple(
                (one.name, ANSWERS.get(meeting.answers[one.id], ""))
                for one in asked.terms
                if one.id in meeting.answers
            ),
            notes=tuple((one.name, _texts(meeting, one.id)) for one in parts.terms),
            actions=tuple(
                ", ".join(filter(None, (one.text, owed(one)))) for one in meeting.actions
            ),
        )

    def _agenda(self, meeting: Meeting, names: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
        protocols = self._sitting.workbook.content.protocols
        begins = starts(meeting.blocks, self._sitting.local(meeting.starts_at))
        for block, when in zip(meeting.blocks, begins, strict=True):
            protocol = protocols.get(block.protocol_id)
            what = (block.name, protocol.name if protocol else "", names.get(block.brings, ""))
            yield at_time(when), f"{block.minutes} min", ", ".join(filter(None, what))


def _texts(meeting: Meeting, part: str) -> tuple[str, ...]:
    return tuple(note.text for note in meeting.about(part) if note.text.strip())


def _slot(meeting: Meeting) -> Slot:
    return Slot(
        of=meeting.of.plg_id or meeting.of.school_id or "",
        name=meeting.name,
        starts_at=meeting.starts_at,
        ends_at=meeting.starts_at + timedelta(minutes=meeting.minutes),
        place=meeting.place or "-",
    )
