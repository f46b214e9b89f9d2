"""The sixth step: the same figures in a file, with how they were made."""

from collections.abc import Iterator
from importlib import import_module, metadata
from typing import Any

from plgwork.errors import AccessError
from plgwork.models.findings import Finding, Takeaway
from plgwork.pages.guard import guarded
from plgwork.pages.surveys.results import Results
from plgwork.pages.surveys.sitting import Sitting
from plgwork.pages.surveys.views import Views
from plgwork.pages.wording import in_words
from plgwork.widgets import Downloads, Panels, Section

NOTHING = {
    "title": "Nothing to take away yet",
    "lines": ["Files hold what was let out, and nothing else. Let figures out first."],
    "links": [{"text": "Go to Let it out", "href": "#let-it-out"}],
}
WHAT = {
    "title": "What is in them",
    "lines": [
        "Every file but CSV says by which rules it was counted, and what is withheld. Of open "
        "answers, only what you tick under Results is in them, and the codes two of you gave. "
        "Whatever is in them may be passed on.",
        "Slides: one finding on each, its picture with words for those who cannot see it: the "
        "overview, every question, the trend, and by each kind of group up to three questions "
        "whose groups differ by more than chance, else the first question. Word: the same to "
        "read, with a table of all questions. Excel: every figure, in rows, and open answers on a "
        "sheet of their own. CSV: the figures alone.",
        "Slides and Word leave out: further questions by group, answers that stand in no order, "
        "who did not answer, and the figures under “How sure is this?”. They stay under Results.",
    ],
}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILES = {
    "slides": ("Slides", "slides", "pptx", "POWERPOINT"),
    "word": ("Word", "report", "docx", ""),
    "excel": ("Excel", "workbook", "xlsx", "EXCEL"),
    "csv": ("CSV", "figures", "csv", "CSV"),
}
MOST_COMPARED = 3  # questions by group that become findings


class TakingAway:
    """Four kinds of files, each made when it is asked for."""

    def __init__(self, sitting: Sitting, looking: Results) -> None:
        self._sitting, self._looking = sitting, looking
        self.panels = Panels()
        self.downloads = Downloads(
            items=[{"id": one, "text": name} for one, (name, *_) in FILES.items()]
        )
        self.section = Section("take_away")
        self.downloads.listen("ask", guarded(sitting.say)(self._deliver))

    def reread(self) -> None:
        """Show the files there are, or what is missing."""
        views = self._looking.views
        self.panels.panels = [WHAT if views else NOTHING]
        self.section.show(self.panels, *([self.downloads] if views else []))

    def _deliver(self, message: dict[str, Any]) -> None:
        self.downloads.deliver(*self.file(str(message.get("id", ""))))

    def file(self, kind: str) -> tuple[str, str, bytes]:
        """A file: its name, its media type, its bytes."""
        views = self._looking.views
        if views is None or kind not in FILES:
            raise AccessError("Nothing is let out that could be in this file.")
        _, module, ending, media = FILES[kind]
        made = import_module(f"plgwork.documents.surveys.{module}")  # only where one is made
        data = getattr(made, module)(self._taken(views, kind in ("slides", "word")))
        name = f"survey-{self._sitting.workbook.today:%Y-%m-%d}.{ending}"
        return name, getattr(made, media, WORD), data

    def _taken(self, views: Views, pictures: bool) -> Takeaway:
        today = self._sitting.workbook.today
        return Takeaway(
            table=views.table.model_copy(update={"title": views.instrument.title}),
            instrument=views.instrument,
            findings=tuple(self._findings(views)) if pictures else (),
            open=tuple(self._looking.open.findings()),
            made=f"{in_words(today)} {today.year}",
            version=metadata.version("plgwork"),
        )

    def _findings(self, views: Views) -> Iterator[Finding]:
        yield views.finding("dots", (), ())
        yield views.finding("bars", (), ())
        comparing = self._looking.comparing
        for by in sorted(comparing.bys, key=lambda one: one != comparing.by):
            for question in comparing.telling(by)[:MOST_COMPARED]:
                yield views.finding("groups", question, by)
        if lines := self._looking.lines:
            yield views.finding("trend", lines)
