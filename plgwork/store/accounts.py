"""Passwords and recovery codes: who may come in, and what a reset shut. No page can reach it."""

import re
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, delete, exists, func, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from plgwork.errors import AccessError
from plgwork.models.accounts import AuditEvent, AuditLine, SignedIn, Standing, account_name
from plgwork.store import attempts
from plgwork.store.access import may
from plgwork.store.attempts import Attempt
from plgwork.store.audit import lines, note, note_refusal
from plgwork.store.commonest import is_common
from plgwork.store.engine import reading, writing
from plgwork.store.entries import index
from plgwork.store.relations import Visitor, lasting
from plgwork.store.schema.accounts import accounts, audit, links, shut
from plgwork.store.schema.people import people, roles, schools
from plgwork.store.schema.reflections import entries, ratings, versions
from plgwork.store.secrets import (
    RECOVERY,
    code,
    digest,
    hashed,
    matches,
    one_spelling,
    plain,
)
from plgwork.store.sessions import begin, end_all

SHORTEST, LONGEST = 10, 200
DISTINCT = 5
WORD = re.compile(r"\w{3,}")
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

    def sign_in(
        self, name: str, password: str, address: str, now: datetime, known: Collection[str] = ()
    ) -> SignedIn:
        """Begin a session; AccessError with one sentence whatever was wrong, or SlowedError.

        ``known`` is what the browser kept of those who came in there: whoever is among them
        does not wait for others who fail in their name from the same address.
        """
        name = account_name(name[:LONGEST])
        row = self._account(name)
        attempt = self._counted("", name, row, address, known, now)
        if not matches(row.password if row else "", password) or row is None:
            self._refused(row, attempt, now)
            raise AccessError(WRONG)
        with writing(self._engine) as connection:
            # Somebody may have chosen another password while this one was looked at.
            mine = (accounts.c.person_id == row.person_id) & (accounts.c.password == row.password)
            changed = update(accounts).where(mine).values(signed_in_at=now, named_by=None)
            if not connection.execute(changed).rowcount:
                raise AccessError(WRONG)
            attempts.succeeded(connection, attempt)
            told = news(connection, row.person_id, row.signed_in_at or row.joined_at)
            note(connection, now, AuditEvent.SIGNED_IN, row.person_id, row.person_id)
            token = begin(connection, row.person_id, now)
        mark = known_by(row.person_id, row.password)
        return SignedIn(person_id=row.person_id, token=token, known=mark, news=told)

    def recover(
        self,
        name: str,
        typed: str,
        password: str,
        address: str,
        now: datetime,
        known: Collection[str] = (),
    ) -> SignedIn:
        """Choose a new password by one's recovery code; nothing is shut by that.

        Also by the code one had before somebody else reset the password: what that reset shut
        is open again, and a new code takes the place of whatever code was given meanwhile.
        """
        name = account_name(name[:LONGEST])
        row = self._account(name)
        attempt = self._counted("recover ", name, row, address, known, now)
        given = digest(plain(typed))
        before = self._had_before(row.person_id if row else "", given)
        if row is None or not row.recovery or not (row.recovery == given or before):
            matches("", password)  # as long as whoever tries a password waits
            self._refused(row, attempt, now)
            raise AccessError("This name and this recovery code do not belong together.")
        require_good(password, row.name, row.person, row.school)
        kept, made = hashed(password), code(RECOVERY) if before else ""
        recovery = digest(plain(made)) if before else row.recovery
        with writing(self._engine) as connection:
            mine = (accounts.c.person_id == row.person_id) & (accounts.c.recovery == row.recovery)
            changed = {"password": kept, "recovery": recovery, "named_by": None}
            if not connection.execute(update(accounts).where(mine).values(changed)).rowcount:
                raise AccessError("This name and this recovery code do not belong together.")
            attempts.succeeded(connection, attempt)
            end_all(connection, row.person_id)
            end_links(connection, row.person_id)
            told = news(connection, row.person_id, row.signed_in_at or row.joined_at)
            self._open(connection, row.person_id, given, now)
            note(connection, now, AuditEvent.PASSWORD_CHANGED, row.person_id, row.person_id)
            token = begin(connection, row.person_id, now)
        mark = known_by(row.person_id, kept)
        return SignedIn(person_id=row.person_id, token=token, known=mark, recovery=made, news=told)

    def _had_before(self, person_id: str, given: str) -> bool:
        with reading(self._engine) as connection:
            theirs = (shut.c.person_id == person_id) & (shut.c.code == given)
            return connection.execute(select(shut.c.until).where(theirs)).first() is not None

    def change_password(
        self, person_id: str, old: str, new: str, session: str, now: datetime
    ) -> str:
        """Replace one's password; every other browser is signed out, and no link works any more.

        Gives what this browser is known by from now on.
        """
        row = self._confirmed(person_id, old, now)
        require_good(new, row.name, row.person, row.school)
        kept = hashed(new)
        with writing(self._engine) as connection:
            mine = (accounts.c.person_id == person_id) & (accounts.c.password == row.password)
            if not connection.execute(update(accounts).where(mine).values(password=kept)).rowcount:
                raise AccessError(NOT_YOURS)
            end_all(connection, person_id, but=session)
            end_links(connection, person_id)
            note(connection, now, AuditEvent.PASSWORD_CHANGED, person_id, person_id)
        return known_by(person_id, kept)

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
        attempt = Attempt(f"open {person_id}")
        attempts.count(self._engine, attempt, now)
        with writing(self._engine) as connection:
            if not self._open(connection, person_id, digest(plain(typed)), now):
                raise AccessError(WRONG_CODE)
            attempts.succeeded(connection, attempt)

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

    def _account(self, name: str) -> Row[Any] | None:
        if not name.isprintable():  # a database would stumble; nobody is called that
            return None
        with reading(self._engine) as connection:
            return connection.execute(_accounts().where(accounts.c.name == name)).first()

    def _counted(
        self,
        what: str,
        name: str,
        row: Row[Any] | None,
        address: str,
        known: Collection[str],
        now: datetime,
    ) -> Attempt:
        """The attempt, once it is counted: in a browser that its owner used before, by itself."""
        own = row is not None and known_by(row.person_id, row.password) in known
        attempt = Attempt(f"{what}{name}", "" if own else address or "nowhere")
        attempts.count(self._engine, attempt, now)
        return attempt

    def _confirmed(self, person_id: str, password: str, now: datetime) -> Row[Any]:
        """The account, once its owner has given its password."""
        attempt = Attempt(f"confirm {person_id}")
        attempts.count(self._engine, attempt, now)
        with reading(self._engine) as connection:
            row = connection.execute(_accounts().where(accounts.c.person_id == person_id)).first()
        if row is None or not matches(row.password, password):
            self._refused(row, attempt, now)
            raise AccessError(NOT_YOURS)
        with writing(self._engine) as connection:
            attempts.succeeded(connection, attempt)
        return row

    def _refused(self, row: Row[Any] | None, attempt: Attempt, now: datetime) -> None:
        """Note it. The same is done whether there is such an account or not."""
        with writing(self._engine) as connection:
            attempts.failed(connection, attempt, now)
            note_refusal(connection, now, row.person_id if row else "")


