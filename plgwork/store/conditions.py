"""What a database says when it cannot, put into a sentence; told by its code, never by its text."""

import sqlite3
from collections.abc import Mapping

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from plgwork.errors import StoreError, UnavailableError

GONE = "The database does not answer just now."
BUSY = "The database is busy with something else just now."
CROWDED = "The database has no room for one more connection just now."
FULL = "The disk the database is on is full. Whoever looks after the workbook can make room."
READ_ONLY = (
    "The database can be read just now, but not written. "
    "Whoever looks after the workbook can change that."
)
UNWRITABLE = (
    "The disk the database is on cannot be read or written just now. "
    "Whoever looks after the workbook can see to it."
)
DAMAGED = (
    "The file of the database is damaged. "
    "Whoever looks after the workbook can bring it back from a backup."
)
NO_DATABASE = "The file PLGWORK_DATABASE names is not a database."
CONFLICT = (
    "Nothing was changed: what was to be kept names somebody or something that is not here, or "
    "is here already."
)

# https://www.sqlite.org/rescode.html: the first byte of a code is its kind.
SQLITE: Mapping[int, str] = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_IOERR: UNWRITABLE,
    sqlite3.SQLITE_CANTOPEN: GONE,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html; two letters name a class.
POSTGRESQL: Mapping[str, str] = {
    "53100": FULL,
    "53300": CROWDED,
    "53": BUSY,  # not enough memory, or a limit of its configuration
    "25006": READ_ONLY,
    "55P03": BUSY,  # a lock that somebody else holds
    "57014": BUSY,  # it took longer than the server allows
    "40": BUSY,  # two that waited for each other
    "57": GONE,  # it is shutting down, crashed, or is starting
    "58": UNWRITABLE,
    "08": GONE,
}


def in_words(error: DBAPIError) -> StoreError | None:
    """The error that says it in a sentence; None for one that only we can have caused."""
    if said := _by_code(error):
        return UnavailableError(said)
    if isinstance(error, IntegrityError):
        return StoreError(CONFLICT)
    if getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB:
        return StoreError(NO_DATABASE)
    # A connection that could not be made, or broke, may have no code.
    if isinstance(error, OperationalError) or error.connection_invalidated:
        return UnavailableError(GONE)
    return None


def is_read_only(error: DBAPIError) -> bool:
    """Whether the database can be read, and not written."""
    return _by_code(error) == READ_ONLY


def _by_code(error: DBAPIError) -> str | None:
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return SQLITE.get(code & 0xFF)
    state = getattr(error.orig, "sqlstate", None) or ""
    return POSTGRESQL.get(state) or POSTGRESQL.get(state[:2])
