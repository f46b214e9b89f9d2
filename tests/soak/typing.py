"""Somebody types in a real browser while what is behind the page is killed, again and again.

Two things must hold whatever happens: what the card called saved is in the database, and what
was typed is in the field after the reload, to the last key.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from plgwork.models.months import Month
from plgwork.store import Store
from tests import means
from tests.browser.looking import process_of, sign_in
from tests.browser.reflecting import AREAS, at_write, first_card, see_saved, title_of
from tests.browser.reflecting import field as field_of
from tests.browser.serving import NOW, make_school
from tests.browser.visiting import OPENING, ready
from tests.postgresql import running
from tests.soak.databases import Database, Killed, Locked
from tests.soak.standing import Standing, standing

WRITER = "walter-brzezicki"
NOVEMBER = Month(2026, 11)
WORDS = ("we", "sat", "in", "a", "round", "and", "nobody", "spoke", "until", "somebody", "did")
# Every state that the field was in, and the last of them that was shown as saved.
WATCH = """(field) => {
  window.plgStates = [field.value];
  field.addEventListener("input", () => window.plgStates.push(field.value));
}"""
LOOK = """(card) => {
  const saved = card.querySelector(".plg-saved [role=status]");
  const called = !saved.hidden && saved.textContent.startsWith("Saved ");
  const states = window.plgStates;
  window.plgStates = [card.querySelector("textarea").value];
  return { states, saved: called };
}"""


@dataclass
class Figures:
    """What was done and seen."""

    killed: Counter[str] = field(default_factory=Counter)
    keys: int = 0
    called_saved: int = 0
    parted: int = 0

    def __str__(self) -> str:
        killed = ", ".join(f"{name} {count} times" for name, count in sorted(self.killed.items()))
        return (
            f"Struck: {killed}. {self.keys} keys; {self.called_saved} times the page called "
            f"a text saved; nothing of it was lost. Texts in two places: {self.parted}."
        )


class Typist:
    """Types, remembers what was promised, and holds the workbook to it."""

    def __init__(self, page: Page, store: Store, chance: Random) -> None:
        self.page = page
        self.figures = Figures()
        self._store = store
        self._chance = chance
        self._card: Locator | None = None
        self._promised = ""
        self._since: list[str] = []

    # --- at the keyboard --------------------------------------------------------------

    def sit_down(self) -> None:
        """Begin to write on one of the cards, from what it holds."""
        self._card = first_card(self.page, self._chance.choice(AREAS))
        see_saved_or_empty(self._card)
        self._title = title_of(self._card)
        self._promised = field_of(self._card).input_value()
        self._since = [self._promised]
        self._watch()

    def type(self) -> None:
        """Some words; now and then a few keys back."""
        for _ in range(self._chance.randint(1, 6)):
            if self._chance.random() < 0.2:
                for _ in range(self._chance.randint(1, 5)):
                    self.page.keyboard.press("Backspace")
                    self.figures.keys += 1
            word = f"{self._chance.choice(WORDS)} "
            self.page.keyboard.type(word, delay=self._chance.choice([0, 5, 40, 120]))
            self.figures.keys += len(word)
            self.look()

    def pause(self) -> None:
        """Look up from the keys, until the card says that all is saved; or do not."""
        if self._chance.random() < 0.5:
            see_saved(self.card)
            self.look()

    def look(self) -> None:
        """What the page shows at this moment: every state since, and whether the last is saved."""
        seen = self.card.evaluate(LOOK)
        self._since += seen["states"]
        if seen["saved"]:
            self.figures.called_saved += 1
            self._promised = seen["states"][-1]
            self._since = [self._promised]

    def reload(self, name: str) -> None:
        """One click goes on: what was typed is there, and is saved."""
        button = self.page.get_by_role("button", name=name)
        expect(button).to_be_visible()
        self.look()
        before = field_of(self.card).input_value()
        self.hold()
        button.click()
        expect(self.page.locator("#banner button")).to_have_count(0)
        ready(self.page)
        expect(field_of(self.card)).to_have_value(before)
        self._watch()

    # --- at the database ----------------------------------------------------------------

    def hold(self) -> None:
        """What was called saved is there; or something that was typed after it."""
        kept = self.kept()
        assert any(text in self._since for text in kept) or not self._promised, (
            f"Lost: the page called {self._promised[-60:]!r} saved; "
            f"the database holds {[text[-60:] for text in kept]}"
        )

    def settle(self) -> None:
        """In the end everything is saved."""
        see_saved(self.card)
        self.look()
        wanted, kept = field_of(self.card).input_value(), self.kept()
        assert wanted in kept, f"Not kept: {wanted[-60:]!r} of {[one[-60:] for one in kept]}"
        self.figures.parted += len(kept) > 1

    def kept(self) -> list[str]:
        """The current texts of this card's question, past all pages."""
        visitor = self._store.for_visitor(WRITER, lambda: datetime.fromisoformat(NOW))
        for entry in visitor.reflections.entries_of(NOVEMBER):
            if entry.subject.asked == self._title:
                return [version.text for version in entry.current]
        return []

    @property
    def card(self) -> Locator:
        """The card on which is written."""
        assert self._card
        return self._card

    def _watch(self) -> None:
        field_of(self.card).evaluate(WATCH)
        field_of(self.card).focus()
        self.page.keyboard.press("Control+End")


