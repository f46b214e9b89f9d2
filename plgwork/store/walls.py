"""The second wall, on PostgreSQL: a role for the pages, and what the database gives each person.

The policies stand in ``walls.sql``. They hold for every role but the owner of the tables. SQLite
has no roles: there the one wall is ``access``.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import URL, Connection, make_url, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from plgwork.errors import StoreError
from plgwork.store.engine import connect, preparing

WALLS = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
BUILT = hashlib.sha256(WALLS.encode()).hexdigest()
FUNCTIONS = "plgwork\\_%"
LONGEST_NAME = 63  # bytes that a name may have in PostgreSQL
CONNECT_SECONDS = 10
ENROLS = "SELECT, INSERT, UPDATE"
COUNTED = "tally, respondents, rostered, rostered_by, counted_at"

# What the pages' role may touch at all. What is not here it may not, links and sessions above all.
GRANTS: dict[str, str] = {
    "alembic_version": "SELECT",
    "about": "SELECT",
    "schools": "SELECT, UPDATE (name, timezone, calendar)",
    "people": ENROLS,
    "roles": f"{ENROLS}, DELETE",
    "plgs": ENROLS,
    "meeting_times": f"{ENROLS}, DELETE",
    "school_years": f"{ENROLS}, DELETE",
    "special_days": f"{ENROLS}, DELETE",
    "other_work": f"{ENROLS}, DELETE",
    "meeting_rules": ENROLS,
    "calendar_links": "SELECT (person_id, made_at), INSERT, DELETE",
    "memberships": "SELECT, INSERT, UPDATE (until, facilitates), DELETE",
    "substitutes": ENROLS,
    "trainings": ENROLS,
    "entries": "SELECT, INSERT, UPDATE, DELETE",
    "versions": ENROLS,
    "shares": "SELECT, INSERT, UPDATE, DELETE",
    "ratings": ENROLS,
    # Without "directory": what a school's own directory calls people decides who comes in as whom.
    "accounts": "SELECT (person_id, name, made_at, joined_at, signed_in_at), "
    "INSERT (person_id, name, password, recovery, made_at), UPDATE (name, named_by)",
    "runs": "SELECT, INSERT, UPDATE (moved_at, finished)",
    "moves": "SELECT, INSERT",
    "shut": 'SELECT (person_id, since, "until")',
    "audit": "SELECT, INSERT",
    "answers": "SELECT, INSERT",
    "recalls": ENROLS,
    "studies": ENROLS,
    "drafts": "SELECT, INSERT, UPDATE (name, uploaded_at, expires_at), DELETE",
    "corrections": "SELECT, INSERT, UPDATE (found, corrected_at), DELETE",
    "surveys": "SELECT, INSERT, UPDATE (title), DELETE",
    "waves": f"SELECT, INSERT, UPDATE ({COUNTED}), DELETE",
    "releases": "SELECT, INSERT",
    "codes": "SELECT, INSERT, UPDATE (name, counts, does_not), DELETE",
    "coders": "SELECT, INSERT, UPDATE (finished_at), DELETE",
    "codings": "SELECT, INSERT, UPDATE (code)",
    "proposals": "SELECT, INSERT, UPDATE (state)",
    "wordings": "SELECT, INSERT",
    "comments": "SELECT, INSERT, UPDATE (text), DELETE",
    "responses": "SELECT, INSERT, UPDATE (fist, reason, given_at)",
    "agreements": "SELECT, INSERT, UPDATE (review_on)",
    "deciding_rules": "SELECT, INSERT, UPDATE (quorum, least, mean)",
    "measures": "SELECT, INSERT, UPDATE (goal), DELETE",
    "measured": "SELECT, INSERT, UPDATE (value)",
    "norm_checks": "SELECT, INSERT",
    "norm_months": "SELECT",
    "group_wishes": "SELECT, INSERT, UPDATE (text, said_at), DELETE",
    "free_periods": "SELECT, INSERT, UPDATE (periods), DELETE",
    "roster_drafts": "SELECT, INSERT, UPDATE (name, state, published_at), DELETE",
    "roster_groups": "SELECT, INSERT, UPDATE (name, grouping, plg_id), DELETE",
    "roster_places": "SELECT, INSERT, UPDATE (group_id, facilitates, number)",
    "roster_pairs": "SELECT, INSERT, UPDATE (kind), DELETE",
    "roster_reasons": "SELECT, INSERT, UPDATE (text, number)",
    "live_rounds": "SELECT, INSERT, UPDATE (opened_at)",
    "live_texts": "SELECT, INSERT, UPDATE (text, version, saved_at)",
    "rating_snapshots": "SELECT, INSERT",
    "dilemmas": "SELECT, INSERT, UPDATE (presents), DELETE",
    "expertise": "SELECT, INSERT, UPDATE (words, said_at), DELETE",
    "cohort_plans": "SELECT, INSERT, UPDATE (text, version, saved_by, saved_at)",
    "meetings": "SELECT, INSERT, UPDATE (name, starts_at, day, minutes, place, facilitator, "
    "note_taker, number, became, held_minutes, taken_by, words), DELETE",
    "blocks": "SELECT, INSERT, DELETE",
    "attendances": "SELECT, INSERT, UPDATE (presence), DELETE",
    "asked": "SELECT, INSERT, UPDATE (answer), DELETE",
    "notes": "SELECT, INSERT, UPDATE (id, text, saved_at, current)",
    "actions": "SELECT, INSERT, UPDATE (state)",
    "followup_leaders": "SELECT, INSERT, UPDATE (person_id, named_by, named_at), DELETE",
    "followups": "SELECT, INSERT, UPDATE (about, due, owner_id, handed_by, ended_at)",
    "followup_notes": "SELECT, INSERT, UPDATE (id, text, saved_at, current)",
    "settled_occasions": "SELECT, INSERT",
    "school_answers": "SELECT, INSERT, UPDATE (heard, will_do, by_when, published_at)",
}
SEQUENCES = (
    "versions_number_seq",
    "audit_number_seq",
    "notes_number_seq",
    "followup_notes_number_seq",
)


def build(connection: Connection) -> None:
    """Put the policies in place, unless these very ones are."""
    if connection.dialect.name != "postgresql" or _built(connection) == BUILT:
        return
    clear(connection)
    schema = _quoted(connection, _schema(connection))
    _run(connection, WALLS.replace("{schema}", schema))
    _run(connection, f"COMMENT ON FUNCTION {schema}.plgwork_person() IS '{BUILT}'")


def clear(connection: Connection) -> None:
    """Take the policies away, as a change of the schema needs; nobody sees more without them."""
    if connection.dialect.name != "postgresql":
        return
    policies = connection.execute(
        text("SELECT policyname, tablename FROM pg_policies WHERE schemaname = current_schema()")
    ).all()
    for name, table in policies:
        _run(connection, f"DROP POLICY {_quoted(connection, name)} ON {_quoted(connection, table)}")
    if _built(connection):
        _run(connection, "COMMENT ON FUNCTION plgwork_person() IS NULL")


def remove(connection: Connection) -> None:
    """Take away the policies, and the functions they use."""
    clear(connection)
    if connection.dialect.name == "postgresql":
        for signature in _functions(connection):
            _run(connection, f"DROP FUNCTION {signature}")


def address_for_pages(url: str, named: str, password: str) -> str:
    """The address by which pages reach the database; StoreError says what to run otherwise.

    On PostgreSQL it is that of a role of their own: the one ``named``, or one made here with
    this password.
    """
    if make_url(url).get_backend_name() != "postgresql":
        return url
    engine = connect(url)
    try:
        # Rights that two servers give at one moment get into each other's way.
        with preparing(engine) as connection:
            owner = _complete(make_url(url), connection)
            candidates = _candidates(connection, owner, named, password)
            role = candidates[0].username or ""
            _grant(connection, role)
        return _reachable(candidates, owner, named)
    finally:
        engine.dispose()


def _candidates(connection: Connection, owner: URL, named: str, password: str) -> list[URL]:
    """Where the pages may try to reach the database, the most likely first."""
    if named:
        address = make_url(named)
        if not address.username:
            raise StoreError(
                "PLGWORK_PAGES_DATABASE: name the role as well: "
                "postgresql://role:password@host/name."
            )
        return [address]
    role = _role_of(owner.database or "")
    _make(connection, role, password, owner)
    address = owner.set(username=role, password=password)
    if not _by_socket(address):
        return [address]
    # Over a socket, `peer` lets in nobody but the user of the machine who bears the role's name.
    nearby = address.set(host="127.0.0.1").difference_update_query(["host"])
    return [address, nearby]


def _complete(url: URL, connection: Connection) -> URL:
    """The address with all that the owner's environment said: a page does not have it."""
    raw: Any = connection.connection.driver_connection
    query = {key: value for key, value in url.query.items() if key not in ("user", "password")}
    if not url.host and "host" not in query:
        query["host"] = raw.info.host
    port = None if "port" in query else raw.info.port
    return url.set(
        drivername="postgresql", query=query, port=port, database=raw.info.dbname
    ).difference_update_query(["dbname"])


