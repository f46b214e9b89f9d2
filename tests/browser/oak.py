"""A real school for the tests of the accounts door: real as the workbook knows it, small, and
with passwords.
"""

from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from plgwork.models.accounts import Account
from plgwork.models.people import (
    Membership,
    Person,
    Plg,
    PlgKind,
    Role,
    Roster,
    School,
)
from plgwork.models.schedules import MeetingTime, Weekday, WeeksOfMonth
from plgwork.store import Store
from plgwork.store.migrate import migrate
from tests.browser.serving import NOW
from tests.browser.visiting import ready

MOMENT = datetime.fromisoformat(NOW)
FILE = "workbook.sqlite"
BEGAN = date(2026, 8, 3)
SCHOOL = School(
    id="oak", name="Oak Street School", timezone="America/Chicago", calendar="august-start"
)
PEOPLE = {
    "ana": ("Ana Ruiz", (Role.MEMBER, Role.FACILITATOR)),
    "ben": ("Ben Iversen", (Role.MEMBER, Role.FACILITATOR)),
    "cora": ("Cora Lindqvist", (Role.COACH,)),
    "lee": ("Lee Amadi", (Role.LEADER,)),
    "sam": ("Sam Petrova", (Role.STEWARD,)),
    "mia": ("Mia Castellanos", (Role.MEMBER,)),
}
THURSDAYS = MeetingTime(
    pattern=WeeksOfMonth(weekday=Weekday.THURSDAY, weeks=(1, 3)),
    starts=time(15, 15),
    minutes=60,
    place="Room 4",
)


def account(person_id: str) -> str:
    """The name somebody signs in with."""
    return f"{person_id}@oak.example"


def password(person_id: str) -> str:
    """The password somebody chose."""
    return f"seven quiet lanterns of {person_id}"


def real_school(data: Path, joined: tuple[str, ...] = tuple(PEOPLE)) -> dict[str, str]:
    """Put the school into a data folder; the recovery code of each who joined."""
    file, codes = _made(joined)
    database = data / FILE
    database.touch(mode=0o600)
    database.write_bytes(file)
    return dict(codes)


@cache
def _made(joined: tuple[str, ...]) -> tuple[bytes, dict[str, str]]:
    """The database of a school in which these people joined, and their recovery codes."""
    with TemporaryDirectory() as folder:
        url = sqlite(Path(folder))
        migrate(url)
        store = Store.open(url)
        try:
            store.found(SCHOOL, ROSTER, invented=False)
            codes = {one: join(store, one) for one in joined}
        finally:
            store.close()
        return (Path(folder) / FILE).read_bytes(), codes


def join(store: Store, person_id: str) -> str:
    """Let somebody join by an invitation; their recovery code."""
    [link] = store.links.invite([person_id], MOMENT)
    return store.links.use(link.code, password(person_id), MOMENT).recovery


def sqlite(data: Path) -> str:
    """The address of the database in a data folder."""
    return f"sqlite:///{data / FILE}"


def sign_in(page: Page, person_id: str, secret: str = "") -> Page:
    """Come in through the accounts door."""
    page.goto("sign-in")
    page.get_by_label("Name").fill(account(person_id))
    page.get_by_label("Password").fill(secret or password(person_id))
    page.get_by_role("button", name="Sign in").click()
    ready(page)
    return page


def _belongs(plg_id: str, person_id: str, facilitates: bool = False) -> Membership:
    return Membership(plg_id=plg_id, person_id=person_id, facilitates=facilitates, since=BEGAN)


ROSTER = Roster(
    people=tuple(
        Person(id=one, school_id="oak", name=name, work="", staff_kind="teacher", roles=roles)
        for one, (name, roles) in PEOPLE.items()
    ),
    plgs=(
        Plg(id="algebra", name="Algebra", kind=PlgKind.SCHOOL, school_id="oak", meets=THURSDAYS),
        Plg(id="cohort", name="Facilitators", kind=PlgKind.FACILITATORS, school_id=None),
    ),
    memberships=(
        _belongs("algebra", "ana", facilitates=True),
        _belongs("algebra", "mia"),
        _belongs("cohort", "cora", facilitates=True),
        _belongs("cohort", "ana"),
        _belongs("cohort", "ben"),
    ),
    accounts=tuple(Account(person_id=one, name=account(one)) for one in PEOPLE),
)
