"""The page: four ways to one protocol, which share what one said of the meeting."""

from typing import Any

from plgwork.pages.guard import guarded
from plgwork.pages.page import Page
from plgwork.pages.protocols.asked import Asked
from plgwork.pages.protocols.browse import Browse
from plgwork.pages.protocols.choose import Choose
from plgwork.pages.protocols.compare import Compare
from plgwork.pages.protocols.read import Read
from plgwork.pages.protocols.shelf import Shelf
from plgwork.pages.reflection.leftover import Leftover
from plgwork.widgets import Catalogue, Fields, Sheet, Steps
from plgwork.workbook import Workbook

ALL = ("kind", "people", "minutes", "words")
ANSWERS = ("brings", "wants", "people", "minutes", "trust")
TOGETHER = {"all": ALL, "answers": ANSWERS}


class Protocols(Page):
    """The library. It keeps nothing: what is asked of it stands in the address alone."""

    name = "protocols"

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        self.asked = Asked.of(workbook.place.query)
        self.shelf = Shelf(self)
        self.steps = Steps(label="Steps of the library")
        self.add(self.steps)
        self.browsing = Browse(self.shelf)
        self.choosing = Choose(self.shelf)
        self.reading = Read(self.shelf)
        self.comparing = Compare(self.shelf)
        self.browse = self.browsing.section
        self.help_me_choose = self.choosing.section
        self.read = self.reading.section
        self.side_by_side = self.comparing.section
        self._listen()
        Leftover(self)
        self.reread()

    def _listen(self) -> None:
        ways = (self.browsing, self.choosing, self.reading, self.comparing)
        for way in ways:
            self._hear(way.fields)
            for part in way.section.children:
                if isinstance(part, Catalogue):
                    self._lead(part)
        for sheet in (self.reading.sheet, *self.comparing.sheets.values()):
            self._lead(sheet)

    def _hear(self, fields: Fields) -> None:
        @guarded(self.notice.say)
        def answer(message: dict[str, Any]) -> None:
            values, ticket = message.get("values"), message.get("ticket")
            known = {field["name"] for field in fields.fields}
            given = values if isinstance(values, dict) else {}
            with fields.hold_sync():
                fields.heard = ticket if isinstance(ticket, int) else 0
                self.ask({name: given[name] for name in known & given.keys()})

        fields.listen("answer", answer)

    def _lead(self, part: Catalogue | Sheet) -> None:
        @guarded(self.notice.say)
        def opened(message: dict[str, Any]) -> None:
            self.ask({"open": message.get("id", "")})

        @guarded(self.notice.say)
        def loosen(message: dict[str, Any]) -> None:
            name = str(message.get("name", ""))
            self.ask(dict.fromkeys(TOGETHER.get(name, (name,)), ""))

        part.listen("open", opened)
        part.listen("loosen", loosen)

    def ask(self, values: dict[str, Any]) -> None:
        """Go by other values from now on, in every step."""
        self.asked = self.asked.changed(values)
        self.reread()

    def reread(self) -> None:
        """Show what is asked for."""
        for way in (self.browsing, self.choosing, self.reading, self.comparing):
            way.reread(self.asked)
        self.steps.items = self._steps()

    def _steps(self) -> list[dict[str, Any]]:
        opened = self.shelf.protocols.get(self.asked["open"])
        rows = [
            ("browse", "Browse", f"{len(self.shelf.protocols)} protocols"),
            ("help-me-choose", "Help me choose", "five questions"),
            ("read", "Read", opened.name if opened else "one, with its steps"),
            ("side-by-side", "Side by side", "two to compare"),
        ]
        return [
            {"slug": slug, "name": name, "note": note, "done": False} for slug, name, note in rows
        ]


def build(workbook: Workbook) -> Protocols:
    """The library of protocols, for whoever is here."""
    return Protocols(workbook)
