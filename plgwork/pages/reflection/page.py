"""The page: which month, how far it is, and the five steps."""

from typing import Any
from urllib.parse import parse_qs

from plgwork.analysis.progress import progress
from plgwork.errors import UnavailableError
from plgwork.models.months import Month
from plgwork.models.progress import Progress
from plgwork.models.reflections import Entry, EntryKind, Rating, Subject
from plgwork.pages.guard import guarded
from plgwork.pages.page import Page
from plgwork.pages.reflection import look_back, rate, write
from plgwork.pages.reflection.desk import UNDONE, Desk
from plgwork.pages.reflection.leftover import Leftover
from plgwork.pages.reflection.plan import Plan
from plgwork.pages.wording import excerpt
from plgwork.widgets import Card, Links, MonthPicker, Section, SharingSheet, Steps
from plgwork.workbook import Workbook

EXCERPT = 180


class Reflection(Page):
    """Five steps over one month, each saved as one goes."""

    name = "reflection"

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        self.look_back = Section("look_back")
        self.rate = Section("rate")
        self.write = Section("write")
        self.plan = Section("plan")
        self.share = Section("share")
        self.steps = Steps()
        self.picker = MonthPicker(months=self._months(), month=self._asked_month().id)
        self.picker.observe(guarded(self.notice.say)(self._pick), "month")
        self.add(self.picker, self.steps)
        self.show(Month.parse(self.picker.month))
        self.when_changed([f"person:{workbook.me.id}"], self.reread)
        Leftover(self, self._open)

    # --- which month --------------------------------------------------------------------

    def _months(self) -> list[dict[str, str]]:
        """This school year's months so far, and every month with words in it; newest first."""
        calendar, latest = self.workbook.calendar, self._latest()
        months = {latest, *self.workbook.store.reflections.months_written()}
        year = calendar.year_of(latest)
        month = latest
        while calendar.year_of(month) == year:
            months.add(month)
            month = calendar.before(month)
        return [{"id": m.id, "name": f"{m.name} {m.year}"} for m in sorted(months, reverse=True)]

    def _latest(self) -> Month:
        return self.workbook.calendar.school_month(Month.of(self.workbook.today))

    def _asked_month(self) -> Month:
        """The month in the address, if it is one that can be written; else by the clock."""
        asked = parse_qs(self.workbook.place.query).get("month", [""])[0]
        if not asked or asked in {one["id"] for one in self._months()}:
            return Month.parse(asked) if asked else self.workbook.month
        self.notice.say(f"There is no month {asked!r} to write in; here is the present one.")
        return self.workbook.month

    def _pick(self, change: Any) -> None:
        self.notice.say("")
        self.show(Month.parse(change["new"]))

    # --- the steps ----------------------------------------------------------------------

    def show(self, month: Month) -> None:
        """Lay out a month's reflection."""
        store, calendar = self.workbook.store.reflections, self.workbook.calendar
        self.month = month
        self.planned = store.planned_before(month, self._since(month))
        self.ratings = store.ratings_between(self._since(month), month)
        entries = store.entries_of(month)
        desk = self.desk = Desk(self.workbook, store.audience(month))
        asked = calendar.prompts_month(month) or calendar.months[calendar.starts]
        self.sheet = rate.sheet(self.workbook, month, self.ratings, self._rated)
        self.sharing = SharingSheet()
        self.sharing.listen("share", guarded(self.sharing.refuse)(self._share))
        self.sharing.listen("withdraw", guarded(self.sharing.refuse)(self._withdraw))
        self.look_back.show(
            *look_back.parts(desk, month, self.planned), _on("Go on to Rate", "rate")
        )
        self.rate.show(self.sheet, _on("Go on to Write", "write"))
        self._areas = write.parts(desk, month, asked, entries, self.notice)
        self.write.show(*self._areas, _on("Go on to Plan", "plan"))
        self._plans = Plan(desk, month, entries, self.notice)
        self.plan.show(self._plans, _on("Go on to Share", "share"))
        home = {"text": "Done for now", "href": self.address("home"), "quiet": True}
        self.share.show(self.sharing, Links(items=[home]))
        desk.when_changed(self._redraw)
        self._redraw()

    def _open(self, subject: Subject) -> bool:
        """Whether a card is here for this subject, opened for it if need be."""
        if any(_place(bound.subject) == _place(subject) for bound in self.desk.bound):
            return True
        if subject.month != self.month.id:
            return False
        if subject.kind is EntryKind.COMMITMENT:
            self._plans.offer(subject)
            return True
        return any(area.offer(subject.about) for area in self._areas)

    def _since(self, month: Month) -> Month:
        """As far back as one looks: this school year, and at least the month before."""
        calendar = self.workbook.calendar
        begins = Month(calendar.year_of(month), calendar.starts)
        return min(begins, calendar.before(month))

    def reread(self) -> None:
        """Take in what was written in another window."""
        store = self.workbook.store.reflections
        entries = {
            (entry.subject.kind, entry.subject.about): entry
            for entry in store.entries_of(self.month)
        }
        for bound in self.desk.bound:
            bound.reread(entries.get((bound.subject.kind, bound.subject.about)))
        self.ratings = store.ratings_between(self._since(self.month), self.month)
        self.sheet.marks = {
            one.indicator_id: one.value for one in self.ratings if one.month == self.month.id
        }
        self._redraw()

    def _rated(self, rating: Rating) -> None:
        self.ratings = [*self.ratings, rating]
        self._redraw()

    def _share(self, message: dict[str, Any]) -> None:
        self._through_card("share", message)

    def _withdraw(self, message: dict[str, Any]) -> None:
        self._through_card("withdraw", message)

    def _through_card(self, kind: str, message: dict[str, Any]) -> None:
        self.sharing.problem = ""
        bound = self.desk.find(str(message.get("id", "")))
        act = bound.share if kind == "share" else bound.withdraw
        try:
            act({"text": bound.text, "ticket": 0})
        except UnavailableError as error:
            raise UnavailableError(UNDONE[kind].format(problem=error)) from error

    # --- what is left to do ---------------------------------------------------------------

    def _redraw(self) -> None:
        entries = self.desk.entries()
        told = {one.subject.about: one for one in entries if one.subject.kind is EntryKind.OUTCOME}
        now = progress(
            entries,
            [one for one in self.ratings if one.month == self.month.id],
            [(one, told.get(one.id)) for one, _ in self.planned],
            len(self.workbook.content.indicators.indicators),
        )
        self.steps.items = _steps(now)
        self.sharing.audience = self.desk.audience.model_dump() if self.desk.audience else None
        self.sharing.rows = [
            _row(bound.entry, bound.text, bound.card)
            for bound in self.desk.bound
            if bound.entry and bound.text.strip()
        ]


