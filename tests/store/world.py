"""Two small schools and one cohort, and how its people open the store."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

from sqlalchemy import Engine, inspect, make_url, text

from plgwork.models.accounts import Account
from plgwork.models.content import Area
from plgwork.models.months import Month
from plgwork.models.people import (
    Membership,
    Person,
    Plg,
    PlgKind,
    Role,
    Roster,
    School,
    Training,
    TrainingState,
)
from plgwork.models.reflections import Draft, Entry, EntryKind, Subject
from plgwork.models.runs import Move, MoveKind, Run, RunPlan, RunStep
from plgwork.models.schedules import MeetingTime, Weekday, WeeksOfMonth
from plgwork.store import Clock, Store, VisitorStore
from plgwork.store.engine import connect, writing
from plgwork.store.walls import address_for_pages

SEPTEMBER, OCTOBER, NOVEMBER = Month(2026, 9), Month(2026, 10), Month(2026, 11)
NOW = datetime(2026, 11, 20, 20, 30, tzinfo=UTC)
BEGAN = date(2026, 8, 3)

OAK = School(id="oak", name="Oak School", timezone="America/Chicago", calendar="august-start")
PINE = School(id="pine", name="Pine School", timezone="America/Denver", calendar="july-start")

F, C, L = Role.FACILITATOR, Role.COACH, Role.LEADER
STAFF: Mapping[str, tuple[School, str, tuple[Role, ...]]] = {
    "ana": (OAK, "Ana", (Role.MEMBER, F)),
    "ben": (OAK, "Ben", (Role.MEMBER, F)),
    "nia": (OAK, "Nia, who joined the cohort in November", (Role.MEMBER, F)),
    "gus": (OAK, "Gus, who left the cohort in October", (Role.MEMBER, F)),
    "cora": (OAK, "Cora, the cohort's coach", (C,)),
    "cody": (OAK, "Cody, a coach beside the cohort", (C,)),
    "lee": (OAK, "Lee", (L,)),
    "lou": (OAK, "Lou", (L,)),
    "sam": (OAK, "Sam, the steward", (Role.STEWARD,)),
    "mia": (OAK, "Mia", (Role.MEMBER,)),
    "finn": (PINE, "Finn of the other school", (Role.MEMBER, F)),
    "zoe": (PINE, "Zoe, who is everything elsewhere", (C, L, Role.STEWARD)),
}
TUESDAYS = MeetingTime(
    pattern=WeeksOfMonth(weekday=Weekday.TUESDAY, weeks=(1, 3)),
    starts=time(15, 15),
    minutes=45,
    place="Room 4",
)


def belongs(plg_id: str, person_id: str, **more: Any) -> Membership:
    """A membership since the year began, unless told otherwise."""
    return Membership(plg_id=plg_id, person_id=person_id, **{"since": BEGAN} | more)


def roster_of(school: School) -> tuple[Person, ...]:
    """The staff of a school."""
    return tuple(
        Person(id=key, school_id=school.id, name=name, work="", staff_kind="teacher", roles=roles)
        for key, (home, name, roles) in STAFF.items()
        if home is school
    )


PINES = Roster(
    people=roster_of(PINE), accounts=(Account(person_id="finn", name="finn@pine.example"),)
)
OAKS = Roster(
    people=roster_of(OAK),
    plgs=(
        Plg(id="algebra", name="Algebra", kind=PlgKind.SCHOOL, school_id="oak", meets=TUESDAYS),
        Plg(id="art", name="Art", kind=PlgKind.SCHOOL, school_id="pine"),
        Plg(id="cohort", name="Cohort", kind=PlgKind.FACILITATORS, school_id=None),
    ),
    memberships=(
        belongs("algebra", "ana", facilitates=True),
        belongs("algebra", "mia"),
        belongs("art", "finn", facilitates=True),
        belongs("cohort", "cora", facilitates=True),
        belongs("cohort", "ana"),
        belongs("cohort", "ben"),
        belongs("cohort", "finn"),
        belongs("cohort", "nia", since=date(2026, 11, 2)),
        belongs("cohort", "gus", until=date(2026, 10, 15)),
    ),
    trainings=(
        Training(person_id="ana", state=TrainingState.TRAINED, by="Cora", day=BEGAN),
        Training(person_id="finn", state=TrainingState.IN_TRAINING, by="Zoe", day=BEGAN),
    ),
    accounts=(Account(person_id="ana", name="ana@oak.example"),),
)


def found(url: str) -> Store:
    """Found both schools in a migrated database, and open it."""
    store = Store.open(url)
    store.found(PINE, PINES, invented=True)
    store.found(OAK, OAKS, invented=True)
    return store


@cache
def engine_of(url: str) -> Engine:
    """How an address is reached. It stays: what was compiled for one copy there serves the next."""
    return connect(url)


class Walled(Store):
    """The owner's store, which people reach by the role of the pages."""

    def __init__(self, engine: Engine, pages: Store) -> None:
        super().__init__(engine)
        self._pages = pages

    def for_visitor(self, person_id: str, clock: Clock) -> VisitorStore:
        return self._pages.for_visitor(person_id, clock)

    def close(self) -> None:
        self._pages.close()
        super().close()


