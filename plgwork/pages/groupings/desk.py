"""What the steps of the page share: who works here, the drafts, and the one that is open."""

from collections.abc import Callable
from datetime import date, timedelta

from plgwork.analysis.groupings.judging import judge
from plgwork.errors import AccessError
from plgwork.models.groupings import (
    Circumstances,
    DraftState,
    Judgement,
    Outline,
    RosterDraft,
)
from plgwork.models.months import Month
from plgwork.workbook import Workbook

CLOSED = "Open a draft first, or begin one: step “Drafts”."


class Desk:
    """One visit of somebody who drafts: at most one draft is open."""

    def __init__(self, workbook: Workbook, say: Callable[[str], None]) -> None:
        self.workbook = workbook
        self.say = say
        self.store = workbook.store.groupings
        self.changed: Callable[[], None] = lambda: None
        self.draft: RosterDraft | None = None
        self.drafts: list[RosterDraft] = []
        self.known = Circumstances(staff=())
        self.wishes: dict[str, str] = {}

    def reread(self) -> None:
        """Take in what changed elsewhere; a draft that was deleted is no longer open."""
        self.drafts = self.store.drafts()
        kept = {one.id for one in self.drafts}
        if self.draft:
            self.draft = self.store.draft(self.draft.id) if self.draft.id in kept else None
        self.known = self.store.circumstances(self._last_year())
        self.wishes = {one.person_id: one.text for one in self.workbook.store.wishes.wishes()}

    def open(self, draft_id: str) -> None:
        """Open a draft in place of the one that was open."""
        self.draft = self.store.draft(draft_id)
        self.refresh()

    def begin(self, name: str, year: int, outline: Outline) -> None:
        """Begin a draft, and open it."""
        self.draft = self.store.begin(name, year, outline)
        self.refresh()

    def refresh(self) -> None:
        """Read again, and show every step as things stand."""
        self.reread()
        self.changed()

    # --- the draft that is open ---------------------------------------------------------------

    @property
    def opened(self) -> RosterDraft:
        """The draft that is open; AccessError when none is."""
        if self.draft is None:
            raise AccessError(CLOSED)
        return self.draft

    @property
    def changeable(self) -> bool:
        """Whether the draft that is open may still change."""
        return self.draft is not None and self.draft.state is DraftState.DRAFT

    @property
    def judged(self) -> Judgement:
        """What can be said of the draft that is open."""
        return self.judge(self.opened.outline)

    def judge(self, outline: Outline) -> Judgement:
        """What can be said of groups."""
        return judge(outline, self.known)

    # --- the year -----------------------------------------------------------------------------

    @property
    def present_year(self) -> int:
        """The calendar year in which the present school year began."""
        return self.workbook.calendar.year_of(Month.of(self.workbook.today))

    def begins(self, year: int) -> date:
        """The day from which a draft for that school year would hold; not before today."""
        return max(self.workbook.today, date(year, self.workbook.calendar.starts, 1))

    def _last_year(self) -> date:
        """The day whose groups are last year's, seen from the draft that is open."""
        year = self.draft.year if self.draft else self.present_year + 1
        first = date(year, self.workbook.calendar.starts, 1)
        return min(self.workbook.today, first - timedelta(days=1))


def in_years(year: int) -> str:
    """``2027–28``."""
    return f"{year}–{(year + 1) % 100:02d}"
