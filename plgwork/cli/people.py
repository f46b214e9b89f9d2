"""Commands that begin a school, and say who is in it."""

import csv
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo, available_timezones

import typer

from plgwork import settings as environment
from plgwork.errors import IntakeError, StoreError, WorkbookError
from plgwork.models.enrolling import Enrolment, Listed, PeopleList, PlgChange
from plgwork.models.people import Person, Role, Roster, School
from plgwork.settings import Settings

if TYPE_CHECKING:
    from plgwork.models.accounts import Link
    from plgwork.store import Store

app = typer.Typer(help="Who is in a school: add, invite, list, end.", no_args_is_help=True)

Which = Annotated[str, typer.Option("--school", help="Which school, where there are several.")]
Sheet = Annotated[bool, typer.Option("--csv", help="Print rows for a spreadsheet.")]
INVENTED = (
    "The invented school is here. For a real one, name another folder in PLGWORK_DATA, or another "
    "database in PLGWORK_DATABASE."
)
HERE = (
    "A school is here already: {}. Add people by: plgwork people add. For another school, name "
    "another folder in PLGWORK_DATA, or another database in PLGWORK_DATABASE."
)
BY_DIRECTORY = (
    "People come in by the sign-in of the school here (PLGWORK_DOOR=directory), so nobody needs a "
    "{}."
)
STEWARD_BY_DIRECTORY = """
{school} is ready. Its steward, {who}, comes in by the sign-in of the school, where it calls them
{account}. If it calls them something else: plgwork people directory "{who}" THAT-NAME

Next:
  1. Run: plgwork serve
  2. Open {address} in a browser, and sign in.
  3. The page School leads on: people and PLGs."""
NEXT = """

Next:
  1. Run: plgwork serve
  2. Open the address above in a browser, and choose a password.
  3. The page School leads on: people, PLGs, invitations."""


# --- a school's first day ------------------------------------------------------------------


def init(
    school: Annotated[str, typer.Option(help="What the school is called.")] = "",
    timezone: Annotated[str, typer.Option(help="As in America/Chicago.")] = "",
    calendar: Annotated[str, typer.Option(help="When the year runs; an id of the content.")] = "",
    steward: Annotated[str, typer.Option(help="The name of its first steward.")] = "",
    sign_in: Annotated[str, typer.Option(help="What the steward signs in with.")] = "",
) -> None:
    """Begin a school: its name, its clock, its calendar and its first steward."""
    from plgwork.content import load

    settings = environment.read()
    store = _prepared(settings)
    if store.doors.invented():
        raise StoreError(INVENTED)
    if not store.empty():
        raise StoreError(HERE.format(", ".join(one.name for one in store.office.schools())))
    calendars = load(settings.content_folders).cover.calendars
    name = _asked(school, "What is the school called", _named)
    zone = _asked(timezone, "Which time zone, as in America/Chicago", _zone, _machines_zone())
    if not calendar:
        typer.echo("\n".join(f"  {one}: {found.name}" for one, found in calendars.items()))
    year = _asked(
        calendar, "Which calendar", partial(_one_of, list(calendars)), next(iter(calendars))
    )
    who = _asked(steward, "Who is its first steward? Their name", _named)
    account = _asked(sign_in, "What do they sign in with? An e-mail address, or a name", _account)
    begun = School(id=_id(name, "school"), name=name, timezone=zone, calendar=year)
    person = _found(store, begun, who, account)
    if settings.door == "directory":
        told = {"school": name, "who": who, "account": account, "address": settings.public_address}
        typer.echo(STEWARD_BY_DIRECTORY.format(**told))
        return
    now = settings.clock().astimezone(ZoneInfo(zone))
    [link] = store.links.invite([person], now)
    until = _day(link.expires_at.astimezone(now.tzinfo))
    typer.echo(f"\n{name} is ready. Its steward, {who}, comes in here:\n")
    typer.echo(f"  {_address(settings, link)}\n\nThe address opens once, until {until}.{NEXT}")


def _found(store: "Store", school: School, who: str, account: str) -> str:
    from plgwork.models.accounts import Account
    from plgwork.store.registers import STAFF

    person = Person(
        id=_id(who, "person"),
        school_id=school.id,
        name=who,
        work="",
        staff_kind=STAFF,
        roles=(Role.MEMBER, Role.STEWARD),
    )
    roster = Roster(people=(person,), accounts=(Account(person_id=person.id, name=account),))
    store.found(school, roster, invented=False)
    return person.id


