"""One follow-up: what it is about, its note, what came of it, and its end."""

from collections.abc import Sequence
from typing import Any

from plgwork.models.followups import (
    MOST_NOTE,
    FollowUp,
    FollowUpDraft,
    FollowUpNote,
    Part,
)
from plgwork.pages.followups import phrases
from plgwork.pages.followups.changing import Changes
from plgwork.pages.followups.sitting import Sitting
from plgwork.pages.guard import guarded
from plgwork.pages.versions import Versions
from plgwork.pages.wording import in_words
from plgwork.widgets import Card, Links, Panels, Section

CHANGE, HAND_OVER = "Change its words or its day", "Hand it over"
END, AGAIN = "End it", "Open it again"
ASKS = {
    Part.NOTE: (
        "Your note",
        "What you want to ask, and what you hear. Nothing you would not say to them.",
    ),
    Part.CAME: ("What came of it", "What you agreed on, or that nothing is needed. Then end it."),
}
PASSED = "You see that it is there. Its note is read by whoever owns it now, and their readers."


class AtHand:
    """The one that is open on the page, as its owner writes it and as others read it."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.panels, self.links = Panels(), Links()
        self.changes = Changes(sitting)
        self.place = Section("at-hand")
        self._cards: dict[Part, Versions] = {}
        self._of = ("", False)
        self._wanted = False
        self.links.listen("ask", guarded(sitting.say)(self._do))

    def want(self) -> None:
        """Draw it anew, and take keyboard focus there: somebody asked for it."""
        self._of, self._wanted = ("", False), True

    def reread(self) -> None:
        """Show it as it stands; what is being written stays."""
        one = self._sitting.followup
        if one is None:
            self._of = ("", False)
            self.place.show(self.changes.words, self.changes.owner)
            return
        self.links.items = self._ways(one)
        writes = one.mine and one.ended_at is None
        if self._of != (one.id, writes):
            self._of = (one.id, writes)
            self._cards = {part: self._card(one, part) for part in Part} if writes else {}
            self.panels, self._wanted = Panels(wanted=self._wanted), False
            cards = [versions.card for versions in self._cards.values()]
            dialogs = (self.changes.words, self.changes.owner)
            self.place.show(self.panels, *cards, self.links, *dialogs)
        self.panels.panels = [self._panel(one)]
        for part, versions in self._cards.items():
            versions.reread(one.of(part))

    def _panel(self, one: FollowUp) -> dict[str, Any]:
        day = one.opened_at.astimezone(self._sitting.workbook.zone).date()
        return {
            "wide": True,
            "kicker": phrases.of_whom(one),
            "title": one.about,
            "lines": [] if one.noted else [PASSED],
            "facts": [
                ["Owned by", "you" if one.mine else one.owner or "nobody any more"],
                ["Opened", in_words(day)],
                ["Talk by", in_words(one.due)],
                *([["Ended", self._ended(one)]] if one.ended_at else []),
            ],
            "items": [] if one.mine and not one.ended_at else self._read(one),
        }

    def _ended(self, one: FollowUp) -> str:
        ended = one.ended_at or one.opened_at
        return in_words(ended.astimezone(self._sitting.workbook.zone).date())

    def _read(self, one: FollowUp) -> list[dict[str, str]]:
        """Its texts, for those who read them and do not write."""
        name = {Part.NOTE: "Note", Part.CAME: "What came of it"}
        return [
            {"title": name[note.part], "text": note.text, "note": f"Written by {note.by}"}
            for part in Part
            for note in one.of(part)
            if note.text.strip()
        ]

    def _card(self, one: FollowUp, part: Part) -> Versions:
        title, why = ASKS[part]
        leader = one.leader if one.leader != self._sitting.me.name else ""
        readers = phrases.readers(self._sitting.around, self._sitting.me.id, leader, one.person_id)
        never = f" {one.person} never reads it." if one.person else ""
        card = Card(
            key=f"{self._sitting.me.id} followup-{one.id} {part}",
            title=title,
            why=why,
            sharing=f"{readers}{never}",
            most=MOST_NOTE,
        )

        def save(text: str, bases: tuple[str, ...]) -> Sequence[FollowUpNote]:
            draft = FollowUpDraft(
                followup_id=one.id, part=part, text=text, bases=bases, sitting=self._sitting.id
            )
            return self._sitting.workbook.store.followups.write(draft).of(part)

        return Versions(card, self._sitting.workbook, self._sitting.say, one.of(part), save)

    def _ways(self, one: FollowUp) -> list[dict[str, Any]]:
        if one.ended_at:
            return [{"text": AGAIN, "quiet": True}] if one.mine else []
        if one.mine:
            return [
                {"text": END},
                {"text": CHANGE, "quiet": True},
                {"text": HAND_OVER, "quiet": True},
            ]
        coaches = self._sitting.me.id in self._sitting.around.coaches
        return [{"text": HAND_OVER, "quiet": True}] if coaches and one.noted else []

    def _do(self, message: dict[str, Any]) -> None:
        one, store = self._sitting.followup, self._sitting.workbook.store.followups
        if one is None:
            return
        match message.get("text"):
            case str(text) if text == END:
                store.end(one.id)
                self._sitting.changed()
                self._sitting.say("It has ended. It stays here to read.")
            case str(text) if text == AGAIN:
                store.open_again(one.id)
                self._sitting.changed()
            case str(text) if text == CHANGE:
                self.changes.ask_words(one)
            case _:
                self.changes.ask_owner(one)
