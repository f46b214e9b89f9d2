"""Invitations and resets: codes that work once, for a short time, and are kept as digests only."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from plgwork.errors import AccessError
from plgwork.models.accounts import AuditEvent, Link, Opened, Purpose, SignedIn, account_name
from plgwork.store import attempts
from plgwork.store.access import require
from plgwork.store.accounts import end_links, known_by, news, require_good, shut_until
from plgwork.store.attempts import Attempt
from plgwork.store.audit import note
from plgwork.store.engine import reading, writing
from plgwork.store.relations import Visitor
from plgwork.store.schema.accounts import accounts, links
from plgwork.store.schema.people import people, schools
from plgwork.store.secrets import LINK, RECOVERY, code, digest, hashed, plain
from plgwork.store.sessions import begin, end_all

LASTS = {Purpose.INVITATION: timedelta(days=14), Purpose.RESET: timedelta(days=1)}
USED_UP = (
    "This code was used already, is too old, or was mistyped. Ask whoever gave it to you for a "
    "new one."
)


class Links:
    """Makes links and uses them up. For the server and for operators; no page can reach it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def invite(self, person_ids: Iterable[str], now: datetime, by: str | None = None) -> list[Link]:
        """A link for each of these people to join by; earlier ones end.

        ``by`` is the steward who asks, or None for whoever runs the server.
        """
        with writing(self._engine) as connection:
            return [
                self._make(connection, one, Purpose.INVITATION, now, by)
                for one in dict.fromkeys(person_ids)
            ]

    def reset(self, person_id: str, now: datetime, by: str | None = None) -> Link:
        """A link to choose a new password by; whoever is signed in as this person is out now."""
        with writing(self._engine) as connection:
            made = self._make(connection, person_id, Purpose.RESET, now, by)
            end_all(connection, person_id)
            return made

    def asked(self, name: str, address: str, now: datetime) -> Link | None:
        """A reset that somebody asks for themselves, to be sent to the address they sign in with.

        None where there is nobody to send it to. Nobody else made it, so it shuts nothing.
        """
        name = account_name(name[:200])
        attempts.count(self._engine, Attempt(f"mail {name}", address), now)
        mine = (accounts.c.name == name) & accounts.c.joined_at.is_not(None)
        if not name.isprintable():
            return None
        with writing(self._engine) as connection:
            row = connection.execute(select(accounts).where(mine)).first()
            if row is None or "@" not in row.name:
                return None
            note(connection, now, AuditEvent.LINK_ASKED, row.person_id, row.person_id)
            # Where somebody else chose the address, it is theirs who asks.
            by = row.person_id if row.named_by is None else row.named_by or None
            if by not in (None, row.person_id) and not row.recovery:
                return None  # what they wrote could not be shut to whoever chose the address
            return self._write(connection, row.person_id, Purpose.RESET, now, by)

    def _make(
        self,
        connection: Connection,
        person_id: str,
        purpose: Purpose,
        now: datetime,
        by: str | None,
    ) -> Link:
        if by is not None and by != person_id:
            require(connection, Visitor(by, now.date()), people, "enrolled", person_id)
        account = _account(connection, person_id)
        if (account.joined_at is None) is not (purpose is Purpose.INVITATION):
            raise AccessError(_other_way(account.person, purpose))
        if purpose is Purpose.RESET and by not in (None, person_id) and not account.recovery:
            raise AccessError(_never_had_a_password(account.person))
        end_links(connection, person_id)
        event = AuditEvent.INVITED if purpose is Purpose.INVITATION else AuditEvent.RESET_MADE
        note(connection, now, event, person_id, by)
        return self._write(connection, person_id, purpose, now, by)

    def _write(
        self,
        connection: Connection,
        person_id: str,
        purpose: Purpose,
        now: datetime,
        by: str | None,
    ) -> Link:
        account = _account(connection, person_id)
        made, expires_at = code(LINK), now + LASTS[purpose]
        connection.execute(
            insert(links).values(
                digest=digest(plain(made)),
                person_id=person_id,
                account=account.name,
                purpose=purpose.value,
                made_by=by,
                made_at=now,
                expires_at=expires_at,
            )
        )
        return Link(
            person_id=person_id,
            person=account.person,
            account=account.name,
            purpose=purpose,
            code=made,
            expires_at=expires_at,
        )

    def opened(self, typed: str, now: datetime) -> Opened:
        """What a code opens, without using it up; AccessError when it opens nothing."""
        with reading(self._engine) as connection:
            row = connection.execute(
                select(
                    links,
                    people.c.name.label("person"),
                    schools.c.name.label("school"),
                    accounts.c.joined_at,
                )
                .join(people, people.c.id == links.c.person_id)
                .join(schools, schools.c.id == people.c.school_id)
                .join(accounts, accounts.c.person_id == links.c.person_id)
                # Whoever signs in by another name now was not meant.
                .where(
                    accounts.c.name == links.c.account,
                    links.c.digest == digest(plain(typed)),
                    links.c.used_at.is_(None),
                )
            ).first()
        joining = row is not None and row.purpose == Purpose.INVITATION.value
        if row is None or row.expires_at <= now or (joining and row.joined_at is not None):
            raise AccessError(USED_UP)
        return Opened(
            person_id=row.person_id,
            person=row.person,
            account=row.account,
            school=row.school,
            purpose=Purpose(row.purpose),
            expires_at=row.expires_at,
        )

    def use(self, typed: str, password: str, now: datetime) -> SignedIn:
        """Use a code up: choose a password, and be signed in.

        Whoever joins is given a recovery code. So is whoever's password somebody else reset;
        what they wrote before then stays shut until they bring the code they had before.
        """
        link = self.opened(typed, now)
        require_good(password, link.account, link.person, link.school)
        kept = hashed(password)  # takes its time, so outside of the transaction
        with writing(self._engine) as connection:
            made_by = _use_up(connection, digest(plain(typed)), now)
            joining = link.purpose is Purpose.INVITATION
            recovery = ""
            if joining or made_by != link.person_id:
                recovery = code(RECOVERY)
                shut_until(connection, link.person_id, now)
            _keep(connection, link.person_id, kept, recovery, now)
            end_all(connection, link.person_id)
            end_links(connection, link.person_id)
            event = AuditEvent.JOINED if joining else AuditEvent.RESET
            note(connection, now, event, link.person_id, link.person_id if joining else made_by)
            token = begin(connection, link.person_id, now)
            told = news(connection, link.person_id, now)
        mark = known_by(link.person_id, kept)
        return SignedIn(
            person_id=link.person_id, token=token, known=mark, recovery=recovery, news=told
        )


