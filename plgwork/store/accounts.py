"""Passwords and recovery codes: who may come in, and what a reset shut. No page can reach it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, delete, exists, func, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from plgwork.errors import AccessError
from plgwork.models.accounts import AuditEvent, AuditLine, SignedIn, Standing, account_name
from plgwork.store import attempts
from plgwork.store.access import Visitor, lasting, may
from plgwork.store.audit import lines, note
from plgwork.store.engine import reading, writing
from plgwork.store.entries import index
from plgwork.store.schema import (
    accounts,
    audit,
    entries,
    links,
    people,
    ratings,
    roles,
    shut,
    versions,
)
from plgwork.store.secrets import RECOVERY, code, digest, hashed, matches, plain
from plgwork.store.sessions import begin, end_all

SHORTEST, LONGEST = 10, 200
DISTINCT = 5
BEGINNING = datetime(1900, 1, 1, tzinfo=UTC)
WRONG = "This name and this password do not belong together. Check both, and try again."
WRONG_CODE = "That is not the recovery code. Check it against your paper, and try again."
NOT_YOURS = "That is not your password. Nothing was changed."
NEWS = (
    AuditEvent.RESET_MADE,
    AuditEvent.RESET,
    AuditEvent.ACCOUNT_NAMED,
    AuditEvent.LINK_ASKED,
)


class Accounts:
    """What the owner of an account does with it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def sign_in(self, name: str, password: str, address: str, now: datetime) -> SignedIn:
        """Begin a session; AccessError with one sentence whatever was wrong, or SlowedError."""
        name = account_name(name[:LONGEST])
        row = self._tried(name, name, address, now)
        if not matches(row.password if row else "", password) or row is None:
            self._refused(row, now)
            raise AccessError(WRONG)
        with writing(self._engine) as connection:
            # Somebody may have chosen another password while this one was looked at.
            mine = (accounts.c.person_id == row.person_id) & (accounts.c.password == row.password)
            changed = update(accounts).where(mine).values(signed_in_at=now, named_by=None)
            if not connection.execute(changed).rowcount:
                raise AccessError(WRONG)
            attempts.succeeded(connection, name, address)
            told = news(connection, row.person_id, row.signed_in_at or row.joined_at)
            note(connection, now, AuditEvent.SIGNED_IN, row.person_id, row.person_id)
            token = begin(connection, row.person_id, now)
        return SignedIn(person_id=row.person_id, token=token, news=told)

    def recover(
        self, name: str, typed: str, password: str, address: str, now: datetime
    ) -> SignedIn:
        """Choose a new password by one's recovery code; nothing is shut by that.

        Also by the code one had before somebody else reset the password: what that reset shut
        is open again, and a new code takes the place of whatever code was given meanwhile.
        """
        name = account_name(name[:LONGEST])
        row = self._tried(f"recover {name}", name, address, now)
        given = digest(plain(typed))
        before = row is not None and self._had_before(row.person_id, given)
        if row is None or not row.recovery or not (row.recovery == given or before):
            self._refused(row, now)
            raise AccessError("This name and this recovery code do not belong together.")
        require_good(password, row.name)
        kept, made = hashed(password), code(RECOVERY) if before else ""
        recovery = digest(plain(made)) if before else row.recovery
        with writing(self._engine) as connection:
            mine = (accounts.c.person_id == row.person_id) & (accounts.c.recovery == row.recovery)
            changed = {"password": kept, "recovery": recovery, "named_by": None}
            if not connection.execute(update(accounts).where(mine).values(changed)).rowcount:
                raise AccessError("This name and this recovery code do not belong together.")
            attempts.succeeded(connection, f"recover {name}", address)
            end_all(connection, row.person_id)
            end_links(connection, row.person_id)
            told = news(connection, row.person_id, row.signed_in_at or row.joined_at)
            self._open(connection, row.person_id, given, now)
            note(connection, now, AuditEvent.PASSWORD_CHANGED, row.person_id, row.person_id)
            token = begin(connection, row.person_id, now)
        return SignedIn(person_id=row.person_id, token=token, recovery=made, news=told)

    def _had_before(self, person_id: str, given: str) -> bool:
        with reading(self._engine) as connection:
            theirs = (shut.c.person_id == person_id) & (shut.c.code == given)
            return connection.execute(select(shut.c.until).where(theirs)).first() is not None

    def change_password(
        self, person_id: str, old: str, new: str, session: str, now: datetime
    ) -> None:
        """Replace one's password; every other browser is signed out, and no link works any more."""
        row = self._confirmed(person_id, old, now)
        require_good(new, row.name)
        kept = hashed(new)
        with writing(self._engine) as connection:
            mine = (accounts.c.person_id == person_id) & (accounts.c.password == row.password)
            if not connection.execute(update(accounts).where(mine).values(password=kept)).rowcount:
                raise AccessError(NOT_YOURS)
            end_all(connection, person_id, but=session)
            end_links(connection, person_id)
            note(connection, now, AuditEvent.PASSWORD_CHANGED, person_id, person_id)

    def renew_code(self, person_id: str, password: str, now: datetime) -> str:
        """A new recovery code in place of the old; it does not open what was shut before."""
        self._confirmed(person_id, password, now)
        made = code(RECOVERY)
        with writing(self._engine) as connection:
            mine = accounts.c.person_id == person_id
            connection.execute(update(accounts).where(mine).values(recovery=digest(plain(made))))
            note(connection, now, AuditEvent.CODE_RENEWED, person_id, person_id)
        return made

    def open_shut(self, person_id: str, typed: str, now: datetime) -> None:
        """Open what a reset shut, by the code of the time in which it was written."""
        attempts.count(self._engine, f"open {person_id}", "", now)
        with writing(self._engine) as connection:
            if not self._open(connection, person_id, digest(plain(typed)), now):
                raise AccessError(WRONG_CODE)
            attempts.succeeded(connection, f"open {person_id}", "")

    def _open(self, connection: Connection, person_id: str, given: str, now: datetime) -> bool:
        fits = (shut.c.person_id == person_id) & (shut.c.code == given)
        opened = connection.execute(delete(shut).where(fits)).rowcount > 0
        if opened:
            _find_again(connection, Visitor(person_id, now.date()))
            note(connection, now, AuditEvent.OPENED, person_id, person_id)
        return opened

    def standing(self, person_id: str, now: datetime) -> Standing:
        """How somebody's own account stands; AccessError for somebody who is not here."""
        with reading(self._engine) as connection:
            found = standings(connection, now, people.c.id == person_id)
        if not found:
            raise AccessError("Nobody of that name is here.")
        return found[0]

    def of_school(self, by: str, now: datetime) -> list[Standing]:
        """How everybody's account stands whom this steward may enrol, by name."""
        mine = may(Visitor(by, now.date()), people, "enrolled")
        has_role = people.c.id.in_(
            select(roles.c.person_id).where(lasting(roles, now.date(), now.date()))
        )
        with reading(self._engine) as connection:
            return standings(connection, now, mine, has_role)

    def _tried(self, counted: str, name: str, address: str, now: datetime) -> Row[Any] | None:
        """The account of that name, after counting that somebody tried it."""
        attempts.count(self._engine, counted, address, now)
        if not name.isprintable():
            return None
        with reading(self._engine) as connection:
            return connection.execute(_accounts().where(accounts.c.name == name)).first()

    def _confirmed(self, person_id: str, password: str, now: datetime) -> Row[Any]:
        """The account, once its owner has given its password."""
        attempts.count(self._engine, f"confirm {person_id}", "", now)
        with reading(self._engine) as connection:
            row = connection.execute(_accounts().where(accounts.c.person_id == person_id)).first()
        if row is None or not matches(row.password, password):
            self._refused(row, now)
            raise AccessError(NOT_YOURS)
        with writing(self._engine) as connection:
            attempts.succeeded(connection, f"confirm {person_id}", "")
        return row

    def _refused(self, row: Row[Any] | None, now: datetime) -> None:
        """Note it, once an hour: whoever tries all night must not push the rest out of sight."""
        if row is None:
            return
        lately = select(audit.c.number).where(
            audit.c.person_id == row.person_id,
            audit.c.event == AuditEvent.REFUSED.value,
            audit.c.at > now - timedelta(hours=1),
        )
        with writing(self._engine) as connection:
            if connection.execute(lately).first() is None:
                note(connection, now, AuditEvent.REFUSED, row.person_id, row.person_id)