def _place(subject: Subject) -> tuple[str, EntryKind, str]:
    return subject.month, subject.kind, subject.about


def _on(text: str, slug: str) -> Links:
    return Links(items=[{"text": text, "href": f"#{slug}"}])


def _row(entry: Entry, text: str, card: Card) -> dict[str, object]:
    return {
        "id": entry.id,
        "title": card.title,
        "text": excerpt(text, EXCERPT),
        "shared": entry.shared is not None,
        "note": card.sharing,
        "stale": entry.newer_than_shared,
    }


def _steps(now: Progress) -> list[dict[str, object]]:
    looked = f"{now.told} of {now.planned} told" if now.planned else "nothing planned"
    planned = f"{now.commitments} planned" if now.commitments else "nothing yet"
    cards = "card" if now.shared == 1 else "cards"
    shared = f"{now.shared} {cards} shared" if now.shared else "all private"
    rows = [
        ("look-back", "Look back", looked, now.told == now.planned),
        ("rate", "Rate", f"{now.rated} of {now.indicators}", now.rated == now.indicators),
        ("write", "Write", f"{now.areas} of 4 areas", now.areas == 4),
        ("plan", "Plan", planned, now.commitments > 0),
        ("share", "Share", shared, now.finished),
    ]
    return [
        {"slug": slug, "name": name, "note": note, "done": done} for slug, name, note, done in rows
    ]


def build(workbook: Workbook) -> Reflection:
    """The monthly reflection of whoever is here."""
    return Reflection(workbook)
