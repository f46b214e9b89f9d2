"""The invented school: its people, and a year and a half of what they wrote."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from plgwork.analysis.patterns import days
from plgwork.content import Library
from plgwork.models.content import Calendar
from plgwork.models.invented.reflections import InventedAnswer, InventedCommitment, InventedMonth
from plgwork.models.invented.school import InventedPlg, InventedSchool
from plgwork.models.invented.when import When
from plgwork.models.months import Month
from plgwork.models.people import (
    Membership,
    Person,
    Plg,
    Roster,
    Substitute,
    Training,
)
from plgwork.models.reflections import Draft, EntryKind, Rating, Subject
from plgwork.models.schedules import MeetingTime
from plgwork.store import Store, VisitorStore


class Years:
    """Which calendar month an invented month falls in: the present school year is the second."""

    def __init__(self, calendar: Calendar, now: datetime) -> None:
        self.today = now.date()
        self.present = Month.of(self.today)
        self.due = calendar.due(self.today)
        self._calendar = calendar
        self._second = calendar.year_of(self.present)

    def month(self, when: When) -> Month:
        """The calendar month of, say, the first year's October."""
        number = next(n for n, code in self._calendar.months.items() if code == when.month)
        year = self._second - (2 - when.year) + (number < self._calendar.starts)
        return Month(year, number)

    @property
    def second(self) -> int:
        """The calendar year in which the present school year began."""
        return self._second

    @property
    def begin(self) -> Month:
        """The month in which the first invented year begins."""
        return Month(self._second - 1, self._calendar.starts)


def write(store: Store, library: Library, years: Years, now: datetime, seed: int) -> None:
    """Let the facilitators write up to the present month."""
    invented = library.invented_school
    calendar = library.calendar(invented.school.calendar)
    for reflections in library.invented_reflections:
        chance = random.Random(f"{seed} {reflections.author}")
        writer = Writer(store, library, reflections.author, chance)
        for month in sorted(reflections.months, key=years.month):
            waits = reflections.author == invented.begins_with
            if _written(years, month, chance, waits):
                writer.write(month, years.month(month), calendar, now)


def _written(years: Years, month: InventedMonth, chance: random.Random, waits: bool) -> bool:
    when = years.month(month)
    if waits:
        return when < years.due
    if when != years.present:
        return when < years.present
    return chance.random() < years.today.day / 28


def roster(invented: InventedSchool, years: Years) -> Roster:
    """The people and groups, with the dates on which they joined and left."""
    school_id = invented.school.id
    people = [Person(school_id=school_id, **person.model_dump()) for person in invented.people]
    plgs = [
        Plg(
            school_id=school_id,
            **plg.model_dump(include={"id", "name", "kind", "grouping", "meets"}),
        )
        for plg in invented.plgs
    ]
    return Roster(
        people=tuple(people),
        plgs=tuple(plgs),
        memberships=tuple(_memberships(invented.plgs, years)),
        substitutes=tuple(_substitutes(invented, years)),
        trainings=tuple(_trainings(invented, years)),
    )


def _memberships(plgs: tuple[InventedPlg, ...], years: Years) -> list[Membership]:
    return [_membership(plg, person_id, years) for plg in plgs for person_id in plg.members]


def _membership(plg: InventedPlg, person_id: str, years: Years) -> Membership:
    joined, left = plg.joined.get(person_id), plg.left.get(person_id)
    return Membership(
        plg_id=plg.id,
        person_id=person_id,
        facilitates=person_id == plg.facilitator,
        since=(years.month(joined) if joined else years.begin).first,
        until=years.month(left).last if left else None,
    )


def _trainings(invented: InventedSchool, years: Years) -> Iterator[Training]:
    names = {person.id: person.name for person in invented.people}
    for one in invented.training:
        day = years.month(one).first + timedelta(days=17)
        if day <= years.today:
            yield Training(person_id=one.person, state=one.state, by=names[one.by], day=day)


def _substitutes(invented: InventedSchool, years: Years) -> list[Substitute]:
    meets = {plg.id: plg.meets for plg in invented.plgs}
    return [
        Substitute(
            plg_id=one.plg,
            person_id=one.person,
            day=_day(meets[one.plg], years.month(one), one.meeting),
        )
        for one in invented.substitutes
    ]


