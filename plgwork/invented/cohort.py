"""What the invented facilitators' PLG wrote, opened, offered and planned."""

from datetime import datetime, time, timedelta

from plgwork.analysis import marking
from plgwork.content import Library
from plgwork.invented.school import Years
from plgwork.models.cohorts import Saying
from plgwork.models.content import Area
from plgwork.models.invented.cohort import InventedCohort, InventedLiveRound
from plgwork.models.invented.when import When
from plgwork.store import Store, VisitorStore

MEETS = 11  # days after the first of a month, about when the cohort meets


def gather(store: Store, library: Library, years: Years, now: datetime) -> None:
    """Let the cohort meet in the months that have come."""
    Gathering(store, library, years, now).gather()


class Gathering:
    """One cohort, on the days on which it met."""

    def __init__(self, store: Store, library: Library, years: Years, now: datetime) -> None:
        self._store, self._library, self._years, self._now = store, library, years, now
        self._cohort: InventedCohort = library.invented_cohort

    def gather(self) -> None:
        """All they did together, in its order."""
        cohort = self._cohort
        for one in sorted(cohort.rounds, key=self._years.month):
            self._round(one)
        for month in cohort.snapshots:
            self._open_marks(month)
        for dilemma in cohort.dilemmas:
            moment = self._now - timedelta(days=dilemma.days_ago)
            offered = self._at(dilemma.by, moment).dilemmas.offer(cohort.plg, dilemma.question)
            if dilemma.presents:
                self._at(cohort.coach, self._now).dilemmas.choose(offered)
        for said in cohort.expertise:
            saying = Saying(side=said.side, topic=said.topic, words=said.words)
            self._at(said.by, self._now).expertise.say(cohort.plg, saying)
        for plan in cohort.plans:
            coach = self._at(cohort.coach, self._now - timedelta(days=2))
            coach.plans.write(cohort.plg, self._years.month(plan), plan.text)

    def _round(self, one: InventedLiveRound) -> None:
        moment = self._meets(one)
        if moment > self._now:
            return
        coach = self._at(self._cohort.coach, moment)
        asked = coach.rounds.begin(self._cohort.plg, one.question)
        for told in one.told:
            self._at(told.by, moment + timedelta(minutes=2)).rounds.write(asked, told.text)
        self._at(self._cohort.coach, moment + timedelta(minutes=4)).rounds.open(asked)

    def _open_marks(self, when: When) -> None:
        month = self._years.month(when)
        moment = datetime.combine(month.plus(1).first, time(15, 40), self._now.tzinfo)
        moment += timedelta(days=MEETS)
        if moment > self._now:
            return
        coach = self._at(self._cohort.coach, moment)
        names = self._library.vocabulary("areas")
        figures = marking.figures(
            self._library.indicators.indicators, {area: names.name(area.value) for area in Area}
        )
        counted = coach.snapshots.counted(self._cohort.plg, month, figures)
        table = marking.snapshot(month, counted, tuple(figures))
        coach.snapshots.let_out(self._cohort.plg, month, table)

    def _meets(self, when: When) -> datetime:
        day = self._years.month(when).first + timedelta(days=MEETS)
        return datetime.combine(day, time(15, 35), self._now.tzinfo)

    def _at(self, person_id: str, moment: datetime) -> VisitorStore:
        return self._store.for_visitor(person_id, lambda: moment)