def _id(name: str, otherwise: str) -> str:
    from plgwork.store.registers import slug

    return slug(name) or otherwise


def _asked(given: str, question: str, check: Callable[[str], str], default: str = "") -> str:
    """What was given, or else what is answered; a wrong answer is asked for again."""
    if given:
        return check(given)

    def answer(typed: str) -> str:
        try:
            return check(typed)
        except WorkbookError as error:
            raise typer.BadParameter(str(error)) from error

    return str(typer.prompt(question, default=default or None, value_proc=answer))


def _named(given: str) -> str:
    from plgwork.intake import misnamed

    name = " ".join(given.split())
    if why := misnamed(name) if name else "Write a name.":
        raise WorkbookError(why[0].upper() + why[1:])
    return name


def _zone(given: str) -> str:
    if given in available_timezones():
        return given
    raise WorkbookError(f"There is no time zone {given!r}. Write one as in America/Chicago.")


def _machines_zone() -> str:
    """The machine's own time zone by its name, if it says so; a server's UTC is no school's."""
    named = Path("/etc/localtime").resolve().parts
    zone = "/".join(named[named.index("zoneinfo") + 1 :]) if "zoneinfo" in named else ""
    return zone if zone in available_timezones() and not zone.startswith("Etc/") else ""


def _one_of(known: Sequence[str], given: str) -> str:
    if given in known:
        return given
    raise WorkbookError(f"There is no calendar {given!r}. There are {', '.join(known)}.")


def _account(given: str) -> str:
    from plgwork.intake import unusable

    if problem := unusable(given.strip()):
        raise WorkbookError(problem[0].upper() + problem[1:])
    return given.strip().lower()


# --- people --------------------------------------------------------------------------------


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="Somebody’s name.")] = "",
    sign_in: Annotated[str, typer.Option(help="What they sign in with.")] = "",
    role: Annotated[list[Role] | None, typer.Option(help="May be given several times.")] = None,
    work: Annotated[str, typer.Option(help="Their job, as colleagues say it.")] = "",
    plg: Annotated[str, typer.Option(help="A PLG to put them in.")] = "",
    file: Annotated[Path | None, typer.Option(help="A list: CSV, or one name a line.")] = None,
    school: Which = "",
) -> None:
    """Add somebody, or everybody in a file; all of it or nothing."""
    from plgwork.intake import enrolment, read

    if bool(name) is bool(file):
        raise WorkbookError("Name somebody, or a list by --file; one of the two.")
    store, settings, where = _open(school)
    if file:
        handed_in = read(_bytes(file))
    else:
        account = _account(sign_in) if sign_in else ""
        one = Listed(row=1, name=_named(name), account=account, work=work, roles=tuple(role or ()))
        handed_in = PeopleList(people=(one,))
    now = settings.clock().astimezone(ZoneInfo(where.timezone))
    found = enrolment(
        handed_in, store.office.staff(where.id, now.date()), store.office.standings(where.id, now)
    )
    group = _plg(store, where, plg)
    _tell(found, numbered=bool(file))
    _keep(store, where, found, now, group)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise IntakeError([f"{file}: this file cannot be read."]) from error


def _tell(found: Enrolment, numbered: bool) -> None:
    """What is wrong, all at once; else what was decided, and what it means."""
    if found.problems:
        says = [str(one) if numbered else one.says for one in found.problems]
        raise IntakeError([*says, "Nothing was added."])
    for said in found.decided:
        typer.echo(said)
    for one in found.meanings:
        typer.echo(f"{one.listed.name}: {one.says}.")


def _keep(
    store: "Store", where: School, found: Enrolment, now: datetime, group: str | None
) -> None:
    here = tuple(one.person_id for one in found.meanings if one.person_id)
    joins = PlgChange(id=group, joins=here) if group else None
    store.office.register(where.id, found.newcomers, found.changes, now, joins)
    typer.echo(f"{len(found.newcomers)} added, {len(found.changes)} changed.")