@dataclass(frozen=True)
class Begun:
    """A database to which nobody is connected, so that it can be copied; how pages reach it."""

    url: str
    pages: str

    def pages_of(self, copy: str) -> str:
        """How pages reach a copy: by the same role, which has the same rights there."""
        address = make_url(self.pages).set(database=make_url(copy).database)
        return address.render_as_string(hide_password=False)

    def walled(self, copy: str) -> Store:
        """A copy, into which people are let by the role of the pages alone."""
        return Walled(engine_of(copy), Store(engine_of(self.pages_of(copy))))


def to_copy(url: str) -> Begun:
    """Found both schools in a migrated database, for copies of it."""
    found(url).close()
    return Begun(url, address_for_pages(url, "", "s3cret"))


def visit(store: Store, person_id: str, now: datetime = NOW) -> VisitorStore:
    """The store as somebody may see it at a moment."""
    return store.for_visitor(person_id, lambda: now)


def asked(about: str = "norms", month: Month = OCTOBER, **more: Any) -> Subject:
    """A prompt of a month."""
    given = {"kind": EntryKind.ANSWER, "asked": "What held?", "area": Area.CULTURE} | more
    return Subject(month=month.id, about=about, **given)


def planned(about: str = "plan", month: Month = OCTOBER) -> Subject:
    """A commitment of a month."""
    return asked(about, month, kind=EntryKind.COMMITMENT, asked="", area=None)


def came_of(commitment: Entry, month: Month = NOVEMBER) -> Subject:
    """What a month has to say of a commitment."""
    words = {"kind": EntryKind.OUTCOME, "asked": commitment.text, "area": None}
    return asked(commitment.id, month, **words)


def write(
    visitor: VisitorStore,
    words: str,
    subject: Subject | None = None,
    upon: Entry | None = None,
    sitting: str = "monday",
) -> Entry:
    """Save words, upon everything that an entry showed."""
    bases = tuple(version.id for version in upon.current) if upon else ()
    draft = Draft(subject=subject or asked(), text=words, bases=bases, sitting=sitting)
    return visitor.reflections.save(draft)


def step(name: str, minutes: int = 10, **more: Any) -> RunStep:
    """A step of a run, in which the group speaks."""
    words = {"speaker": "The group", "speaking": "", "happens": "We talk.", "watch": "Silence."}
    return RunStep(id=name.lower(), name=name, minutes=minutes, **words | more)


STEPS = (step("Presenting", 15), step("Questions", 20), step("Debrief", closing=True))


def intended(plg_id: str | None = None, **more: Any) -> RunPlan:
    """What a run of a protocol in three steps begins with."""
    given = {"name": "Tuning Protocol", "people": 8, "minutes": 45, "groups": (8,), "steps": STEPS}
    return RunPlan(**{"protocol_id": "tuning-protocol", "plg_id": plg_id} | given | more)


def press(
    visitor: VisitorStore, run: Run, kind: MoveKind, at: datetime = NOW, reason: str = ""
) -> Run:
    """Make a move upon a run as somebody sees it."""
    move = Move(number=len(run.moves) + 1, kind=kind, at=at, reason=reason)
    return visitor.runs.move(run.id, move)


def texts(entry: Entry) -> list[str]:
    """The current texts of an entry, in alphabetical order."""
    return sorted(version.text for version in entry.current)


def run(url: str, *statements: str) -> None:
    """Tell a database something that the store would not."""
    engine = connect(url)
    with writing(engine) as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def contents(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table there is, as the database holds it."""
    with engine_of(url).connect() as connection:
        names = sorted(inspect(connection).get_table_names())
        rows = {name: connection.execute(text(f'SELECT * FROM "{name}"')).all() for name in names}
    return {name: sorted((tuple(row) for row in rows[name]), key=repr) for name in names}