def require_good(password: str, account: str) -> None:
    """AccessError, with what is wanted, unless a password is long enough and not obvious.

    Length, and no rule about kinds of characters: NIST SP 800-63B-4, section 3.1.1.2.
    """
    if len(password) < SHORTEST:
        raise AccessError(
            f"Please take at least {SHORTEST} characters. Three or four words in a row are good."
        )
    if len(password) > LONGEST:
        raise AccessError(f"Please take at most {LONGEST} characters.")
    lower = password.lower()
    without_name = lower.replace(account, "").replace(account.split("@")[0], "")
    if len(set(lower)) < DISTINCT or len(without_name) < SHORTEST // 2:
        raise AccessError(
            "That would be guessed first. Please take one that is not your name, and varied."
        )


def shut_until(connection: Connection, person_id: str, now: datetime) -> None:
    """Shut what somebody wrote so far, until they bring the recovery code they have so far."""
    recovery = select(accounts.c.recovery).where(accounts.c.person_id == person_id)
    has = connection.execute(recovery).scalar_one()
    before = select(func.max(shut.c.until)).where(shut.c.person_id == person_id)
    since = connection.execute(before).scalar() or BEGINNING
    if not has:  # whoever has none never joined, and so wrote nothing
        return
    # Whatever a clock that went ahead, or two resets at one moment, may have left.
    until = max(now, since, _newest(connection, person_id) or now) + timedelta(microseconds=1)
    row = {"person_id": person_id, "since": since, "until": until, "code": has}
    connection.execute(insert(shut).values(**row))


