"""What the sections share: the PLGs one looks after, what was seen in them, and follow-ups."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from plgwork.analysis.occasions import kept, occasions
from plgwork.analysis.schedules import span
from plgwork.models.agreements import Agreement, Expectations, Kind, Norms, Party
from plgwork.models.followups import Circle, FollowUp, History, Kept, Occasion
from plgwork.models.people import Role
from plgwork.pages.followups import phrases
from plgwork.pages.page import Page

SOON = timedelta(days=14)
NAMERS = {Role.LEADER, Role.STEWARD}


class Sitting:
    """One visit: how things stand, and which follow-up is open."""

    def __init__(self, page: Page, changed: Callable[[], None], asked: str) -> None:
        self.page, self.workbook = page, page.workbook
        self.say, self.changed = page.notice.say, changed
        self.id = uuid4().hex
        self.me = page.workbook.me
        self.opened = asked
        self.reread()

    def reread(self) -> None:
        """Take in how things stand."""
        store, workbook = self.workbook.store, self.workbook
        days = store.schedules.school_days()
        since, _ = span(workbook.today, days, workbook.calendar)
        self.histories: dict[str, History] = {
            one.plg_id: one for one in store.circles.histories(since)
        }
        self._standing = store.agreements.standing()
        self.around: Circle = store.circles.leader()
        self.followups: list[FollowUp] = store.followups.seen()
        settled = store.followups.settled()
        self.occasions: list[Occasion] = [
            occasion
            for one in sorted(self.histories.values(), key=lambda one: not one.mine)
            for occasion in occasions(one, self.asks(one), self._kept(one), settled)
            if occasion.matter.person_id != self.me.id
        ]

    def asks(self, history: History) -> tuple[str, ...]:
        """What the PLG, or else its school, adopted to be asked about."""
        agreed = self._agreed(history, Kind.EXPECTATIONS)
        return agreed.matter.asks if agreed and isinstance(agreed.matter, Expectations) else ()

    def _kept(self, history: History) -> list[Kept]:
        """How a PLG of one's own kept its norms; what checks tell is for it alone."""
        agreed = self._agreed(history, Kind.NORMS)
        if not history.mine or agreed is None or not isinstance(agreed.matter, Norms):
            return []
        checks = self.workbook.store.checks.of(history.plg_id)
        return kept(checks, agreed.matter.lines, self.workbook.zone)

    def _agreed(self, history: History, kind: Kind) -> Agreement | None:
        known = {one.of: one for one in self._standing if one.kind is kind}
        school = Party(school_id=self.workbook.school.id)
        return known.get(Party(plg_id=history.plg_id), known.get(school))

    @property
    def followup(self) -> FollowUp | None:
        """The one that is open on the page."""
        return next((one for one in self.followups if one.id == self.opened), None)

    @property
    def names_leaders(self) -> bool:
        """Whether one may say which leader reads follow-ups."""
        return bool(NAMERS & set(self.me.roles))

    @property
    def talks(self) -> bool:
        """Whether one may open a follow-up with somebody, and not on a PLG alone."""
        coach = Role.COACH in self.me.roles
        return coach or any(one.mine for one in self.histories.values())

    def people(self) -> dict[str, str]:
        """Whom one could talk with: the people of the PLGs one looks after, by id."""
        if not self.talks:
            return {}
        coach = Role.COACH in self.me.roles
        groups = [*self.workbook.store.people.groups(), *self.workbook.store.people.my_groups()]
        mine = {one.plg_id for one in self.histories.values() if one.mine or coach}
        known = {
            person.id: f"{person.name} ({group.plg.name})"
            for group in groups
            if group.plg.id in mine
            for person in group.members
            if person.id != self.me.id
        }
        return dict(sorted(known.items(), key=lambda one: one[1]))

    def sentence(self, occasion: Occasion) -> str:
        """What was seen, in a sentence."""
        takers = self.workbook.content.vocabulary("time-takers")
        return phrases.sentence(occasion, self.histories[occasion.matter.plg_id], takers)

    def question(self, occasion: Occasion) -> str:
        """What one might ask first."""
        terms = self.workbook.content.vocabulary("occasions").terms
        return next(one.meaning for one in terms if one.id == occasion.matter.sign)

    @property
    def readers(self) -> str:
        """Who reads what is noted in one that is opened now."""
        return phrases.readers(self.around, self.me.id, self._leader())

    def _leader(self) -> str:
        leaders = {one: name for one, name in self.around.leader.items() if one != self.me.id}
        return next(iter(leaders.values()), "")

    @property
    def topics(self) -> list[str]:
        """What is listened to."""
        groups = [f"plg:{one.plg_id}" for one in self.histories.values() if one.mine]
        return [f"person:{self.me.id}", f"school:{self.workbook.school.id}", *groups]
