"""The live round: each writes one thing, and all see them when the coach opens them."""

from collections.abc import Sequence
from typing import Any

from plgwork.models.cohorts import MOST_TOLD, Jotted, LiveRound
from plgwork.pages.cohort.asking import Asking
from plgwork.pages.cohort.noting import Noted
from plgwork.pages.cohort.sitting import Sitting
from plgwork.pages.guard import guarded
from plgwork.pages.wording import at_time, in_words
from plgwork.widgets import Card, Live, Panels, Section

TOO_LATE = (
    "The round was opened before these words were saved. They are not among the others’; they are "
    "still here for you to copy, or to say aloud."
)


class LiveRounds:
    """The round that is written, or the last one that was opened; below it, earlier ones."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._noted: Noted | None = None
        self._writes_to = ""
        # Apart from the page's own: while forty write, nothing else is read again.
        self.heard = Live()
        self.heard.listen("changed", guarded(sitting.say)(lambda _message: self.reread()))
        self.asking = Asking(sitting)
        self.asking.changed = self.reread
        self.now, self.place, self.before = Panels(), Section("card"), Panels()
        self.asking.led = self.now.lead
        self.section = Section("round")
        asking = (self.asking.links, self.asking.sure, self.asking.form)
        self.section.show(self.heard, self.now, self.place, *asking, self.before)

    def reread(self) -> None:
        """Show how the rounds stand; what is being written stays."""
        sitting = self._sitting
        self.heard.topics = self._topics()
        rounds = sitting.store.rounds.of(sitting.plg_id) if sitting.group else []
        waiting = next((one for one in rounds if one.opened_at is None), None)
        opened = [one for one in rounds if one.opened_at]
        self._take_up(waiting)
        self.asking.reread(waiting if sitting.group else None)
        if waiting:
            self.now.panels = [self._waits(waiting)]
        else:
            self.now.panels = [self._read(opened[0])] if opened else [self._nothing()]
        earlier = opened if waiting else opened[1:]
        self.before.panels = self._earlier([one for one in earlier if one.told])

    def _topics(self) -> list[str]:
        plg_id, me = self._sitting.plg_id, self._sitting.workbook.me.id
        count = [f"written:{plg_id}"] if self._sitting.coach else []
        return [f"round:{plg_id}", f"person:{me}", *count] if plg_id else []

    # --- writing ----------------------------------------------------------------------------

    def _take_up(self, waiting: LiveRound | None) -> None:
        if waiting is None:
            # Out of sight, not gone: what it has not sent yet is still sent, and answered.
            self.place.hidden = True
            return
        if self._noted is None or self._writes_to != waiting.id:
            self._writes_to = waiting.id
            self._noted = self._card(waiting)
            self._noted.show(waiting.mine)
            self.place.show(self._noted.card)
        else:
            self._noted.reread(waiting.mine)
        self.place.hidden = False

    def _card(self, waiting: LiveRound) -> Noted:
        sitting = self._sitting
        card = Card(
            key=f"{sitting.workbook.me.id} round {waiting.id}",
            title=waiting.question,
            why=f"{sitting.readers} read this under your name once the coach opens the round. "
            "Until then nobody else can, not even the coach, and you can change it.",
            sharing="You write one thing; a sentence or two are enough. Please name no student.",
            most=MOST_TOLD,
        )

        def write(words: str, upon: str) -> Jotted:
            return sitting.store.rounds.write(waiting.id, words, upon)

        return Noted(sitting.workbook, card, write, self._too_late)

    def _too_late(self, _problem: str) -> str:
        self.place.hidden = False
        return TOO_LATE

    # --- reading ----------------------------------------------------------------------------

    def _waits(self, waiting: LiveRound) -> dict[str, Any]:
        sitting = self._sitting
        lines = ["Write one thing below. The words of all of you appear here, together."]
        if sitting.coach:
            lines = [f"{waiting.written} of {sitting.many} wrote so far. {lines[0]}"]
        return {"kicker": "Being written now", "title": "The round", "lines": lines, "wide": True}

    def _read(self, opened: LiveRound) -> dict[str, Any]:
        return {
            "kicker": f"Opened {self._when(opened)}",
            "title": opened.question,
            "lines": [] if opened.told else ["Nobody wrote."],
            "items": [{"title": _by(one), "text": one.text} for one in opened.told],
            "wide": True,
        }

    def _nothing(self) -> dict[str, Any]:
        lines = [
            "When the coach asks something, each of you writes one thing here. Nobody sees "
            "another’s words until the coach opens the round; then all of you see all of them."
        ]
        return {"title": "No round yet", "lines": lines, "wide": True}

    def _earlier(self, rounds: Sequence[LiveRound]) -> list[dict[str, Any]]:
        return [
            {
                "kicker": f"Opened {self._when(one)}",
                "title": one.question,
                "more": {
                    "summary": f"What {len(one.told)} people wrote",
                    "lines": [f"{_by(said)}: {said.text}" for said in one.told],
                },
            }
            for one in rounds
        ]

    def _when(self, opened: LiveRound) -> str:
        local = (opened.opened_at or opened.asked_at).astimezone(self._sitting.workbook.zone)
        return f"{in_words(local.date())}, {at_time(local)}"


def _by(one: Any) -> str:
    return "You" if one.mine else str(one.by)