def _plg(store: "Store", where: School, named: str) -> str | None:
    if not named:
        return None
    plgs = store.office.plgs(where.id)
    chosen = [one for one, name in plgs.items() if named.casefold() in (one, name.casefold())]
    if len(chosen) != 1:
        there = ", ".join(plgs.values()) or "none yet"
        raise WorkbookError(f"There is no PLG {named!r}. PLGs here: {there}.")
    return chosen[0]


@app.command()
def invite(
    names: Annotated[list[str] | None, typer.Argument(help="Whom to invite.")] = None,
    everybody: Annotated[bool, typer.Option("--all", help="Whoever has not joined yet.")] = False,
    sheet: Sheet = False,
    school: Which = "",
) -> None:
    """Print an invitation for each: an address that opens once. Earlier ones end."""
    if bool(names) is everybody:
        raise WorkbookError("Name whom to invite, or say --all; one of the two.")
    store, settings, where = _open(school)
    _require_passwords(settings, "invitation")
    now = settings.clock().astimezone(ZoneInfo(where.timezone))
    joined = {one.person_id: one.joined for one in store.office.standings(where.id, now)}
    staff = [one for one in store.office.staff(where.id, now.date()) if one.roles]
    waiting = [one for one in staff if joined.get(one.id) is False]
    chosen = waiting if everybody else [_someone(staff, name) for name in names or ()]
    _may_be_invited(chosen, joined)
    unnamed = [one.name for one in staff if one.id not in joined] if everybody else []
    links = store.links.invite([one.id for one in chosen], now)
    _print_slips(settings, where, links, sheet)
    if unnamed:
        typer.echo(f"No name to sign in with, so not invited: {', '.join(unnamed)}.", err=True)
    if not links:
        typer.echo("Nobody is waiting for an invitation.", err=True)


@app.command()
def reset(
    name: Annotated[str, typer.Argument(help="Who forgot their password.")],
    school: Which = "",
) -> None:
    """Print a link by which somebody chooses a new password; they are signed out everywhere.

    What they wrote before stays shut until they bring their recovery code.
    """
    store, settings, where = _open(school)
    _require_passwords(settings, "password")
    now = settings.clock().astimezone(ZoneInfo(where.timezone))
    found = _someone(store.office.staff(where.id, now.date()), name)
    _print_slips(settings, where, [store.links.reset(found.id, now)], False)


def _may_be_invited(chosen: Iterable[Person], joined: dict[str, bool]) -> None:
    unnamed = [one.name for one in chosen if one.id not in joined]
    if unnamed:
        raise WorkbookError(
            f"No name to sign in with: {', '.join(unnamed)}. Give one by: "
            "plgwork people add NAME --sign-in …"
        )
    if there := [one.name for one in chosen if joined.get(one.id)]:
        raise WorkbookError(
            f"Joined already: {', '.join(there)}. For a new password: plgwork people reset NAME"
        )


def _print_slips(settings: Settings, where: School, links: list["Link"], sheet: bool) -> None:
    zone = ZoneInfo(where.timezone)
    rows = [
        [
            *(link.person, link.account, _address(settings, link), link.code),
            _day(link.expires_at.astimezone(zone)),
        ]
        for link in links
    ]
    if sheet:
        writer = csv.writer(sys.stdout)
        writer.writerow(["name", "signs in as", "address", "code", "until"])
        writer.writerows(rows)
        return
    for name, account, address, code, until in rows:
        typer.echo(f"{name}\n  signs in as  {account}\n  opens        {address}")
        typer.echo(f"  or enters    {code}  at {settings.public_address}join")
        typer.echo(f"  until        {until}; once\n")


@app.command("list")
def list_(school: Which = "") -> None:
    """Everybody of a school: name, what they sign in with, roles, job."""
    store, settings, where = _open(school)
    now = settings.clock().astimezone(ZoneInfo(where.timezone))
    standings = {one.person_id: one for one in store.office.standings(where.id, now)}
    for one in store.office.staff(where.id, now.date()):
        if one.roles:
            standing = standings.get(one.id)
            joined = "joined" if standing and standing.joined else "not joined yet"
            account = standing.name if standing else "no name to sign in with"
            typer.echo(" · ".join(filter(None, (one.name, account, joined, *one.roles, one.work))))


