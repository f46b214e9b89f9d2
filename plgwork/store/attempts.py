"""Attempts to sign in, slowed: by account and address together, by address alone only far above
what a school does, where thirty people sit behind one address.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, select, update

from plgwork.errors import SlowedError
from plgwork.store.engine import upsert, writing
from plgwork.store.schema.accounts import attempts
from plgwork.store.secrets import digest

FREE = 5  # failures of one account from one address before anybody waits
FREE_ADDRESS = 300  # failures from one address, whatever the accounts
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN = timedelta(hours=6)


@dataclass(frozen=True)
class Attempt:
    """What is tried, and from where; by whoever is known by more than that, from nowhere."""

    account: str
    address: str = ""


def count(engine: Engine, attempt: Attempt, now: datetime) -> None:
    """Count an attempt before it is tried; SlowedError when it comes too soon.

    A thousand attempts at one moment are counted one after the other, and all but the first
    few refused. ``succeeded`` takes a good one off the count again.
    """
    with writing(engine) as connection:
        connection.execute(delete(attempts).where(attempts.c.last_at < now - FORGOTTEN))
        for key, free in _keys(attempt):
            failures, last_at = _so_far(connection, key, now)
            wait = _wait(failures - free)
            if wait and now < last_at + wait:
                raise SlowedError(last_at + wait - now)
            changed = {"failures": failures + 1, "last_at": now}
            mine = attempts.c.digest == key
            connection.execute(update(attempts).where(mine).values(changed))


def failed(connection: Connection, attempt: Attempt, now: datetime) -> None:
    """Note when an attempt turned out to be wrong."""
    (pair, _), *_alone = _keys(attempt)
    mine = attempts.c.digest == pair
    connection.execute(update(attempts).where(mine).values(last_at=now))


def succeeded(connection: Connection, attempt: Attempt) -> None:
    """Take an attempt that was right off the counts."""
    (pair, _), *alone = _keys(attempt)
    connection.execute(delete(attempts).where(attempts.c.digest == pair))
    fewer = {"failures": attempts.c.failures - 1}
    for key, _ in alone:
        connection.execute(update(attempts).where(attempts.c.digest == key).values(fewer))


def _keys(attempt: Attempt) -> list[tuple[str, int]]:
    address = attempt.address
    pair = (digest(f"{attempt.account.lower()} from {address}"), FREE)
    return [pair, (digest(f"from {address}"), FREE_ADDRESS)] if address else [pair]


def _so_far(connection: Connection, key: str, now: datetime) -> tuple[int, datetime]:
    """How many failures there were, and when the last; whoever asks next waits for this one."""
    first = upsert(connection, attempts).values(digest=key, failures=0, last_at=now)
    connection.execute(first.on_conflict_do_nothing())
    query = select(attempts.c.failures, attempts.c.last_at).where(attempts.c.digest == key)
    row = connection.execute(query.with_for_update()).one()
    # A clock that was set back must not shut anybody out until it has caught up.
    return row.failures, min(row.last_at, now)


def _wait(over: int) -> timedelta:
    """How long after that many failures too many: twice as long each time."""
    doubled: timedelta = FIRST_WAIT * 2 ** min(over, 10)
    return min(doubled, LONGEST_WAIT) if over >= 0 else timedelta(0)