def see_saved_or_empty(card: Locator) -> None:
    """A card that is at rest."""
    if field_of(card).input_value():
        see_saved(card)


@dataclass(frozen=True)
class Blows:
    """How often each part is struck."""

    kernel: int
    server: int
    database: int

    def shuffled(self, chance: Random) -> list[str]:
        """All of them, in some order."""
        blows = ["kernel"] * self.kernel + ["server"] * self.server
        blows += ["database"] * self.database
        chance.shuffle(blows)
        return blows


def chaos(page: Page, server: Standing, database: Database, blows: Blows, seed: int = 1) -> Figures:
    """Type through every blow; AssertionError names the first thing that was lost."""
    chance = Random(seed)
    store = Store.open(database.url)
    typist = Typist(at_write(page, WRITER), store, chance)
    try:
        for blow in blows.shuffled(chance):
            typist.sit_down()
            typist.type()
            typist.pause()
            STRIKE[blow](typist, server, database)
            typist.settle()
            typist.figures.killed[blow] += 1
    finally:
        store.close()
    return typist.figures


def _kernel(typist: Typist, _server: Standing, _database: Database) -> None:
    process_of(typist.page).kill()
    typist.type()
    typist.reload("Reload")


def _server(typist: Typist, server: Standing, _database: Database) -> None:
    server.kill()
    typist.type()
    expect(typist.page.locator("#banner")).to_contain_text("cannot be reached")
    expect(typist.page.locator("#banner button")).to_have_count(0)
    server.start()
    typist.reload("Reload")


def _database(typist: Typist, _server: Standing, database: Database) -> None:
    database.strike()
    try:
        typist.type()
        expect(typist.card).to_contain_text("Not saved yet. The database")
        typist.look()
    finally:
        database.mend()


STRIKE = {"kernel": _kernel, "server": _server, "database": _database}


@contextmanager
def desk(browser: Browser, server: Standing) -> Iterator[Page]:
    """A browser of the writer's own."""
    context = browser.new_context(base_url=f"{server.served.url}/", locale="en-US")
    yield sign_in(context.new_page(), WRITER)
    context.close()


def on_sqlite(browser: Browser, folder: Path, blows: Blows, seed: int = 1) -> Figures:
    """All of it on SQLite, where the database is locked in place of being killed."""
    make_school(folder)
    with standing(folder) as server, desk(browser, server) as page:
        return chaos(page, server, Locked(folder / "workbook.sqlite"), blows, seed)


def on_postgresql(browser: Browser, folder: Path, blows: Blows, seed: int = 1) -> Figures:
    """All of it on PostgreSQL."""
    with (
        running(means.postgresql()) as postgresql,
        postgresql.database() as url,
        standing(folder, database=url) as server,
        desk(browser, server) as page,
    ):
        return chaos(page, server, Killed(postgresql, url), blows, seed)


def main(arguments: list[str]) -> int:
    """``python -m tests.soak.typing [kernel server database [sqlite|postgresql [seed]]]``."""
    counts = [int(one) for one in arguments[:3]] or [100, 10, 5]
    kinds = arguments[3:4] or ["sqlite", "postgresql"]
    seed = int(arguments[4]) if len(arguments) > 4 else 1
    runs = {"sqlite": on_sqlite, "postgresql": on_postgresql}
    expect.set_options(timeout=OPENING)
    program, options = means.headless(), list(means.CHROMIUM_OPTIONS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=options)
        for kind in kinds:
            with tempfile.TemporaryDirectory() as folder:
                print(
                    f"{kind}: {runs[kind](browser, Path(folder), Blows(*counts), seed)}", flush=True
                )
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