@app.command()
def end(
    name: Annotated[str, typer.Argument(help="Who leaves the school.")],
    on: Annotated[str, typer.Option(help="Their last day, as 2027-06-30; today.")] = "",
    school: Which = "",
) -> None:
    """Somebody leaves: their roles and their places in PLGs end after that day."""
    store, settings, where = _open(school)
    now = settings.clock().astimezone(ZoneInfo(where.timezone))
    until = _date(on) if on else now.date()
    staff = [one for one in store.office.staff(where.id, now.date()) if one.roles]
    person = _someone(staff, name)
    store.office.leave(where.id, person.id, until, now)
    typer.echo(
        f"{person.name} is here until {until:%Y-%m-%d}. What they wrote stays theirs: nobody "
        "else can open it in the workbook."
    )


@app.command()
def directory(
    who: Annotated[str, typer.Argument(help="Somebody’s name.")] = "",
    called: Annotated[str, typer.Argument(help="What the directory calls them.")] = "",
    file: Annotated[Path | None, typer.Option(help="A list: who, and what it calls them.")] = None,
    school: Which = "",
) -> None:
    """Say what the school's own sign-in calls somebody, or everybody in a file; or list it.

    Whoever it never named here comes in by the name that they sign in with.
    """
    from plgwork.intake import read_called

    if bool(who) is not bool(called) or (file and who):
        raise WorkbookError("Say who, and what the directory calls them; or name a list by --file.")
    store, settings, where = _open(school)
    now = settings.clock().astimezone(ZoneInfo(where.timezone))
    staff = store.office.staff(where.id, now.date())
    named = read_called(_bytes(file)) if file else [(0, who, _account(called))] if who else []
    if named:
        accounts = {one.name: one.person_id for one in store.office.standings(where.id, now)}
        store.directory.name(_meant(staff, accounts, named), now)
        typer.echo(f"{len(named)} named.")
        return
    known = store.directory.names(where.id)
    for one in staff:
        if one.roles:
            typer.echo(f"{one.name} · {known.get(one.id, 'never came in by the directory')}")


def _meant(
    staff: Sequence[Person], accounts: Mapping[str, str], named: Iterable[tuple[int, str, str]]
) -> dict[str, str]:
    """What the directory calls whom, by their ids; every problem at once."""
    meant: dict[str, str] = {}
    problems = []
    for row, who, called in named:
        try:
            person_id = accounts.get(who.casefold()) or _someone(staff, who).id
        except WorkbookError as error:
            problems.append(f"Row {row}: {error}" if row else str(error))
            continue
        if person_id in meant or called.casefold() in map(str.casefold, meant.values()):
            problems.append(
                f"Row {row}: {who}, or what they are called, stands further up as well."
            )
        meant[person_id] = called
    if problems:
        raise IntakeError([*problems, "Nothing was changed."])
    return meant


def _require_passwords(settings: Settings, what: str) -> None:
    if settings.door == "directory":
        raise WorkbookError(BY_DIRECTORY.format(what))


# --- what the commands share -----------------------------------------------------------------


def _prepared(settings: Settings) -> "Store":
    from plgwork.store import Store
    from plgwork.store.migrate import migrate

    migrate(settings.database_url)
    return Store.open(settings.database_url)


def _open(named: str) -> "tuple[Store, Settings, School]":
    """The store, and the school that is meant."""
    settings = environment.read()
    store = _prepared(settings)
    schools = store.office.schools()
    if not schools:
        raise StoreError("There is no school here yet. Begin one by: plgwork init")
    chosen = [one for one in schools if named.casefold() in ("", one.id, one.name.casefold())]
    if len(chosen) != 1:
        names = ", ".join(one.name for one in schools)
        raise WorkbookError(f"Say which school by --school. There are: {names}.")
    return store, settings, chosen[0]


def _someone(staff: Sequence[Person], named: str) -> Person:
    found = [one for one in staff if named.casefold() in (one.id, one.name.casefold())]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(one.id for one in found)
        raise WorkbookError(f"{len(found)} people are called {named}. Say which: {ids}.")
    raise WorkbookError(f"Nobody here is called {named!r}. plgwork people list says who is.")


def _date(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise WorkbookError(f"Write the day as in 2027-06-30; not {given!r}.") from error


def _address(settings: Settings, link: "Link") -> str:
    return f"{settings.public_address}join?code={link.code}"


def _day(moment: datetime) -> str:
    return f"{moment:%A} {moment.day} {moment:%B %Y}, {moment:%H:%M}"
