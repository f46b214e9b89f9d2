"""Cards and the entries behind them: every text that is written here goes through the desk."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from plgwork.errors import StoreError, UnavailableError
from plgwork.models.reflections import (
    MOST_CHARACTERS,
    Audience,
    Draft,
    Entry,
    Outcome,
    Subject,
    Version,
)
from plgwork.pages.guard import guarded
from plgwork.pages.wording import at_time, in_words
from plgwork.widgets import Card
from plgwork.workbook import Workbook

Message = dict[str, Any]
PRIVATE = "Nobody else can open this here."
UNDONE = {
    "write": "Not saved yet. {problem} What you wrote stays in this tab and is sent again.",
    "share": "{problem} Who can read this did not change.",
    "withdraw": "{problem} Who can read this did not change.",
    "choose": "{problem} Choose again in a moment.",
    "settle": "{problem} Both texts are still there.",
    "adopted": "{problem}",
}
TOO_LONG = "This is longer than the workbook keeps in one place (200,000 characters)."


class Desk:
    """One sitting at a page: makes cards, and knows which entry each of them holds."""

    def __init__(self, workbook: Workbook, audience: Audience | None) -> None:
        self.workbook = workbook
        self.audience = audience
        self.sitting = uuid4().hex
        self.bound: list[Bound] = []
        self._changed: Callable[[], None] = lambda: None

    def when_changed(self, changed: Callable[[], None]) -> None:
        """Call this after anything was saved, shared or chosen."""
        self._changed = changed

    def changed(self) -> None:
        """Tell the page that what is on the desk changed."""
        self._changed()

    def card(self, subject: Subject, entry: Entry | None, **words: Any) -> Card:
        """A card for this subject, showing what is written to it so far."""
        bound = Bound(self, subject, entry, words)
        self.bound.append(bound)
        return bound.card

    def entries(self) -> list[Entry]:
        """What is written on this desk, in the order of the cards."""
        return [bound.entry for bound in self.bound if bound.entry]

    def find(self, entry_id: str) -> "Bound":
        """The card that holds an entry."""
        for bound in self.bound:
            if bound.entry and bound.entry.id == entry_id:
                return bound
        raise StoreError("That text is no longer here. Reload the page to see what is.")


class Bound:
    """A card and its entry, kept in step."""

    def __init__(
        self, desk: Desk, subject: Subject, entry: Entry | None, words: dict[str, Any]
    ) -> None:
        self.desk = desk
        self.subject = subject
        self.entry = entry
        self._store = desk.workbook.store.reflections
        audience = desk.audience
        self.card = Card(
            key=f"{desk.workbook.me.id} {subject.month} {subject.kind.value} {subject.about}",
            most=MOST_CHARACTERS,
            audience=audience.model_dump() if audience else None,
            **words,
        )
        if entry and entry.current:
            self.card.text = entry.text
            self.card.bases = [entry.current[0].id]
            self.card.status = self._saved(entry.current[0])
        self._show()
        self._listen()

    def _listen(self) -> None:
        acts: dict[str, Callable[[Message], None]] = {
            "write": self.write,
            "share": self.share,
            "withdraw": self.withdraw,
            "choose": self.choose,
            "settle": self.settle,
            "adopted": self.adopted,
        }
        for kind, act in acts.items():
            self.card.listen(kind, self._answering(act, UNDONE[kind]))

    def _answering(self, act: Callable[[Message], None], undone: str) -> Callable[[Message], None]:
        def attempt(message: Message) -> None:
            try:
                act(message)
            except UnavailableError as error:
                raise UnavailableError(undone.format(problem=error)) from error

        def heard(message: Message) -> None:
            ticket = int(message.get("ticket", 0))
            guarded(lambda problem: self.card.refuse(ticket, problem))(attempt)(message)

        return heard

    # --- what a person does -----------------------------------------------------------

    def write(self, message: Message) -> None:
        """Keep the text, upon the versions it was written upon."""
        self._save(message, self._bases(message))
        self.desk.changed()

    def settle(self, message: Message) -> None:
        """Keep this text in place of another current one, which stays as an earlier version."""
        self._save(message, [*self._bases(message), str(message.get("id", ""))])
        self.desk.changed()

    def share(self, message: Message) -> None:
        """Save what stands here, then publish a copy of it."""
        self._save(message, self._bases(message))
        self._took(self._store.share(self._written().id, self.card.bases[0]))
        self.desk.changed()

    def withdraw(self, message: Message) -> None:
        """Save what stands here, and take the shared copy back."""
        self._save(message, self._bases(message))
        if self.entry:
            self._took(self._store.withdraw(self.entry.id))
        self.desk.changed()

    def choose(self, message: Message) -> None:
        """Keep what came of a commitment, and the words about it."""
        self._took(self._store.tell(self.subject, Outcome(str(message.get("choice", "")))))
        self._save(message, self._bases(message))
        self.desk.changed()

    def adopted(self, message: Message) -> None:
        """The browser shows the text of another window now."""
        self.card.bases = [str(one) for one in message.get("bases", [])]
        self._show()

    def reread(self, entry: Entry | None) -> None:
        """Show what another window wrote, without touching what is written here."""
        self.entry = entry
        current = entry.current if entry else ()
        foreign = [version for version in current if version.id not in self.card.bases]
        if len(foreign) == len(current) == 1:
            self.card.incoming = {"text": foreign[0].text, "bases": [foreign[0].id]}
        self._show()

    @property
    def text(self) -> str:
        """What this card holds; a text from another window may stand beside it."""
        if self.entry is None:
            return ""
        mine = (one.text for one in self.entry.current if one.id in self.card.bases)
        return next(mine, self.entry.text)

    # --- keeping in step ----------------------------------------------------------------

    def _bases(self, message: Message) -> list[str]:
        if not message.get("recovered"):
            return list(self.card.bases)
        # What lay in the tab continues what is saved, unless another window wrote meanwhile.
        # What it had sent may have been saved without its hearing of it.
        saved = self.card.text
        if str(message.get("text", "")).startswith(saved) or message.get("sent") == saved:
            return list(self.card.bases)
        return [str(one) for one in message.get("bases", [])]

    def _save(self, message: Message, bases: list[str]) -> None:
        text, ticket = str(message.get("text", "")), int(message.get("ticket", 0))
        if len(text) > MOST_CHARACTERS:
            raise StoreError(TOO_LONG)
        if not text.strip() and not (self.entry and self.entry.versions):
            chosen = self.entry and f"Saved {self._when(self.desk.workbook.now())}"
            self.card.keep(ticket, [], chosen or "")
            return
        draft = Draft(
            subject=self.subject, text=text, bases=tuple(bases), sitting=self.desk.sitting
        )
        entry = self._store.save(draft)
        mine = next(version for version in entry.current if version.text == draft.text)
        self.card.keep(ticket, [mine.id], self._saved(mine))
        self._took(entry)

    def _took(self, entry: Entry) -> None:
        self.entry = entry
        self._show()

    def _written(self) -> Entry:
        if self.entry is None or not self.card.bases:
            raise StoreError("Write something first; then you can share it.")
        return self.entry

    def _show(self) -> None:
        card, entry = self.card, self.entry
        card.others = (
            [self._other(v) for v in entry.current if v.id not in card.bases] if entry else []
        )
        card.shared = bool(entry and entry.shared)
        card.stale = bool(entry and entry.newer_than_shared)
        card.sharing = self._sharing(entry)
        card.choice = entry.outcome.value if entry and entry.outcome else ""

    def _other(self, version: Version) -> dict[str, str]:
        return {"id": version.id, "at": self._saved(version), "text": version.text}

    def _sharing(self, entry: Entry | None) -> str:
        audience = self.desk.audience
        if audience is None or entry is None or not entry.text.strip():
            return PRIVATE
        readers = f"{len(audience.readers)} people in {audience.name}"
        if entry.shared is None:
            return f"{PRIVATE} “My cohort” gives the {readers} a copy under your name."
        when = self._when(entry.shared.shared_at)
        if entry.newer_than_shared:
            return f"The {readers} see the copy of {when}. What you wrote since is private. "
        return f"Shared with the {readers}, {when}. Words you add later stay private."

    def _saved(self, version: Version) -> str:
        return f"Saved {self._when(version.saved_at)}"

    def _when(self, moment: datetime) -> str:
        local = moment.astimezone(self.desk.workbook.zone)
        if local.date() == self.desk.workbook.today:
            return at_time(local)
        return f"{in_words(local.date())}, {at_time(local)}"
