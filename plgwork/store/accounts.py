"""Passwords and recovery codes: who may come in, and what a reset shut. No page can reach it."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, delete, exists, func, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from plgwork.errors import AccessError
from plgwork.models.accounts import AuditEvent, AuditLine, SignedIn, Standing
from plgwork.store import attempts
from plgwork.store.access import Visitor, lasting, may
from plgwork.store.audit import lines, note
from plgwork.store.engine import reading, writing
from plgwork.store.entries import index
from plgwork.store.schema import accounts, audit, entries, links, people, roles, shut, versions
from plgwork.store.secrets import RECOVERY, code, digest, hashed, matches, plain
from plgwork.store.sessions import begin, end_all

SHORTEST, LONGEST = 10, 200
DISTINCT = 5
BEGINNING = datetime(1900, 1, 1, tzinfo=UTC)
WRONG = "This name and this password do not belong together. Check both, and try again."
WRONG_CODE = "That is not the recovery code. Check it against your paper, and try again."
NEWS = (AuditEvent.RESET_MADE, AuditEvent.RESET)


class Accounts:
    """What the owner of an account does with it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def sign_in(self, name: str, password: str, address: str, now: datetime) -> SignedIn:
        """Begin a session; AccessError with one sentence whatever was wrong, or SlowedError."""
        row = self._tried(name, address, now)
        if not matches(row.password if row else "", password) or row is None:
            self._refused(row, now)
            raise AccessError(WRONG)
        with writing(self._engine) as connection:
            attempts.succeeded(connection, name, address)
            news = _news(connection, row.person_id, row.signed_in_at or now)
            note(connection, now, AuditEvent.SIGNED_IN, row.person_id, row.person_id)
            mine = accounts.c.person_id == row.person_id
            connection.execute(update(accounts).where(mine).values(signed_in_at=now))
            token = begin(connection, row.person_id, now)
        return SignedIn(person_id=row.person_id, token=token, news=news)

    def recover(
        self, name: str, typed: str, password: str, address: str, now: datetime
    ) -> SignedIn:
        """Choose a new password by one's recovery code; nothing is shut by that."""
        row = self._tried(name, address, now)
        if row is None or not row.recovery or row.recovery != digest(plain(typed)):
            self._refused(row, now)
            raise AccessError("This name and this recovery code do not belong together.")
        require_good(password, row.name)
        kept = hashed(password)
        with writing(self._engine) as connection:
            attempts.succeeded(connection, name, address)
            mine = (accounts.c.person_id == row.person_id) & (accounts.c.recovery == row.recovery)
            changed = {"password": kept, "signed_in_at": now}
            connection.execute(update(accounts).where(mine).values(changed))
            end_all(connection, row.person_id)
            note(connection, now, AuditEvent.PASSWORD_CHANGED, row.person_id, row.person_id)
            token = begin(connection, row.person_id, now)
        return SignedIn(person_id=row.person_id, token=token)

    def change_password(
        self, person_id: str, old: str, new: str, session: str, now: datetime
    ) -> None:
        """Replace one's password; every other browser is signed out."""
        row = self._confirmed(person_id, old, now)
        require_good(new, row.name)
        kept = hashed(new)
        with writing(self._engine) as connection:
            mine = accounts.c.person_id == person_id
            connection.execute(update(accounts).where(mine).values(password=kept))
            end_all(connection, person_id, but=session)
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
            fits = (shut.c.person_id == person_id) & (shut.c.code == digest(plain(typed)))
            if not connection.execute(delete(shut).where(fits)).rowcount:
                raise AccessError(WRONG_CODE)
            attempts.succeeded(connection, f"open {person_id}", "")
            _find_again(connection, Visitor(person_id, now.date()))
            note(connection, now, AuditEvent.OPENED, person_id, person_id)

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

    def _tried(self, name: str, address: str, now: datetime) -> Row[Any] | None:
        """The account of that name, after counting that somebody tried it."""
        name = name.strip()[:LONGEST].lower()
        attempts.count(self._engine, name, address, now)
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
            raise AccessError("That is not your password. Nothing was changed.")
        with writing(self._engine) as connection:
            attempts.succeeded(connection, f"confirm {person_id}", "")
        return row

    def _refused(self, row: Row[Any] | None, now: datetime) -> None:
        if row is not None:
            with writing(self._engine) as connection:
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
    """Shut what somebody wrote up to now, until they bring the recovery code they have so far."""
    recovery = select(accounts.c.recovery).where(accounts.c.person_id == person_id)
    has = connection.execute(recovery).scalar_one()
    before = select(func.max(shut.c.until)).where(shut.c.person_id == person_id)
    since = connection.execute(before).scalar() or BEGINNING
    if has:  # whoever has none never joined, and so wrote nothing
        row = {"person_id": person_id, "since": since, "until": now, "code": has}
        connection.execute(insert(shut).values(**row))


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


def _news(connection: Connection, person_id: str, since: datetime) -> tuple[AuditLine, ...]:
    """What others did to the account since its owner was last here."""
    theirs = audit.c.event.in_([event.value for event in NEWS])
    return tuple(lines(connection, 10, audit.c.person_id == person_id, theirs, audit.c.at > since))


def _find_again(connection: Connection, visitor: Visitor) -> None:
    """Let search find what is open again."""
    mine = select(entries.c.id).where(entries.c.author_id == visitor.person_id)
    for entry_id in connection.execute(mine).scalars().all():
        index(connection, entry_id, may(visitor, versions, "read"))
