"""The notes of a record, as cards that several people write at one time."""

from typing import Any

from plgwork.errors import UnavailableError
from plgwork.models.meetings import MOST_NOTE, Meeting, NoteDraft, NoteVersion
from plgwork.pages.guard import guarded
from plgwork.pages.meetings.sitting import Sitting
from plgwork.pages.wording import at_time, in_words
from plgwork.widgets import Card

Message = dict[str, Any]
NOT_YET = "Not saved yet. {problem} What you wrote stays in this tab and is sent again."


class Noting:
    """One part of the record: the newest text in the card, texts of others beside it."""

    def __init__(self, sitting: Sitting, about: str, name: str, meaning: str) -> None:
        self._sitting, self._about = sitting, about
        self._meeting = _opened(sitting)
        self.card = Card(
            key=f"{sitting.workbook.me.id} {self._meeting.id} {about}",
            most=MOST_NOTE,
            title=name,
            why=meaning,
        )
        self.card.add_class("plg-half")
        newest = next(iter(self._meeting.about(about)), None)
        if newest:
            self.card.text, self.card.bases = newest.text, [newest.id]
            self.card.status = self._saved(newest)
        self._show()
        for kind, act in (("write", self._write), ("settle", self._settle)):
            self.card.listen(kind, self._answering(act))
        self.card.listen("adopted", guarded(sitting.say)(self._adopted))

    def _answering(self, act: Any) -> Any:
        def heard(message: Message) -> None:
            ticket = int(message.get("ticket", 0))

            def attempt(message: Message) -> None:
                try:
                    act(message)
                except UnavailableError as error:
                    raise UnavailableError(NOT_YET.format(problem=error)) from error

            guarded(lambda problem: self.card.refuse(ticket, problem))(attempt)(message)

        return heard

    def _write(self, message: Message) -> None:
        self._save(message, self._bases(message))

    def _settle(self, message: Message) -> None:
        """Keep this text in place of another, which stays as an earlier version."""
        self._save(message, [*self._bases(message), str(message.get("id", ""))])

    def _bases(self, message: Message) -> list[str]:
        if message.get("recovered"):
            return [str(one) for one in message.get("bases", [])]
        return list(self.card.bases)

    def _save(self, message: Message, bases: list[str]) -> None:
        text, ticket = str(message.get("text", "")), int(message.get("ticket", 0))
        if not text.strip() and not self._meeting.about(self._about):
            self.card.keep(ticket, [], "")
            return
        draft = NoteDraft(
            meeting_id=self._meeting.id,
            about=self._about,
            text=text,
            bases=tuple(bases),
            sitting=self._sitting.id,
        )
        self._meeting = self._sitting.workbook.store.records.write(draft)
        mine = next(one for one in self._meeting.about(self._about) if one.text == draft.text)
        self.card.keep(ticket, [mine.id], self._saved(mine))
        self._show()

    def _adopted(self, message: Message) -> None:
        """The browser shows the text of somebody else now."""
        self.card.bases = [str(one) for one in message.get("bases", [])]
        self._show()

    def reread(self, meeting: Meeting) -> None:
        """Show what somebody else wrote, without touching what is written here."""
        self._meeting = meeting
        current = meeting.about(self._about)
        foreign = [one for one in current if one.id not in self.card.bases]
        if len(foreign) == len(current) == 1:
            self.card.incoming = {"text": foreign[0].text, "bases": [foreign[0].id]}
            self.card.status = self._saved(foreign[0])
        self._show()

    def _show(self) -> None:
        current = self._meeting.about(self._about)
        others = [one for one in current if one.id not in self.card.bases]
        # One text that is not here yet comes by itself; only where two stand is there a choice.
        self.card.others = [self._other(one) for one in others] if len(current) > 1 else []

    def _other(self, note: NoteVersion) -> dict[str, str]:
        return {"id": note.id, "at": self._saved(note), "text": note.text}

    def _saved(self, note: NoteVersion) -> str:
        local = self._sitting.local(note.saved_at)
        today = local.date() == self._sitting.workbook.today
        when = at_time(local) if today else f"{in_words(local.date())}, {at_time(local)}"
        return f"Saved {when}{f', by {note.by}' if note.by else ''}"


def _opened(sitting: Sitting) -> Meeting:
    if sitting.meeting is None:
        raise LookupError("no meeting is open")
    return sitting.meeting
