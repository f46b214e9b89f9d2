"""How people come in: the links with which they choose a password."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, insert, select

from plgwork.models.accounts import AuditEvent, Link, Purpose
from plgwork.store import secrets
from plgwork.store.audit import note
from plgwork.store.engine import writing
from plgwork.store.schema import accounts, links, people

GOOD_FOR = timedelta(days=14)
CODE_GROUPS = 4


class Accounts:
    """For the server and whoever runs it; no page can reach it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def invite(self, person_ids: Iterable[str], now: datetime, by: str | None = None) -> list[Link]:
        """A fresh invitation for each who has a name to sign in with; earlier ones end."""
        with writing(self._engine) as connection:
            return [_invite(connection, one, now, by) for one in _known(connection, person_ids)]


def _known(connection: Connection, person_ids: Iterable[str]) -> list[tuple[str, str, str]]:
    rows = connection.execute(
        select(people.c.id, people.c.name, accounts.c.name.label("account"))
        .join(accounts, accounts.c.person_id == people.c.id)
        .where(people.c.id.in_(list(person_ids)))
        .order_by(people.c.name)
    )
    return [(row.id, row.name, row.account) for row in rows]


def _invite(
    connection: Connection, whom: tuple[str, str, str], now: datetime, by: str | None
) -> Link:
    person_id, person, account = whom
    unused = delete(links).where(links.c.person_id == person_id, links.c.used_at.is_(None))
    connection.execute(unused)
    link = Link(
        person_id=person_id,
        person=person,
        account=account,
        purpose=Purpose.INVITATION,
        code=secrets.code(CODE_GROUPS),
        expires_at=now + GOOD_FOR,
    )
    connection.execute(
        insert(links).values(
            digest=secrets.digest(secrets.plain(link.code)),
            person_id=person_id,
            purpose=link.purpose.value,
            made_by=by,
            made_at=now,
            expires_at=link.expires_at,
        )
    )
    note(connection, now, AuditEvent.INVITED, person_id, by)
    return link
