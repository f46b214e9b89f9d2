"""The third step: at least one question in each area, as many as one likes."""

from collections.abc import Sequence
from typing import Any

import ipywidgets as ipw

from plgwork.models.content import Area, MonthCode, Prompt
from plgwork.models.months import Month
from plgwork.models.reflections import Entry, EntryKind, Subject
from plgwork.pages.guard import guarded
from plgwork.pages.reflection.desk import Desk
from plgwork.widgets import Card, Chooser, Notice
from plgwork.widgets.placed import Placed


def parts(
    desk: Desk, month: Month, asked: MonthCode, entries: Sequence[Entry], notice: Notice
) -> list["AreaOfQuestions"]:
    """The four areas, each with its open cards and more to choose from."""
    answers = [one for one in entries if one.subject.kind is EntryKind.ANSWER]
    return [AreaOfQuestions(desk, month, area, asked, answers, notice) for area in Area]


class AreaOfQuestions(Placed, ipw.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """One area: cards for what is begun, or for the first question; the others folded."""

    def __init__(
        self,
        desk: Desk,
        month: Month,
        area: Area,
        asked: MonthCode,
        answers: Sequence[Entry],
        notice: Notice,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._month = month
        self._name = desk.workbook.content.vocabulary("areas").name(area.value)
        self._left = desk.workbook.content.prompts_for(asked, area)
        self._cards: list[Card] = []
        self._chooser = Chooser()
        self._chooser.listen("choose", guarded(notice.say)(self._choose))
        for entry in answers:
            if entry.subject.area is area:
                self._open_entry(entry)
        if not self._cards and self._left:
            self._open(self._left[0])
        self._draw()

    def _choose(self, message: dict[str, Any]) -> None:
        chosen = next(prompt for prompt in self._left if prompt.id == message.get("id"))
        self._open(chosen, wanted=True)
        self._draw()

    def offer(self, prompt_id: str) -> bool:
        """Open the card of a question that is folded here; whether there is one."""
        folded = [prompt for prompt in self._left if prompt.id == prompt_id]
        for prompt in folded:
            self._open(prompt)
            self._draw()
        return bool(folded)

    def _open(self, prompt: Prompt, wanted: bool = False) -> None:
        subject = Subject(
            month=self._month.id,
            kind=EntryKind.ANSWER,
            about=prompt.id,
            asked=prompt.text,
            area=prompt.area,
        )
        self._add(subject, None, why=prompt.why, wanted=wanted)

    def _open_entry(self, entry: Entry) -> None:
        # The card shows the wording it was written to, even where the prompt has changed since.
        prompt = self._desk.workbook.content.prompts.get(entry.subject.about)
        self._add(entry.subject, entry, why=prompt.why if prompt else "")

    def _add(self, subject: Subject, entry: Entry | None, **words: Any) -> None:
        self._left = [prompt for prompt in self._left if prompt.id != subject.about]
        self._cards.append(
            self._desk.card(subject, entry, area=self._name, title=subject.asked, **words)
        )

    def _draw(self) -> None:
        self._chooser.items = [
            {"id": prompt.id, "text": prompt.text, "why": prompt.why} for prompt in self._left
        ]
        self._chooser.summary = f"Another question about {self._name.lower()}"
        self.children = (*self._cards, self._chooser)