def known_by(person_id: str, password: str) -> str:
    """What a browser shows of whoever came in there by this password, as it is kept.

    It names nobody, opens nothing, and means nothing any more once the password is another.
    """
    return digest(f"known {person_id} {password}")


def require_good(password: str, *own: str) -> None:
    """AccessError, with what is wanted, unless a password is long enough and not obvious.

    ``own`` is what others know of its owner: name, account, school. Length, a list, and no rule
    about kinds of characters: NIST SP 800-63B-4, section 3.1.1.2.
    """
    if len(password) < SHORTEST:
        raise AccessError(
            f"Please take at least {SHORTEST} characters. Three or four words in a row are good."
        )
    if len(password) > LONGEST:
        raise AccessError(f"Please take at most {LONGEST} characters.")
    if is_common(password):
        raise AccessError(
            "That is among the passwords that are tried first. "
            "Please take another: three or four words in a row are good."
        )
    if len(set(password.lower())) < DISTINCT or _is_own(password, own):
        raise AccessError(
            "That would be guessed first. "
            "Please take one that is not your name or your school’s, and varied."
        )


def _is_own(password: str, own: Collection[str]) -> bool:
    """Whether little is left of a password without what others know of its owner."""
    typed = one_spelling(password).casefold()
    words = {word for one in own for word in WORD.findall(account_name(one))}
    left = typed
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word, "")
    return left != typed and sum(map(str.isalpha, left)) < SHORTEST // 2


def shut_until(connection: Connection, person_id: str, now: datetime) -> None:
    """Shut what somebody wrote so far, until they bring the recovery code they have so far."""
    recovery = select(accounts.c.recovery).where(accounts.c.person_id == person_id)
    has = connection.execute(recovery).scalar_one()
    before = select(func.max(shut.c.until)).where(shut.c.person_id == person_id)
    since = connection.execute(before).scalar() or BEGINNING
    # Whoever has none never joined, and so wrote nothing; or came by a directory so far, and then
    # only whoever runs the server makes such a link.
    if not has:
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
        people.c.name.label("person"),
        schools.c.name.label("school"),
    ).select_from(accounts.join(people).join(schools))


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
