"""What people wrote, kept: models in, models out; one method for each question a page asks."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from functools import cached_property

from sqlalchemy import Engine, insert, select

from plgwork.errors import StoreError
from plgwork.models.people import Roster, School
from plgwork.store import drafts, feed
from plgwork.store.accounts import Accounts
from plgwork.store.agreements import Agreements
from plgwork.store.calendars import Calendars
from plgwork.store.checks import NormChecks
from plgwork.store.circles import Circles
from plgwork.store.codebooks import Codebooks
from plgwork.store.counts import Counts
from plgwork.store.dilemmas import Dilemmas
from plgwork.store.directory import Directory
from plgwork.store.doors import Doors
from plgwork.store.drafts import Drafts
from plgwork.store.engine import asked_by, connect, reading, require_revision, upsert, writing
from plgwork.store.expertise import Offers
from plgwork.store.followups import FollowUps
from plgwork.store.groupings import Groupings
from plgwork.store.lessons import Lessons
from plgwork.store.links import Links
from plgwork.store.measures import Measures
from plgwork.store.meetings import Meetings
from plgwork.store.office import Office
from plgwork.store.people import People
from plgwork.store.plans import Plans
from plgwork.store.practice import Practice
from plgwork.store.proposals import Proposals
from plgwork.store.records import Records
from plgwork.store.reflections import Reflections
from plgwork.store.relations import Visitor
from plgwork.store.rooms import Rooms
from plgwork.store.rosters import enrol
from plgwork.store.rounds import Rounds
from plgwork.store.runs import Runs
from plgwork.store.schedules import Schedules
from plgwork.store.schema import metadata
from plgwork.store.schema.about import about
from plgwork.store.schema.people import schools
from plgwork.store.sessions import Sessions
from plgwork.store.snapshots import Snapshots
from plgwork.store.staffing import Staffing
from plgwork.store.surveys import Surveys
from plgwork.store.taps import PhoneTaps
from plgwork.store.wishes import Wishes

__all__ = ["Store", "VisitorStore"]

Clock = Callable[[], datetime]


class Store:
    """A database that holds a workbook. Opened for a server or an operator."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str) -> "Store":
        """Open a database at the revision we know; StoreError says what to do otherwise."""
        engine = connect(url)
        try:
            require_revision(engine)
        except StoreError:
            engine.dispose()
            raise
        return cls(engine)

    @classmethod
    def in_memory(cls) -> "Store":
        """A real database that is gone with its last reference."""
        engine = connect("sqlite://")
        metadata.create_all(engine)
        return cls(engine)

    @cached_property
    def doors(self) -> Doors:
        """What sign-in asks before anybody is signed in."""
        return Doors(self._engine)

    @cached_property
    def rooms(self) -> Rooms:
        """What the screens in rooms show."""
        return Rooms(self._engine)

    @cached_property
    def taps(self) -> PhoneTaps:
        """What people tap on their phones in a norm check."""
        return PhoneTaps(self._engine)

    @cached_property
    def calendars(self) -> Calendars:
        """Whose calendar a private address opens."""
        return Calendars(self._engine)

    @cached_property
    def accounts(self) -> Accounts:
        """What the owner of an account does with it."""
        return Accounts(self._engine)

    @cached_property
    def links(self) -> Links:
        """Invitations and resets."""
        return Links(self._engine)

    @cached_property
    def directory(self) -> Directory:
        """Whom the school's own directory means by a name."""
        return Directory(self._engine)

    def sessions(self, idle: timedelta) -> Sessions:
        """Who is signed in; a session that is idle for so long is over."""
        return Sessions(self._engine, idle)

    @cached_property
    def office(self) -> Office:
        """What whoever runs the server does from its command line."""
        return Office(self._engine)

    def feed(self) -> AsyncIterator[str]:
        """The topics of every change committed from now on."""
        return feed.feed(self._engine)

    def sweep(self, now: datetime) -> int:
        """Delete for good the files whose week is over; how many they were."""
        return drafts.sweep(self._engine, now)

    def empty(self) -> bool:
        """Whether no school is here yet."""
        with reading(self._engine) as connection:
            return connection.execute(select(schools.c.id).limit(1)).first() is None

    def found(self, school: School, roster: Roster, invented: bool) -> None:
        """Begin a school; for operators. An invented one may be entered without a password."""
        people = "invented" if invented else "real"
        with writing(self._engine) as connection:
            connection.execute(insert(schools).values(**school.model_dump()))
            statement = upsert(connection, about).values(name="people", value=people)
            if invented:
                connection.execute(statement.on_conflict_do_nothing())
            else:  # one real school makes the database real for ever
                key, values = about.primary_key, {"value": people}
                connection.execute(statement.on_conflict_do_update(key, set_=values))
            enrol(connection, roster)

    def begin_with(self, person_id: str) -> None:
        """Name the invented person in whose place a visitor of the demo best begins."""
        with writing(self._engine) as connection:
            statement = upsert(connection, about).values(name="begins-with", value=person_id)
            key, values = about.primary_key, {"value": person_id}
            connection.execute(statement.on_conflict_do_update(key, set_=values))

    def for_visitor(self, person_id: str, clock: Clock) -> "VisitorStore":
        """The store as one person may see it."""
        return VisitorStore(self._engine, person_id, clock)

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()


class VisitorStore:
    """What one person may read and change; every question goes through ``access``."""

    def __init__(self, engine: Engine, person_id: str, clock: Clock) -> None:
        visitor = Visitor(person_id, clock().date())
        engine = asked_by(engine, person_id, visitor.today)
        self.people = People(engine, visitor, clock)
        self.reflections = Reflections(engine, visitor, clock)
        self.practice = Practice(engine, visitor, clock)
        self.lessons = Lessons(engine, visitor, clock)
        self.runs = Runs(engine, visitor, clock)
        self.drafts = Drafts(engine, visitor, clock)
        self.surveys = Surveys(engine, visitor, clock)
        self.schedules = Schedules(engine, visitor, clock)
        self.staffing = Staffing(engine, visitor, clock)
        self.codebooks = Codebooks(engine, visitor, clock)
        self.proposals = Proposals(engine, visitor, clock)
        self.agreements = Agreements(engine, visitor, clock)
        self.measures = Measures(engine, visitor, clock)
        self.checks = NormChecks(engine, visitor, clock)
        self.groupings = Groupings(engine, visitor, clock)
        self.wishes = Wishes(engine, visitor, clock)
        self.rounds = Rounds(engine, visitor, clock)
        self.snapshots = Snapshots(engine, visitor, clock)
        self.dilemmas = Dilemmas(engine, visitor, clock)
        self.expertise = Offers(engine, visitor, clock)
        self.plans = Plans(engine, visitor, clock)
        self.meetings = Meetings(engine, visitor, clock)
        self.records = Records(engine, visitor, clock)
        self.counts = Counts(engine, visitor, clock)
        self.circles = Circles(engine, visitor, clock)
        self.followups = FollowUps(engine, visitor, clock)