def _day(meets: MeetingTime, month: Month, meeting: int) -> date:
    """The date of the first, second, … meeting of a month."""
    return days(meets.pattern, month.first, month.last)[meeting - 1]


class Writer:
    """One invented facilitator, writing month by month."""

    def __init__(self, store: Store, library: Library, author: str, chance: random.Random) -> None:
        self._store = store
        self._library = library
        self._author = author
        self._chance = chance
        self._planned: list[tuple[str, InventedCommitment]] = []
        self._levels = {one.id: chance.uniform(1.8, 3.4) for one in library.indicators.indicators}

    def write(
        self, invented: InventedMonth, month: Month, calendar: Calendar, now: datetime
    ) -> None:
        """What they planned, how it went, marks, answers, and what they plan next."""
        moment = self._moment(month, now)
        mine = self._at(moment)
        self._tell(mine, month)
        mine.reflections.rate(*self._marks(month))
        for answer in invented.answers:
            self._answer(moment, answer, month)
        for number, commitment in enumerate(invented.commitments, start=1):
            self._plan(mine, commitment, month, number)

    def _at(self, moment: datetime) -> VisitorStore:
        return self._store.for_visitor(self._author, lambda: moment)

    def _moment(self, month: Month, now: datetime) -> datetime:
        day = month.last - timedelta(days=self._chance.randrange(9))
        while day.weekday() > 4:
            day -= timedelta(days=1)
        minute = self._chance.randrange(140)
        moment = datetime.combine(day, time(15, 5), tzinfo=now.tzinfo) + timedelta(minutes=minute)
        return min(moment, now - timedelta(hours=1 + self._chance.randrange(30)))

    def _marks(self, month: Month) -> list[Rating]:
        # A slow drift upwards with ups and downs, as groups have them.
        for indicator_id in self._levels:
            self._levels[indicator_id] += self._chance.gauss(0.07, 0.38)
            self._levels[indicator_id] = min(5.3, max(0.9, self._levels[indicator_id]))
        return [
            Rating(month=month.id, indicator_id=one, value=min(5, max(1, round(level))))
            for one, level in self._levels.items()
        ]

    def _answer(self, moment: datetime, answer: InventedAnswer, month: Month) -> None:
        mine = self._at(moment)
        prompt = self._library.prompts[answer.prompt]
        subject = Subject(
            month=month.id,
            kind=EntryKind.ANSWER,
            about=prompt.id,
            asked=prompt.text,
            area=prompt.area,
        )
        bases: tuple[str, ...] = ()
        if self._chance.random() < 0.2:  # begun, and finished on another day
            begun = answer.text.rsplit(". ", 1)[0] + "."
            earlier = self._at(moment - timedelta(days=1 + self._chance.randrange(4)))
            bases = self._save(earlier, subject, begun, (), "begun")
        self._save(mine, subject, answer.text, bases, "finished")
        if answer.shared:
            entry = mine.reflections.search(answer.text)[0]
            mine.reflections.share(entry.id)

    def _plan(
        self, mine: VisitorStore, commitment: InventedCommitment, month: Month, number: int
    ) -> None:
        about = f"{self._author}-{month.id}-{number}"[-80:]
        subject = Subject(month=month.id, kind=EntryKind.COMMITMENT, about=about, asked="")
        draft = Draft(subject=subject, text=commitment.text, sitting="planned")
        self._planned.append((mine.reflections.save(draft).id, commitment))

    def _tell(self, mine: VisitorStore, month: Month) -> None:
        for entry_id, commitment in self._planned:
            subject = Subject(
                month=month.id, kind=EntryKind.OUTCOME, about=entry_id, asked=commitment.text
            )
            mine.reflections.tell(subject, commitment.outcome)
            self._save(mine, subject, commitment.how, (), "told")
        self._planned = []

    def _save(
        self, mine: VisitorStore, subject: Subject, text: str, bases: tuple[str, ...], sitting: str
    ) -> tuple[str, ...]:
        entry = mine.reflections.save(
            Draft(subject=subject, text=text, bases=bases, sitting=sitting)
        )
        return tuple(version.id for version in entry.current)