def _account(connection: Connection, person_id: str) -> Any:
    row = connection.execute(
        select(
            people.c.name.label("person"),
            accounts.c.name,
            accounts.c.joined_at,
            accounts.c.recovery,
        )
        .outerjoin(accounts, accounts.c.person_id == people.c.id)
        .where(people.c.id == person_id)
        # Two who make a link at one moment come one after the other.
        .with_for_update(of=people, key_share=True)
    ).first()
    if row is None:
        raise AccessError("Nobody of that name is here.")
    if row.name is None:
        raise AccessError(f"{row.person} has no name to sign in with yet. Give them one first.")
    return row


def _other_way(person: str, purpose: Purpose) -> str:
    if purpose is Purpose.INVITATION:
        return f"{person} has joined already. If they forgot their password, reset it."
    return f"{person} has not joined yet. Invite them."


def _never_had_a_password(person: str) -> str:
    return (
        f"{person} came in by the school’s directory so far, and has no recovery code that could "
        "open what they wrote. Whoever runs the server gives them a password: plgwork people reset."
    )


def _use_up(connection: Connection, digested: str, now: datetime) -> str | None:
    """Whoever comes second finds it used, at whichever moment they come; who made the link."""
    used = (
        update(links)
        .where(links.c.digest == digested, links.c.used_at.is_(None), links.c.expires_at > now)
        .values(used_at=now)
        .returning(links.c.made_by)
    )
    row = connection.execute(used).first()
    if row is None:
        raise AccessError(USED_UP)
    return None if row.made_by is None else str(row.made_by)


def _keep(
    connection: Connection, person_id: str, password: str, recovery: str, now: datetime
) -> None:
    changed: dict[str, Any] = {"password": password, "joined_at": now}
    if recovery:
        changed["recovery"] = digest(plain(recovery))
    mine = accounts.c.person_id == person_id
    connection.execute(update(accounts).where(mine).values(changed))
