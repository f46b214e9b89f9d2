"""The notes of a record, as cards that several people write at one time."""

from collections.abc import Sequence

from plgwork.models.meetings import MOST_NOTE, Meeting, NoteDraft, NoteVersion
from plgwork.pages.meetings.sitting import Sitting
from plgwork.pages.versions import Versions
from plgwork.widgets import Card


class Noting:
    """One part of the record: the newest text in the card, texts of others beside it."""

    def __init__(self, sitting: Sitting, about: str, name: str, meaning: str) -> None:
        self._sitting, self._about = sitting, about
        self._meeting_id = _opened(sitting).id
        self.card = Card(
            key=f"{sitting.workbook.me.id} {self._meeting_id} {about}",
            most=MOST_NOTE,
            title=name,
            why=meaning,
        )
        self.card.add_class("plg-half")
        current = _opened(sitting).about(about)
        self._versions = Versions(self.card, sitting.workbook, sitting.say, current, self._save)

    def _save(self, text: str, bases: tuple[str, ...]) -> Sequence[NoteVersion]:
        draft = NoteDraft(
            meeting_id=self._meeting_id,
            about=self._about,
            text=text,
            bases=bases,
            sitting=self._sitting.id,
        )
        return self._sitting.workbook.store.records.write(draft).about(self._about)

    def reread(self, meeting: Meeting) -> None:
        """Show what somebody else wrote, without touching what is written here."""
        self._versions.reread(meeting.about(self._about))


def _opened(sitting: Sitting) -> Meeting:
    if sitting.meeting is None:
        raise LookupError("no meeting is open")
    return sitting.meeting