def _by_socket(address: URL) -> bool:
    hosts = address.query.get("host", "")
    return not address.host and isinstance(hosts, str) and (not hosts or hosts.startswith("/"))


def _role_of(database: str) -> str:
    ending = "_pages"
    return database.encode()[: LONGEST_NAME - len(ending)].decode(errors="ignore") + ending


def _make(connection: Connection, role: str, password: str, owner: URL) -> None:
    """Make the role, or give it this password again where its own does not fit any more."""
    found = text("SELECT 1 FROM pg_roles WHERE rolname = :role")
    known = connection.execute(found, {"role": role}).first()
    # Hashed here, so that no log of the server ever shows the password.
    raw: Any = connection.connection.driver_connection
    secret = raw.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    name = _quoted(connection, role)
    order = "ALTER ROLE" if known else "CREATE ROLE"
    try:
        with connection.begin_nested():
            _run(connection, f"{order} {name} LOGIN NOINHERIT PASSWORD '{secret.decode()}'")
    except ProgrammingError as error:
        if known:  # somebody else made it; whether it can connect is tried next
            return
        raise StoreError(_may_not_make(role, owner)) from error


def _may_not_make(role: str, owner: URL) -> str:
    named = owner.set(username=role, password=None)
    address = named.render_as_string(hide_password=False).replace("@", ":PASSWORD@", 1)
    return (
        f"Pages reach PostgreSQL as a role of their own, and the role of PLGWORK_DATABASE may "
        f"make none. Whoever may, runs: CREATE ROLE \"{role}\" LOGIN PASSWORD 'PASSWORD'; "
        f"then set PLGWORK_PAGES_DATABASE={address} and start again."
    )


