"""What the invented school asked its staff: answers by chance, counted and let out as any are."""

import random
from datetime import datetime, time, timedelta

import numpy as np

from plgwork.analysis.disclosure import release
from plgwork.analysis.pairing import Pairs, pair
from plgwork.analysis.tally import tally
from plgwork.analysis.written import write
from plgwork.content import Library
from plgwork.invented.school import Years
from plgwork.models.answers import APART, MISSING, Answers, Grouping, Tally
from plgwork.models.figures import Choice, Roster, SuppressedTable
from plgwork.models.instruments import Instrument, Item
from plgwork.models.invented.survey import InventedSurvey, InventedWave
from plgwork.models.surveys import Count, Offer, Reply
from plgwork.store import Store, VisitorStore

UNSAID, APART_SAID = 0.03, 0.08  # how many skip a question, and how many cannot tell
FORGETFUL = 9  # every so many of the staff


def ask(store: Store, library: Library, years: Years, now: datetime, seed: int) -> None:
    """Ask in each wave that has come; count it, let it out, and answer it."""
    invented = library.invented_survey
    instrument = library.questionnaires[invented.instrument].instrument
    instrument = instrument.model_copy(update={"title": invented.title})
    asking = Asking(store, invented, instrument, random.Random(f"{seed} asked"))
    for wave in sorted(invented.waves, key=years.month):
        month = years.month(wave)
        moment = datetime.combine(month.first + timedelta(days=19), time(16, 10), now.tzinfo)
        if moment + timedelta(days=9) < now:
            asking.ask(wave, f"{wave.name} {month.year}", years, moment)


class Asking:
    """One survey, wave by wave."""

    def __init__(
        self,
        store: Store,
        invented: InventedSurvey,
        instrument: Instrument,
        chance: random.Random,
    ) -> None:
        self._store, self._invented, self._instrument = store, invented, instrument
        self._chance = chance
        self._bys = tuple(one.id for one in invented.groupings)
        self._staff = self._drawn()
        self._tallies: list[Tally] = []
        self._tables: list[SuppressedTable] = []
        self._survey = ""
        self._before: Answers | None = None
        self._pairs: Pairs | None = None

    def ask(self, wave: InventedWave, name: str, years: Years, moment: datetime) -> None:
        """Count a wave, let it out a week later, and answer it after two days more."""
        mine = self._at(moment)
        if not self._survey:
            self._survey = mine.surveys.begin(self._invented.title, self._instrument).id
        answers = self._answers(wave, name)
        alone = [(by,) for by in self._bys]
        counted = tally(answers, alone)
        self._tallies.append(counted)
        self._pairs = pair(self._before, answers, alone) if self._before else None
        self._before = answers
        count = Count(
            name=name,
            tally=write(counted),
            respondents=int(counted.by().people[0]),
            rostered=self._roster.people,
            rostered_by=self._roster.groups,
        )
        mine.surveys.count(self._survey, count)
        self._let_out(moment + timedelta(days=7))
        self._say(wave, years, moment + timedelta(days=9))

    def _drawn(self) -> list[tuple[int, ...]]:
        """Of each of the staff, in which group of every grouping they are."""
        drawn = []
        for grouping in self._invented.groupings:
            groups = [at for at, one in enumerate(grouping.groups) for _ in range(one.people)]
            drawn.append(self._chance.sample(groups, len(groups)))
        return list(zip(*drawn, strict=True))

    @property
    def _roster(self) -> Roster:
        groups = {
            one.id: {group.name: group.people for group in one.groups}
            for one in self._invented.groupings
        }
        return Roster(people=len(self._staff), groups=groups)

    def _answers(self, wave: InventedWave, name: str) -> Answers:
        """Who answers, and how: everybody has a mood of their own, and so has each group."""
        places = [at for at in range(len(self._staff)) if self._chance.random() < wave.rate]
        came = [self._staff[at] for at in places]
        codes = []
        for person in came:
            mood = self._chance.gauss(self._higher(person), 0.5)
            codes.append([self._code(one, wave.levels[one.id] + mood) for one in self._items])
        groupings = tuple(
            Grouping(one.id, one.asked, tuple(group.name for group in one.groups), np.array(its))
            for one, its in zip(self._invented.groupings, np.array(came, np.int32).T, strict=True)
        )
        # Some have forgotten what their code is made of.
        own = tuple((f"{at:05d}" if at % FORGETFUL else "",) for at in places)
        return Answers(
            self._instrument, np.array(codes, np.int8), groupings, wave=name, own_codes=own
        )

    def _higher(self, person: tuple[int, ...]) -> float:
        pairs = zip(self._invented.groupings, person, strict=True)
        return sum(one.groups[at].higher for one, at in pairs)

    @property
    def _items(self) -> tuple[Item, ...]:
        return self._instrument.items

    def _code(self, item: Item, level: float) -> int:
        luck = self._chance.random()
        if luck < UNSAID:
            return MISSING
        if item.apart and luck < UNSAID + APART_SAID:
            return APART
        return min(len(item.labels), max(1, round(self._chance.gauss(level, 1.0)))) - 1

    def _let_out(self, moment: datetime) -> None:
        choice = Choice(breakdowns=self._bys)
        # Everybody who works there now did so then.
        rosters = {one.wave: self._roster for one in self._tallies}
        table = release(
            self._tallies, choice, self._tables, rosters=rosters, pairs=self._pairs
        ).table
        self._tables.append(table)
        offer = Offer(number=len(self._tables), choice=choice, table=table)
        self._at(moment).surveys.release(self._survey, offer)

    def _say(self, wave: InventedWave, years: Years, moment: datetime) -> None:
        reply = Reply(
            number=len(self._tables),
            heard=wave.heard,
            will_do=wave.will_do,
            by_when=years.month(wave.until).last,
        )
        self._at(moment).surveys.answer(self._survey, reply)

    def _at(self, moment: datetime) -> VisitorStore:
        return self._store.for_visitor(self._invented.asks, lambda: moment)
