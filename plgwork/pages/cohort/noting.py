"""A card whose text is kept as one row: what another window wrote is not replaced unseen."""

from collections.abc import Callable
from typing import Any

from pydantic import TypeAdapter

from plgwork.errors import AccessError, StoreError, UnavailableError
from plgwork.models.cohorts import Jotted
from plgwork.models.model import Typed
from plgwork.pages.guard import guarded
from plgwork.pages.wording import at_time
from plgwork.widgets import Card
from plgwork.workbook import Workbook

Message = dict[str, Any]
Write = Callable[[str, str], Jotted]
KEEPABLE: TypeAdapter[str] = TypeAdapter(Typed)
NOT_YET = "Not saved yet. {problem} What you wrote stays in this tab and is sent again."
TWICE = "Not saved yet: something else was written here in another window. Both are still there."
TOO_LONG = "Not saved: this is longer than {most:,} letters."


class Noted:
    """A card and the text behind it; ``write`` keeps words upon a version, and says what is kept.

    ``closed`` is called when it may not be written any more.
    """

    def __init__(
        self,
        workbook: Workbook,
        card: Card,
        write: Write,
        closed: Callable[[str], str] = lambda problem: problem,
    ) -> None:
        self.card, self._workbook = card, workbook
        self._write, self._closed = write, closed
        for kind in ("write", "settle"):
            card.listen(kind, self._heard)
        card.listen("adopted", self._adopted)

    def show(self, kept: Jotted | None) -> None:
        """Begin with what is kept."""
        self.card.text = kept.text if kept else ""
        self.card.bases = [kept.version] if kept else []
        self.card.status = self._saved(kept) if kept else ""

    def reread(self, kept: Jotted | None) -> None:
        """Offer what another window wrote, without touching what is written here."""
        if kept and kept.version not in self.card.bases:
            self.card.incoming = {"text": kept.text, "bases": [kept.version]}

    def _heard(self, message: Message) -> None:
        ticket = message.get("ticket")
        ticket = ticket if isinstance(ticket, int) else 0

        @guarded(lambda problem: self.card.refuse(ticket, problem))
        def take() -> None:
            try:
                self._keep(message, ticket)
            except UnavailableError as error:
                raise UnavailableError(NOT_YET.format(problem=error)) from error
            except AccessError as error:
                raise AccessError(self._closed(str(error))) from error

        take()

    def _keep(self, message: Message, ticket: int) -> None:
        words = KEEPABLE.validate_python(str(message.get("text", "")))
        if len(words) > self.card.most:
            raise StoreError(TOO_LONG.format(most=self.card.most))
        upon = self._upon(message)
        if not words.strip() and not upon:
            self.card.keep(ticket, [], "")
            return
        kept = self._write(words if words.strip() else "", upon)
        if kept.text.strip() != words.strip():
            other = {"id": kept.version, "at": self._saved(kept), "text": kept.text}
            self.card.others = [other]
            raise StoreError(TWICE)
        self.card.others = []
        self.card.keep(ticket, [kept.version], self._saved(kept))
        # What lay in a tab and is sent again is judged by what is kept last.
        self.card.text = kept.text

    def _upon(self, message: Message) -> str:
        """The version these words were written upon."""
        if message.get("kind") == "settle":
            return str(message.get("id", ""))
        bases = self.card.bases
        if message.get("recovered") and not self._continues(message):
            given = message.get("bases")
            bases = [str(one) for one in given] if isinstance(given, list) else []
        return next(iter(bases), "")

    def _continues(self, message: Message) -> bool:
        # What it had sent may have been saved without its hearing of it.
        saved = self.card.text
        return str(message.get("text", "")).startswith(saved) or message.get("sent") == saved

    def _adopted(self, message: Message) -> None:
        bases = message.get("bases")
        self.card.bases = [str(one) for one in bases] if isinstance(bases, list) else []

    def _saved(self, kept: Jotted) -> str:
        return f"Saved {at_time(kept.saved_at.astimezone(self._workbook.zone))}"