def _grant(connection: Connection, role: str) -> None:
    """Give the role what is in GRANTS, and take away whatever else it may have had."""
    name = _quoted(connection, role)
    schema = _quoted(connection, _schema(connection))
    _require_modest(connection, role)
    _run(connection, f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {name}")
    _run(connection, f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA {schema} FROM {name}")
    _run(connection, f"GRANT USAGE ON SCHEMA {schema} TO {name}")
    for table, rights in GRANTS.items():
        _run(connection, f"GRANT {rights} ON {schema}.{table} TO {name}")
    for sequence in SEQUENCES:
        _run(connection, f"GRANT USAGE ON SEQUENCE {schema}.{sequence} TO {name}")
    for signature in _functions(connection):
        # A restored database has lost who may run them: then everybody may.
        _run(connection, f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC")
        _run(connection, f"GRANT EXECUTE ON FUNCTION {signature} TO {name}")


TOO_MUCH = """
SELECT r.rolsuper OR r.rolcreaterole OR r.rolbypassrls
  OR EXISTS (SELECT FROM pg_class WHERE relowner = r.oid)
  OR EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace
             AND c.relkind = 'r' AND pg_has_role(r.oid, c.relowner, 'MEMBER'))
FROM pg_roles r WHERE r.rolname = :role
"""


def _require_modest(connection: Connection, role: str) -> None:
    too_much = connection.execute(text(TOO_MUCH), {"role": role}).scalar()
    if too_much is None:
        raise StoreError(
            f"PLGWORK_PAGES_DATABASE: there is no role {role!r}. "
            f"Run: CREATE ROLE {_quoted(connection, role)} LOGIN PASSWORD 'PASSWORD'"
        )
    if too_much:
        raise StoreError(
            f"The role {role!r} may too much to be the pages' own: it is a superuser, may make "
            "roles, may pass by row security, owns a table, or belongs to whoever does. Name "
            "another in PLGWORK_PAGES_DATABASE, made by: CREATE ROLE workbook_pages LOGIN "
            "PASSWORD 'PASSWORD'"
        )


def _reachable(candidates: list[URL], owner: URL, named: str) -> str:
    """The first address that lets the role in."""
    said = ""
    for address in candidates:
        try:
            with _visiting(address):
                return address.render_as_string(hide_password=False)
        except (psycopg.OperationalError, OperationalError) as error:
            said = said or str(error).strip().splitlines()[0]
    role = candidates[0].username
    if named:
        raise StoreError(f"PLGWORK_PAGES_DATABASE: the role {role!r} cannot connect: {said}.")
    raise StoreError(
        f"Pages reach PostgreSQL as the role {role!r}, and it is not let in: {said}. Put this "
        f"line before the others in pg_hba.conf (SHOW hba_file says where it is): "
        f"local {owner.database} {role} scram-sha-256; then run: SELECT pg_reload_conf(). Or "
        "name an address that works in PLGWORK_PAGES_DATABASE."
    )


@contextmanager
def _visiting(address: URL) -> Iterator[None]:
    plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, connect_timeout=CONNECT_SECONDS):
        yield


def _functions(connection: Connection) -> list[str]:
    found = text(
        "SELECT format('%I.%I(%s)', n.nspname, p.proname, "
        "pg_get_function_identity_arguments(p.oid))"
        " FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname = current_schema() AND p.proname LIKE :ours"
    )
    return list(connection.execute(found, {"ours": FUNCTIONS}).scalars())


def _built(connection: Connection) -> str | None:
    found = text(
        "SELECT obj_description(to_regprocedure(quote_ident(current_schema()) "
        "|| '.plgwork_person()'), 'pg_proc')"
    )
    digest: str | None = connection.execute(found).scalar()
    return digest


def _schema(connection: Connection) -> str:
    return str(connection.execute(text("SELECT current_schema()")).scalar_one())


def _quoted(connection: Connection, name: str) -> str:
    raw: Any = connection.connection.driver_connection
    return sql.Identifier(name).as_string(raw)


def _run(connection: Connection, statements: str) -> None:
    # Without parameters the driver passes several statements on as they are.
    connection.exec_driver_sql(statements, execution_options={"no_parameters": True})
