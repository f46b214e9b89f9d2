"""When groups meet: each group's time, the year beside the rule, what was held, clashes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import parse_qs

from plgwork.analysis.clarity import own
from plgwork.analysis.clashes import clashes
from plgwork.analysis.held import given_away, months_held
from plgwork.analysis.planned import planned
from plgwork.analysis.schedules import SHORT_MONTH, ever_meets
from plgwork.errors import AccessError
from plgwork.models.people import Group
from plgwork.models.schedules import (
    LEAST_MINUTES,
    LEAST_TIMES,
    Clash,
    Fit,
    MeetingRule,
    MonthPlan,
    YearPlan,
)
from plgwork.pages.guard import guarded
from plgwork.pages.page import Page
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.pages.structure import held, meeting
from plgwork.pages.structure.reading import Reading
from plgwork.pages.wording import at_time, how_often, in_words
from plgwork.widgets import Fields, Form, Links, Panels, Section, Table

Panel = dict[str, Any]
ASK_MORE = "Change what is asked"
HAND_OUT = {"text": "To the page to hand out", "href": "#who-who-when-and-where"}
NO_CLOSURES = (
    "Holidays and other closures are not counted yet: none are entered for this school year."
)
SET_ALL = "Set one time for the {many} PLGs that have none"
ALL = "One time for {many} PLGs"
EACH = "For {names}. Each of them can have another day, time or place afterwards."
YEAR = {"name": "year", "label": "School year", "kind": "select"}
FITS = {
    Fit.ENOUGH: "",
    Fit.LITTLE: ", too few",
    Fit.SHORT_MONTH: ", short month",
    Fit.NOT_BEGUN: "",
}
NEVER = "Saved. With the school days that are entered, {name} never meets: look at its days again."
MEANWHILE = "Somebody changed this meanwhile, to: {now}. Save once more to have it your way."
MEANWHILE_SOME = "Somebody set a time meanwhile: {now}. Save once more for the others."
TOO_BRIEF = ", too brief"


class Times:
    """The groups with their times, and a form for one of them."""

    def __init__(self, page: Page, changed: Callable[[], None]) -> None:
        self._page = page
        self._changed = changed
        self._schedules = page.workbook.store.schedules
        self.verdict, self.came, self.clashing = Panels(), Panels(), Panels()
        self.onward, self.more = Links(), Links()
        self.groups = Table(
            label="When each PLG meets",
            head=["PLG", "Meets", "Minutes", "Where"],
            empty="There is no PLG yet. The steward makes one on School.",
        )
        self.year, self.years = Table(), Fields(label="The school year that is looked at")
        self.time, self.rule = Form(dialog=True, live=True), Form(dialog=True)
        self.section = Section(
            "times",
            *(self.onward, self.verdict, self.groups, self.years, self.year, self.came),
            *(self.clashing, self.more, self.time, self.rule),
        )
        self._asked = parse_qs(page.workbook.place.query).get("year", [""])[0]
        self._kept: Mapping[str, Any] = {}
        self._listen()

    def _listen(self) -> None:
        guard = guarded(self._page.notice.say)
        self.groups.listen("open", guard(self._open))
        self.time.listen("change", guard(self._fit))
        self.time.listen("submit", answering(self.time, self._save))
        self.onward.listen("ask", guard(lambda _message: self._ask_all()))
        self.more.listen("ask", guard(lambda _message: self._ask_rule()))
        self.rule.listen("submit", answering(self.rule, self._save_rule))
        self.years.listen("answer", guard(self._look_at))

    # --- how it stands ----------------------------------------------------------------------

    def show(self, now: Reading) -> None:
        """Show how it stands."""
        self._now = now
        self._groups = {group.plg.id: group for group in now.groups}
        first, last = self._chosen
        self.plans = now.plans((first, last))
        self.met = now.met((first, last))
        self.groups.verb = "Change" if now.edits else ""
        self.groups.rows = [{"id": one.plg.id, "cells": _row(one)} for one in now.groups]
        self.verdict.panels = [self._verdict()]
        verb = "Planned and held" if self._recorded else "Planned"
        self.year.label = f"{verb} from {in_words(first)} to {in_words(last)}"
        self.year.head = ["PLG", *_months(self.plans), "The year"]
        self.year.rows = [{"id": one.plg_id, "cells": self._planned(one)} for one in self.plans]
        takers = now.workbook.content.vocabulary("time-takers")
        self.came.panels = held.panel(given_away(self.met), takers, self._recorded)
        self.clashes = self._clashes()
        self.clashing.panels = [_clashing(self.clashes)] if self.clashes else []
        self.onward.items = self._next() if now.edits else []
        self.more.items = [{"text": ASK_MORE, "quiet": True}] if now.edits else []
        options = [{"id": f"{one}", "name": _named(one, to)} for one, to in now.years]
        self.years.fields = [YEAR | {"options": options}] if len(options) > 1 else []
        self.years.show({"year": f"{first}"})

    @property
    def _recorded(self) -> bool:
        """Whether any record says what became of a meeting."""
        return any(one.course for one in self.met)

    def _planned(self, plan: YearPlan) -> list[str]:
        if plan.never:
            return [plan.name, *["0"] * len(plan.months), "never meets"]
        its = [one for one in self.met if one.of.plg_id == plan.plg_id]
        plg, now = self._groups[plan.plg_id].plg, self._now
        came = months_held(plg, plan, its, now.today, now.days)
        cells = [
            held.cell(_cell(month, plan.too_brief), one)
            for month, one in zip(plan.months, came, strict=True)
        ]
        whole = f"{plan.meetings} meetings, {plan.minutes:,} minutes"
        return [plan.name, *cells, "; ".join(filter(None, (whole, held.so_far(its))))]

    @property
    def _chosen(self) -> tuple[date, date]:
        """The year that was chosen, as long as there is one; else the one that counts."""
        years = {f"{one[0]}": one for one in self._now.years}
        return years.get(self._asked, self._now.year)

    def _look_at(self, message: Message) -> None:
        values, ticket = message.get("values"), message.get("ticket")
        self._asked = str(values.get("year", "")) if isinstance(values, dict) else ""
        with self.years.hold_sync():
            self.years.heard = ticket if isinstance(ticket, int) else 0
            self.show(self._now)

    @property
    def _waiting(self) -> list[Group]:
        """The groups that have no time yet."""
        return own([one for one in self._now.groups if one.plg.meets is None])

    def _next(self) -> list[dict[str, Any]]:
        """What is to be done next, before anything there is to read."""
        many = len(self._waiting)
        if self._groups and not many:
            return [dict(HAND_OUT)]
        return [{"text": SET_ALL.format(many=many)}] if many > 1 else []

    @property
    def note(self) -> str:
        """How it stands, for the steps."""
        if not self._now.groups:
            return "no PLG yet"
        waiting = sum(group.plg.meets is None for group in self._now.groups)
        if waiting:
            return f"{waiting} without a time"
        return f"{len(self.clashes)} at one time" if self.clashes else "all have a time"

    def _verdict(self) -> Panel:
        rule = self._now.rule
        little = sum(bool(plan.little) for plan in self.plans)
        fewer = f"in a month with fewer than {SHORT_MONTH} days of school this is not asked"
        asked = (
            f"Every PLG meets at least {rule.times} times a month, {rule.minutes} minutes or more; "
            f"{fewer}. The facilitators’ PLG meets once a month."
        )
        away = list(_falls_away(self.plans, self._now))
        fold = {"summary": f"What falls away: {len(away)} meetings", "lines": away}
        days = {"text": "School days", "href": "#school-days", "quiet": True}
        uncounted = bool(self.plans) and not self._closures
        return {
            "kicker": "What is asked of time",
            "title": _title(little, len(self.plans), uncounted),
            "lines": [*([NO_CLOSURES] if uncounted else []), asked],
            **({"more": fold} if away else {}),
            **({"links": [days]} if uncounted else {}),
        }

    @property
    def _closures(self) -> bool:
        """Whether any day of the chosen year is known on which PLGs do not meet."""
        first, last = self._chosen
        special = self._now.days.special
        return any(not one.plgs_meet and one.first <= last and first <= one.last for one in special)

    def _clashes(self) -> list[Clash]:
        now = self._now
        first, last = self._chosen
        between = (max(now.today, first), last)
        zone = now.workbook.zone
        found = clashes(now.groups, planned(now.groups, now.other_work, now.days, between, zone))
        mine = {group.plg.name for group in now.mine}
        return [one for one in found if now.edits or {one.first, one.second} & mine]

    # --- a form for one time ----------------------------------------------------------------

    def _open(self, message: Message) -> None:
        group = self._groups.get(str(message.get("id", "")))
        if group is None:
            raise AccessError("This PLG is no longer here.")
        self._page.notice.say("")
        self._kept = _kept([group])
        self.time.ask(self._fields(self._kept), title=f"When {group.plg.name} meets")

    def _ask_all(self) -> None:
        waiting = self._waiting
        self._kept = _kept(waiting)
        lines = [EACH.format(names=self._kept["name"])]
        title = ALL.format(many=len(waiting))
        self.time.ask(self._fields(self._kept), title=title, lines=lines)

    def _fields(self, told: Mapping[str, Any]) -> list[dict[str, Any]]:
        return meeting.fields(told, self._now.cycle, optional=True)

    def _fit(self, message: Message) -> None:
        """Ask for what the chosen pattern needs."""
        values = message.get("values")
        if isinstance(values, dict) and self._kept:
            self.time.fields = self._fields({**self._kept, **values})

    def _save(self, message: Message) -> Problems:
        told, problems = meeting.read(Answers(message, self._kept), self._now.cycle)
        if problems or (problems := self._meanwhile()):
            return problems
        self._schedules.meet(self._kept["ids"], told)
        self._changed()
        never = told and not ever_meets(told, self._now.today, self._now.days)
        words = NEVER if never else "Saved: {name}. Calendars that are subscribed to follow."
        self._page.notice.say(words.format(name=self._kept["name"]))
        return {}

    def _meanwhile(self) -> Problems:
        """What somebody else made of this time since it was opened; once told, one may go on."""
        kept = [
            one
            for one in self._page.workbook.store.people.groups()
            if one.plg.id in self._kept["ids"]
        ]
        if len(kept) < len(self._kept["ids"]):
            raise AccessError("This PLG is no longer here.")
        before = {name: self._kept[name] for name in meeting.NOTHING}
        other = [one for one in kept if meeting.shown(one.plg.meets) != before]
        if not other:
            return {}
        rest = [one for one in kept if one not in other]
        self._kept = _kept(rest or other)
        told = "; ".join(", ".join(filter(None, _row(one)[len(kept) == 1 :])) for one in other)
        return {"pattern": (MEANWHILE_SOME if rest else MEANWHILE).format(now=told)}

    # --- what is asked ----------------------------------------------------------------------

    def _ask_rule(self) -> None:
        rule = self._now.rule
        number = {"kind": "number", "max": 480}
        self.rule.ask(
            [
                {"name": "times", "label": "Times a month", "value": f"{rule.times}", **number},
                {"name": "minutes", "label": "Minutes", "value": f"{rule.minutes}", **number},
            ],
            title="What is asked of every PLG’s time",
            lines=[
                f"At least {LEAST_TIMES} times and {LEAST_MINUTES} minutes; a school may ask more."
            ],
        )

    def _save_rule(self, message: Message) -> Problems:
        answers = Answers(message, {})
        asked = {name: answers.text(name) for name in ("times", "minutes")}
        most = {"times": (LEAST_TIMES, 10), "minutes": (LEAST_MINUTES, 480)}
        problems = {
            name: f"Write a number from {least} to {top}."
            for name, (least, top) in most.items()
            if not (asked[name].isdecimal() and least <= int(asked[name][:4]) <= top)
        }
        if problems:
            return problems
        self._schedules.keep_rule(MeetingRule.model_validate(asked))
        self._changed()
        self._page.notice.say("Saved. Every PLG’s year is held against it.")
        return {}


def _kept(groups: Sequence[Group]) -> dict[str, Any]:
    """Groups of one time, and what the fields show of it."""
    ids = [group.plg.id for group in groups]
    name = ", ".join(group.plg.name for group in groups)
    return {"ids": ids, "name": name, **meeting.shown(groups[0].plg.meets if groups else None)}


def _row(group: Group) -> list[str]:
    meets = group.plg.meets
    if meets is None:
        return [group.plg.name, "not set yet", "", ""]
    when = f"{how_often(meets.pattern)}, {at_time(meets.starts)}"
    return [group.plg.name, when, str(meets.minutes), meets.place]


def _title(little: int, many: int, uncounted: bool) -> str:
    if not many:
        return "No PLG has a time yet"
    if not little:
        enough = "Every PLG has time enough in every month"
        return f"{enough}, closures not counted" if uncounted else enough
    verb = "has" if little == 1 else "have"
    return f"{little} of {many} PLGs {verb} too little in some month"


def _months(plans: list[YearPlan]) -> list[str]:
    return [month.month.name[:3] for month in plans[0].months] if plans else []


def _cell(month: MonthPlan, too_brief: bool) -> str:
    if month.fit is Fit.NOT_BEGUN and not month.meetings:
        return "not begun"
    if too_brief and month.fit is Fit.LITTLE and month.meetings:
        return f"{month.meetings}{TOO_BRIEF}"
    return f"{month.meetings}{FITS[month.fit]}"


def _falls_away(plans: list[YearPlan], now: Reading) -> Iterator[str]:
    lost = sorted((day, plan.name) for plan in plans for m in plan.months for day in m.falls_away)
    for day, name in lost:
        why = next(one.name for one in now.days.special if one.cover(day) and not one.plgs_meet)
        yield f"{in_words(day)}, {name}: {why}"


def _named(first: date, last: date) -> str:
    """A year as people call it, “2026–27”."""
    return f"{first.year}" if first.year == last.year else f"{first.year}–{last:%y}"


def _clashing(found: list[Clash]) -> Panel:
    title = (
        "1 pair meets at one time" if len(found) == 1 else f"{len(found)} pairs meet at one time"
    )
    return {"kicker": "From today on", "title": title, "items": list(map(_clash, found))}


def _clash(clash: Clash) -> dict[str, str]:
    if clash.people:
        verb = "belongs" if len(clash.people) == 1 else "belong"
        who = f"{', '.join(clash.people)} {verb} to both."
    else:
        who = "Everybody of the group is asked to be at both."
    many = len(clash.days)
    first = in_words(clash.days[0])
    when = f"On {first}." if many == 1 else f"On {many} days, first on {first}."
    return {"title": f"{clash.first} and {clash.second}", "text": who, "note": when}
