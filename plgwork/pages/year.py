"""My year: how one's marks moved, and every word one wrote, to read, take away or delete."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from plgwork.analysis.trends import trend
from plgwork.models.content import Area
from plgwork.models.months import Month
from plgwork.models.progress import Trend
from plgwork.models.reflections import Entry, EntryKind
from plgwork.models.yearbook import Chapter, Passage, YearBook
from plgwork.pages.guard import guarded
from plgwork.pages.page import Page
from plgwork.pages.reflection.leftover import Leftover
from plgwork.pages.wording import at_time, in_words
from plgwork.widgets import Chart, Downloads, Panels, Reader, Section
from plgwork.workbook import Workbook

EVER = Month(1900, 1), Month(9999, 12)
ORDER = (EntryKind.OUTCOME, EntryKind.ANSWER, EntryKind.COMMITMENT, EntryKind.NOTE)
SHOWN_MONTHS = 18
WARNING = (
    "Its earlier versions go too, what search knows of it, and the copy your cohort sees, if "
    "there is one. It cannot be brought back here. Backups your school makes keep it for up to "
    "{days} days more, then they forget it as well."
)
NOTHING_YET = "Nothing here yet. What you write in your monthly reflection can be read again here."
NOTHING_FOUND = "Nothing you wrote holds these words."


class Year(Page):
    """Marks, words and files of one's own."""

    name = "year"

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        self.query = ""
        self.reader = Reader(warning=WARNING.format(days=workbook.content.cover.backup_days))
        self.downloads = Downloads(
            items=[{"id": "word", "text": "Word"}, {"id": "markdown", "text": "Markdown"}]
        )
        self.marks = Section("marks")
        self.words = Section("words", self.reader)
        self.take_away = Section("take_away", self.downloads)
        self._listen()
        Leftover(self)
        self.reread()
        self._draw_marks()
        self.when_changed([f"person:{workbook.me.id}"], self.reread)

    def _listen(self) -> None:
        guard = guarded(self.notice.say)
        self.reader.listen("search", guard(self._search))
        self.reader.listen("versions", guard(self._versions))
        self.reader.listen("delete", guard(self._delete))
        self.downloads.listen("ask", guard(self._download))

    # --- words ----------------------------------------------------------------------------

    def reread(self) -> None:
        """Show every entry, or those that hold the words searched for."""
        store = self.workbook.store.reflections
        everything = store.entries_between(*EVER)
        found = store.search(self.query) if self.query.strip() else everything
        newest = sorted(found, key=lambda entry: entry.subject.month, reverse=True)
        written = [entry for entry in newest if entry.text.strip() or entry.outcome]
        self.reader.months = self._months(written)
        many = "entry holds" if len(written) == 1 else "entries hold"
        self.reader.found = f"{len(written)} {many} these words" if self.query.strip() else ""
        self.reader.empty = NOTHING_FOUND if self.query.strip() else NOTHING_YET

    def _months(self, entries: Iterable[Entry]) -> list[dict[str, Any]]:
        return [
            {
                "name": _month_name(month),
                # Whoever searches wants to see; whoever arrives, the newest month.
                "open": bool(self.query.strip()) or number == 0,
                "entries": [self._shown(entry) for entry in sorted(group, key=_order)],
            }
            for number, (month, group) in enumerate(
                groupby(entries, key=lambda entry: entry.subject.month)
            )
        ]

    def _shown(self, entry: Entry) -> dict[str, Any]:
        passage = self._passage(entry)
        return {
            "id": entry.id,
            "kicker": passage.kicker,
            "title": passage.title,
            "text": passage.text,
            "note": passage.note,
            "earlier": _earlier(entry),
        }

    def _passage(self, entry: Entry) -> Passage:
        content = self.workbook.content
        kind, area = entry.subject.kind, entry.subject.area
        kicker = content.vocabulary("areas").name(area.value) if area else ""
        title = entry.subject.asked
        if kind is EntryKind.COMMITMENT:
            kicker, title = "Planned", "What I will do next"
        if kind is EntryKind.NOTE:
            kicker = "Your own note on a meeting"
        if kind is EntryKind.OUTCOME:
            came = entry.outcome and content.vocabulary("outcomes").name(entry.outcome.value)
            kicker = f"What came of it: {came.lower()}" if came else "What came of it"
        return Passage(kicker=kicker, title=title, text=entry.text, note=self._note(entry))

    def _note(self, entry: Entry) -> str:
        shared = "Shared with your cohort" if entry.shared else "Only you can open this here"
        if not entry.current:
            return shared
        return f"{shared}. {self._saved(entry.current[0].saved_at)}"

    def _saved(self, moment: Any) -> str:
        local = moment.astimezone(self.workbook.zone)
        year = "" if local.year == self.workbook.today.year else f" {local.year}"
        return f"Saved {in_words(local.date())}{year}, {at_time(local)}"

    def _search(self, message: dict[str, Any]) -> None:
        self.query = str(message.get("query", ""))[:200]
        self.reread()

    def _versions(self, message: dict[str, Any]) -> None:
        entry = self.workbook.store.reflections.entry(str(message.get("id", "")))
        shown = [
            {"at": self._saved(version.saved_at), "text": version.text}
            for version in entry.versions
            if version.text != entry.text
        ]
        self.reader.versions = {**self.reader.versions, entry.id: shown}

    def _delete(self, message: dict[str, Any]) -> None:
        entry_id = str(message.get("id", ""))
        self.workbook.store.reflections.delete(entry_id)
        left = {one: texts for one, texts in self.reader.versions.items() if one != entry_id}
        self.reader.versions = left
        self.reread()
        self.notice.say("Deleted for good.")

    # --- marks ------------------------------------------------------------------------------

    def _draw_marks(self) -> None:
        made = self._trend()
        if not made.months:
            nothing = {
                "title": "No marks yet",
                "lines": ["Rate the sixteen statements in your reflection, and they appear here."],
            }
            self.marks.show(Panels(panels=[nothing]))
            return
        from plgwork.charts import ratings  # matplotlib, only where something is drawn
        from plgwork.widgets.chart import svg

        chart = Chart(
            title=ratings.title(made),
            light=svg(ratings.draw(made)),
            dark=svg(ratings.draw(made, dark=True)),
            alt=ratings.describe(made),
            note="Each point is the mean of your four marks in that area, from 1 (not at all) to "
            "5 (fully). Nobody but you sees them. Your coach may open how many of the cohort gave "
            "a 4 or a 5, from five people up.",
            table=_table(made),
        )
        self.marks.show(chart)

    def _trend(self) -> Trend:
        content = self.workbook.content
        first = self.workbook.month.plus(-SHOWN_MONTHS)
        given = self.workbook.store.reflections.ratings_between(first, EVER[1])
        names = content.vocabulary("areas")
        return trend(
            given,
            content.indicators.indicators,
            sorted({rating.month for rating in given}),
            {area: names.name(area.value) for area in Area},
        )

    # --- files ------------------------------------------------------------------------------

    def _download(self, message: dict[str, Any]) -> None:
        wanted = str(message.get("id", ""))
        self.downloads.deliver(*self.file(wanted))
        self.workbook.store.reflections.exported(wanted)

    def file(self, wanted: str) -> tuple[str, str, bytes]:
        """Everything one wrote, in a file: its name, its media type, its bytes."""
        from plgwork.documents import yearbook  # python-docx, only where something is made

        book = self._book()
        name = f"my-reflections-{self.workbook.today:%Y-%m-%d}"
        if wanted == "word":
            return f"{name}.docx", yearbook.WORD, yearbook.word(book)
        return f"{name}.md", yearbook.MARKDOWN, yearbook.markdown(book)

    def _book(self) -> YearBook:
        entries = self.workbook.store.reflections.entries_between(*EVER)
        written = [entry for entry in entries if entry.text.strip()]
        chapters = [
            Chapter(
                name=_month_name(month),
                passages=tuple(self._passage(entry) for entry in sorted(group, key=_order)),
            )
            for month, group in groupby(written, key=lambda entry: entry.subject.month)
        ]
        return YearBook(
            title="My reflections",
            author=self.workbook.me.name,
            made=f"{in_words(self.workbook.today)} {self.workbook.today.year}",
            chapters=tuple(chapters),
        )


def _order(entry: Entry) -> int:
    """As one walks through the month: what came of it, the answers, the plans, the meetings."""
    return ORDER.index(entry.subject.kind)


def _earlier(entry: Entry) -> str:
    # A second current version, from another window, is one to open as well.
    count = entry.earlier + len(entry.current) - 1
    if count < 1:
        return ""
    return "1 earlier version" if count == 1 else f"{count} earlier versions"


def _month_name(month_id: str) -> str:
    month = Month.parse(month_id)
    return f"{month.name} {month.year}"


def _table(made: Trend) -> dict[str, Any]:
    lines = [*made.areas, *made.indicators]
    return {
        "caption": "Your marks by month",
        "head": ["", *(f"{Month.parse(m).name[:3]} {Month.parse(m).year}" for m in made.months)],
        "rows": [
            [line.name, *("" if v is None else f"{v:.1f}".removesuffix(".0") for v in line.values)]
            for line in lines
        ],
    }


def build(workbook: Workbook) -> Year:
    """My year, for whoever is here."""
    return Year(workbook)
