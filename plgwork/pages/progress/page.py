"""The page: four areas, one below the other, and a page of them for a governing board."""

from collections.abc import Callable, Mapping

from plgwork.documents.brief import WORD, brief
from plgwork.models.agreements import Kind, Purpose
from plgwork.models.briefs import Brief, BriefArea
from plgwork.models.content import Area
from plgwork.models.people import Role
from plgwork.pages.guard import guarded
from plgwork.pages.page import Page
from plgwork.pages.progress import culture, purpose, structure, sustainability
from plgwork.pages.progress.reading import Reading, read
from plgwork.pages.progress.story import Story, chart
from plgwork.pages.wording import in_words
from plgwork.widgets import Chart, Downloads, Panels, Section
from plgwork.workbook import Workbook

TELLING: Mapping[Area, Callable[[Page, Reading], Story]] = {
    Area.PURPOSE: purpose.tell,
    Area.STRUCTURE: structure.tell,
    Area.SUSTAINABILITY: sustainability.tell,
    Area.CULTURE: culture.tell,
}
WATCHERS = {Role.LEADER, Role.COACH}
THEIRS = {
    "title": "Leaders and coaches look at the whole here",
    "lines": ["How your own PLG does, you see on Meetings and on Culture."],
}
TITLE = "How our PLGs are doing"
HOW = (
    "From agendas and records that all staff can read, and from surveys as they were let out. "
    "Shares of fewer than five people are withheld, and nobody is named or ranked."
)


class ProgressPage(Page):
    """What one watches of a school's PLGs, for whoever leads or coaches there."""

    name = "progress"

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        self.panels = {area: Panels() for area in Area}
        self.charts: dict[Area, Chart] = {}
        self.stories: dict[Area, Story] = {}
        self.areas = {area: Section(area.value) for area in Area}
        for section in self.areas.values():
            section.add_class("plg-beside")
        self.purpose, self.structure = self.areas[Area.PURPOSE], self.areas[Area.STRUCTURE]
        self.culture = self.areas[Area.CULTURE]
        self.sustainability = self.areas[Area.SUSTAINABILITY]
        self.downloads = Downloads(items=[{"id": "brief", "text": "A page for your board (Word)"}])
        self.downloads.listen("ask", guarded(self.notice.say)(lambda _message: self._deliver()))
        self.brief = Section("brief")
        if WATCHERS & set(workbook.me.roles):
            self.brief.show(self.downloads)
            self.when_changed([f"school:{workbook.school.id}"], self.reread)
            self.reread()
        else:
            self.purpose.show(Panels(panels=[THEIRS]))

    def reread(self) -> None:
        """Show how it stands now."""
        now = read(self.workbook)
        for area, tell in TELLING.items():
            self._show(area, tell(self, now))

    def _show(self, area: Area, story: Story) -> None:
        before = self.stories.get(area)
        self.stories[area] = story
        self.panels[area].panels = [story.panel()]
        if before is None or before.trend != story.trend:  # a picture that was drawn stays
            shown = [chart(self, story)] if story.drawn else []
            self.areas[area].show(self.panels[area], *shown)

    # --- to take away -----------------------------------------------------------------------

    def _deliver(self) -> None:
        self.downloads.deliver(*self.file())

    def file(self) -> tuple[str, str, bytes]:
        """The brief: its name, its media type, its bytes."""
        today = self.workbook.today
        now = read(self.workbook)
        agreed = now.agreed(Kind.PURPOSE)
        why = agreed.matter.wording if agreed and isinstance(agreed.matter, Purpose) else ""
        names = self.workbook.content.vocabulary("areas")
        told = Brief(
            title=TITLE,
            school=self.workbook.school.name,
            made=f"{in_words(today)} {today.year}",
            why=why,
            areas=tuple(
                _area(names.name(area.value), tell(self, now)) for area, tell in TELLING.items()
            ),
            how=HOW,
        )
        return f"how-our-plgs-are-doing-{today:%Y-%m-%d}.docx", WORD, brief(told)


def _area(name: str, story: Story) -> BriefArea:
    table = story.drawn
    return BriefArea(
        name=name,
        says=story.says,
        facts=tuple(story.facts),
        onward=story.onward,
        head=tuple(story.head) if table else (),
        rows=tuple(map(tuple, story.rows)) if table else (),
    )


def build(workbook: Workbook) -> ProgressPage:
    """Progress, for whoever is here."""
    return ProgressPage(workbook)
