"""A card whose text several windows or people write at one time: nothing of any is lost."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol

from plgwork.errors import UnavailableError
from plgwork.pages.guard import guarded
from plgwork.pages.wording import at_time, in_words
from plgwork.widgets import Card
from plgwork.workbook import Workbook

Message = dict[str, Any]
NOT_YET = "Not saved yet. {problem} What you wrote stays in this tab and is sent again."


class Version(Protocol):
    """A current text, who wrote it, and when."""

    @property
    def id(self) -> str:
        """What it is replaced by."""

    @property
    def text(self) -> str:
        """What was written."""

    @property
    def by(self) -> str:
        """A name, or nothing."""

    @property
    def saved_at(self) -> datetime:
        """When it was saved."""


Save = Callable[[str, tuple[str, ...]], Sequence[Version]]


class Versions:
    """The newest text in the card, the others beside it.

    ``save`` keeps a text upon these versions; it gives those that are current then.
    """

    def __init__(
        self,
        card: Card,
        workbook: Workbook,
        say: Callable[[str], None],
        current: Sequence[Version],
        save: Save,
    ) -> None:
        self.card, self._workbook = card, workbook
        self._current, self._keep = list(current), save
        newest = next(iter(current), None)
        if newest:
            card.text, card.bases = newest.text, [newest.id]
            card.status = self.saved(newest)
        self._show()
        for kind, act in (("write", self._write), ("settle", self._settle)):
            card.listen(kind, self._answering(act))
        card.listen("adopted", guarded(say)(self._adopted))

    def _answering(self, act: Callable[[Message], None]) -> Callable[[Message], None]:
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
        if not text.strip() and not self._current:
            self.card.keep(ticket, [], "")
            return
        self._current = list(self._keep(text, tuple(bases)))
        known = [one for one in self._current if one.text == text]
        mine = next(iter(known), self._current[0])
        self.card.keep(ticket, [mine.id], self.saved(mine))
        self._show()

    def _adopted(self, message: Message) -> None:
        """The browser shows the text of somebody else now."""
        self.card.bases = [str(one) for one in message.get("bases", [])]
        self._show()

    def reread(self, current: Sequence[Version]) -> None:
        """Show what somebody else wrote, without touching what is written here."""
        self._current = list(current)
        foreign = [one for one in current if one.id not in self.card.bases]
        if len(foreign) == len(current) == 1:
            self.card.incoming = {"text": foreign[0].text, "bases": [foreign[0].id]}
            self.card.status = self.saved(foreign[0])
        self._show()

    def _show(self) -> None:
        others = [one for one in self._current if one.id not in self.card.bases]
        # One text that is not here yet comes by itself; only where two stand is there a choice.
        self.card.others = [self._other(one) for one in others] if len(self._current) > 1 else []

    def _other(self, one: Version) -> dict[str, str]:
        return {"id": one.id, "at": self.saved(one), "text": one.text}

    def saved(self, one: Version) -> str:
        """``Saved 3:15 pm, by Ana``."""
        local = one.saved_at.astimezone(self._workbook.zone)
        today = local.date() == self._workbook.today
        when = at_time(local) if today else f"{in_words(local.date())}, {at_time(local)}"
        return f"Saved {when}{f', by {one.by}' if one.by else ''}"