def _newest(connection: Connection, person_id: str) -> datetime | None:
    mine = select(entries.c.id).where(entries.c.author_id == person_id)
    moments = (
        select(func.max(entries.c.begun_at)).where(entries.c.author_id == person_id),
        select(func.max(versions.c.saved_at)).where(versions.c.entry_id.in_(mine)),
        select(func.max(ratings.c.rated_at)).where(ratings.c.author_id == person_id),
    )
    found = [connection.execute(moment).scalar() for moment in moments]
    return max((one for one in found if one is not None), default=None)


def end_links(connection: Connection, person_id: str) -> None:
    """No link of theirs works any more."""
    unused = (links.c.person_id == person_id) & links.c.used_at.is_(None)
    connection.execute(delete(links).where(unused))


def _accounts() -> Select[Any]:
    return select(
        accounts.c.person_id,
        accounts.c.name,
        accounts.c.password,
        accounts.c.recovery,
        accounts.c.joined_at,
        accounts.c.signed_in_at,
    )


def standings(connection: Connection, now: datetime, *where: ColumnElement[bool]) -> list[Standing]:
    """How the accounts of these people stand, by their names."""
    invited = exists().where(
        links.c.person_id == people.c.id, links.c.used_at.is_(None), links.c.expires_at > now
    )
    count = select(func.count()).where(shut.c.person_id == people.c.id).scalar_subquery()
    rows = connection.execute(
        select(
            people.c.id,
            people.c.name.label("person"),
            accounts.c.name,
            accounts.c.joined_at,
            invited.label("invited"),
            count.label("shut"),
        )
        .outerjoin(accounts, accounts.c.person_id == people.c.id)
        .where(*where)
        .order_by(people.c.name, people.c.id)
    ).all()
    return [
        Standing(
            person_id=row.id,
            person=row.person,
            name=row.name or "",
            joined=row.joined_at is not None,
            invited=row.invited,
            shut=row.shut,
        )
        for row in rows
    ]


def news(connection: Connection, person_id: str, since: datetime) -> tuple[AuditLine, ...]:
    """What others did to the account since its owner was last here.

    While something is shut, also the reset that shut it: whoever signed in since may not have
    been its owner.
    """
    theirs = audit.c.event.in_([event.value for event in NEWS])
    resets = select(func.min(shut.c.until)).where(shut.c.person_id == person_id)
    first = connection.execute(resets).scalar()
    since = min(since, first - timedelta(days=2)) if first else since
    return tuple(lines(connection, 10, audit.c.person_id == person_id, theirs, audit.c.at > since))


def _find_again(connection: Connection, visitor: Visitor) -> None:
    """Let search find what is open again."""
    mine = select(entries.c.id).where(entries.c.author_id == visitor.person_id)
    for entry_id in connection.execute(mine).scalars().all():
        index(connection, entry_id, may(visitor, versions, "read"))
