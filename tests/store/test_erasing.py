"""Somebody who goes takes all they wrote with them; what others rely on stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from plgwork.cli import app
from plgwork.errors import StoreError, WorkbookError
from plgwork.models.accounts import AuditEvent
from plgwork.models.cohorts import Saying, Side
from plgwork.models.people import Role
from plgwork.models.reflections import Rating
from plgwork.store import Store
from plgwork.store.engine import connect, reading
from plgwork.store.erasing import Erasing
from plgwork.store.migrate import migrate
from tests.postgresql import PostgreSQL
from tests.store.following import ABOUT, followed_up, jotted
from tests.store.grouping import begun
from tests.store.learning import answer, give
from tests.store.surveying import (
    FILE,
    MORE,
    asked_in,
    begin,
    coded,
    corrected,
    counted,
    released,
    with_codes,
)
from tests.store.world import NOW, OCTOBER, asked, contents, found, intended, run, visit, write

SECRET, LEES = "Zugunruhe", "Fernweh"  # words that stand nowhere else


@pytest.fixture
def written(store: Store) -> Store:
    """Ana wrote, shared, and rated; Ben too."""
    ana = visit(store, "ana")
    first = write(ana, f"{SECRET} at first", asked("private"))
    write(ana, f"{SECRET} later", asked("private"), first, sitting="tuesday")
    ana.reflections.share(write(ana, f"{SECRET} for all", asked("shared")).id)
    ana.runs.begin(intended("algebra", question=f"{SECRET}, but whose?"))
    ana.reflections.rate(Rating(month="2026-10", indicator_id="listening", value=4))
    give(ana, answer())
    ana.lessons.begin("norms")
    ana.wishes.say(f"{SECRET}, with others who like it")
    begun(visit(store, "lee"), algebra="ana mia")
    ana.rounds.write(visit(store, "cora").rounds.begin("cohort", "What held?"), f"{SECRET} held")
    ana.dilemmas.offer("cohort", f"How do I live with {SECRET}?")
    ana.expertise.say("cohort", Saying(side=Side.SEEKS, topic="moves", words=SECRET))
    ana.followups.write(jotted(followed_up(store), f"{SECRET} is why."))
    visit(store, "ben").reflections.share(write(visit(store, "ben"), "Ben’s words").id)
    return store


@pytest.fixture
def erasing(database: str, written: Store) -> Iterator[Erasing]:
    """The operator's way to what is kept of a person."""
    erasing = Erasing(database, lambda: NOW)
    yield erasing
    erasing.close()


def test_what_goes_and_what_stays_is_counted_before(erasing: Erasing) -> None:
    kept = erasing.belongings("Ana").model_dump()

    assert kept == {
        "person_id": "ana",
        "name": "Ana",
        "entries": 2,
        "versions": 3,
        "shared": 1,
        "marks": 1,
        "memberships": 2,
        "roles": 2,
        "trainings": 1,
        "answers": 1,
        "studies": 1,
        "accounts": 1,
        "runs": 1,
        "drafts": 0,
        "corrections": 0,
        "surveys": 0,
        "codings": 0,
        "comments": 0,
        "responses": 0,
        "wordings": 0,
        "checks": 0,
        "wishes": 1,
        "places": 1,
        "told": 1,
        "dilemmas": 1,
        "expertise": 1,
        "followups": 0,
        "owned": 1,
        "followup_notes": 2,
        "settled": 1,
        "lines": 2,
        "trained_by": 0,
    }


def test_nothing_of_theirs_is_left_but_lines_of_the_record(
    erasing: Erasing, written: Store, database: str
) -> None:
    before = contents(database)

    erasing.erase("ana")

    after = contents(database)
    record, changes = after.pop("audit"), after.pop("changes")
    assert len(record) == len(before["audit"]) + 1
    assert (AuditEvent.ERASED.value, "oak", None, "ana") in {row[2:6] for row in record}
    assert SECRET not in repr((after, record, changes))
    assert "'ana'" not in repr(after)
    assert [one.author for one in visit(written, "cora").reflections.shared_with_me(OCTOBER)] == [
        "Ben"
    ]


def test_of_whom_a_follow_up_is_about_it_goes_with_them_and_else_a_coach_takes_it_over(
    erasing: Erasing, written: Store, database: str
) -> None:
    assert erasing.belongings("mia").followups == 1
    erasing.erase("ana")

    [left] = visit(written, "cora").followups.seen()
    assert (left.owner_id, left.about, left.notes) == ("", ABOUT, ())
    visit(written, "cora").followups.hand_over(left.id, "cora")
    erasing.erase("mia")
    assert contents(database)["followups"] == []


@pytest.fixture
def surveyed(written: Store) -> Store:
    """Lee uploaded a file, corrected how it is read, and asked two surveys, one in the open."""
    lee = visit(written, "lee")
    lee.drafts.correct(corrected(lee.drafts.keep(f"{LEES}.csv", FILE + LEES.encode()).digest))
    lee.surveys.count(begin(lee, "Not yet").id, counted())
    released(lee, "Released")
    return written


def test_what_goes_and_what_stays_of_surveys_is_counted_before(
    erasing: Erasing, surveyed: Store
) -> None:
    kept = erasing.belongings("lee")

    assert (kept.drafts, kept.corrections, kept.surveys, kept.lines) == (1, 1, 2, 1)


def test_what_they_coded_goes_and_what_the_other_coded_and_the_codes_stay(
    erasing: Erasing, surveyed: Store, database: str
) -> None:
    of = asked_in(released(visit(surveyed, "lee"), "Coded"))
    with_codes(visit(surveyed, "lee"), of)
    for one in ("lou", "cora"):
        coded(visit(surveyed, one), of)
    before = contents(database)

    assert erasing.belongings("lou").codings == len(MORE.answers)
    erasing.erase("lou")

    after = contents(database)
    assert after["codes"] == before["codes"]
    assert len(after["codings"]) == len(MORE.answers)
    assert [one.name for one in visit(surveyed, "lee").codebooks.codebook(of).codings] == [
        "Cora, the cohort's coach"
    ]


def test_drafts_go_and_what_was_counted_released_and_answered_stays_the_schools(
    erasing: Erasing, surveyed: Store, database: str
) -> None:
    before = contents(database)
    [shown] = visit(surveyed, "lou").surveys.seen()
    releases = visit(surveyed, "lou").surveys.releases(shown.id)
    answers = visit(surveyed, "mia").surveys.answers()

    erasing.erase("lee")

    after = contents(database)
    assert (after["drafts"], after["corrections"]) == ([], [])
    for table in ("waves", "releases", "school_answers"):
        assert after[table] == before[table]
    lou = visit(surveyed, "lou").surveys
    assert lou.seen() == [shown.model_copy(update={"owner_id": None})]
    assert lou.releases(shown.id) == releases
    assert visit(surveyed, "mia").surveys.answers() == answers
    del after["audit"], after["changes"]
    assert LEES in repr(before)
    assert LEES not in repr(after)
    assert "'lee'" not in repr(after)


def test_no_byte_of_their_words_is_left_in_the_file(
    sqlite_store: tuple[Store, Path],
) -> None:
    store, file = sqlite_store
    for number in range(30):
        words = f"{SECRET} {number} " * 300  # long ones lie on pages of their own
        write(visit(store, "ana"), words, asked(f"prompt-{number}"))
    assert SECRET.encode() in b"".join(path.read_bytes() for path in file.parent.iterdir())

    erasing = Erasing(f"sqlite:///{file}", lambda: NOW)
    erasing.erase("ana")
    left = b"".join(path.read_bytes() for path in file.parent.iterdir())
    erasing.close()

    assert SECRET.encode() not in left
    assert SECRET.lower().encode() not in left


@pytest.fixture
def on_postgresql(postgresql: PostgreSQL) -> Iterator[tuple[Store, str]]:
    """A store of the two schools on PostgreSQL, and its address."""
    with postgresql.database() as url:
        migrate(url)
        store = found(url)
        yield store, url
        store.close()


def test_no_byte_of_their_words_is_left_in_the_tables_of_postgresql(
    on_postgresql: tuple[Store, str], postgresql: PostgreSQL
) -> None:
    store, url = on_postgresql
    for number in range(30):
        write(visit(store, "ana"), f"{SECRET} {number} " * 30, asked(f"prompt-{number}"))
        write(visit(store, "ben"), f"Ben’s words {number}", asked(f"prompt-{number}"))
    run(url, "ANALYZE")  # samples of what is there are kept elsewhere
    assert SECRET.encode() in _files(postgresql, url)

    erasing = Erasing(url, lambda: NOW)
    erasing.erase("ana")
    erasing.clean_up()
    erasing.close()
    left = _files(postgresql, url)

    assert SECRET.encode() not in left
    assert SECRET.lower().encode() not in left


def _files(postgresql: PostgreSQL, url: str) -> bytes:
    """All that PostgreSQL keeps in the files of one database."""
    postgresql.tell("CHECKPOINT")
    engine = connect(url)
    with reading(engine) as connection:
        query = text("SELECT oid FROM pg_database WHERE datname = current_database()")
        folder = f"{connection.execute(query).scalar_one()}"
    engine.dispose()
    files = (postgresql.folder / "data" / "base" / folder).iterdir()
    return b"".join(path.read_bytes() for path in files)


def test_what_cannot_be_cleaned_up_is_said_and_they_are_erased(
    on_postgresql: tuple[Store, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _store, url = on_postgresql
    monkeypatch.setenv("PLGWORK_DATABASE", url)
    monkeypatch.setenv("PLGWORK_DATA", str(tmp_path))
    monkeypatch.setenv("PLGWORK_NOW", NOW.isoformat())
    other = connect(url)

    with reading(other) as connection:
        connection.execute(text("LOCK TABLE schools IN ACCESS SHARE MODE"))
        said = CliRunner().invoke(app, ["person", "erase", "ana", "--yes"])
    other.dispose()

    assert said.exit_code == 0, said.output
    assert "Ana is erased." in said.output
    assert "VACUUM FULL does that." in said.output
    assert "ana" not in {row[0] for row in contents(url)["people"]}


def test_the_last_steward_is_not_erased(erasing: Erasing, written: Store, database: str) -> None:
    before = contents(database)

    for ask in (erasing.belongings, erasing.erase):
        with pytest.raises(StoreError, match="sam is the last steward of Oak School"):
            ask("sam")

    assert contents(database) == before


def test_a_steward_beside_another_is_erased(
    erasing: Erasing, written: Store, database: str
) -> None:
    row = f"('lou', '{Role.STEWARD.value}', '2026-01-01', NULL)"
    run(database, f"INSERT INTO roles VALUES {row}")

    erasing.erase("sam")

    assert "sam" not in {row[0] for row in contents(database)["people"]}


def test_a_name_that_several_people_bear_asks_for_an_id(erasing: Erasing, database: str) -> None:
    run(database, "UPDATE people SET name = 'Ana' WHERE id = 'ben'")

    with pytest.raises(StoreError, match="Give an id: ana, ben"):
        erasing.belongings("Ana")
    assert erasing.belongings("ben").name == "Ana"


def test_somebody_unknown_is_not_found(erasing: Erasing) -> None:
    with pytest.raises(StoreError, match="Nobody here has the name or the id 'Nobody'"):
        erasing.belongings("Nobody")


@pytest.fixture
def terminal(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """A terminal in which the commands find this database."""
    monkeypatch.setenv("PLGWORK_DATABASE", database)
    monkeypatch.setenv("PLGWORK_DATA", str(tmp_path))
    monkeypatch.setenv("PLGWORK_NOW", NOW.isoformat())
    return CliRunner()


def test_at_the_terminal_one_types_the_name_after_reading_what_goes(
    terminal: CliRunner, written: Store, database: str
) -> None:
    said = terminal.invoke(app, ["person", "erase", "ana"], input="Ana\n")

    assert said.exit_code == 0, said.output
    before, _, after = said.output.partition("type their name")
    for words in ("2 entries", "3 versions", "1 shared copy", "1 account", "up to 30 days"):
        assert words in before
    assert "Ana is erased." in after
    assert "ana" not in {row[0] for row in contents(database)["people"]}


def test_at_the_terminal_one_reads_what_becomes_of_surveys(
    terminal: CliRunner, surveyed: Store
) -> None:
    said = terminal.invoke(app, ["person", "erase", "lee"], input="Lee\n")

    goes, _, stays = said.output.partition("This stays:")
    assert "1 uploaded survey file\n" in goes
    assert "1 correction of a survey file\n" in goes
    assert "2 surveys of the school that they made, with what was counted, released" in stays


def test_another_name_erases_nobody(terminal: CliRunner, written: Store, database: str) -> None:
    before = contents(database)

    said = terminal.invoke(app, ["person", "erase", "ana"], input="Ben\n")

    assert isinstance(said.exception, WorkbookError)
    assert contents(database) == before


def test_a_backup_and_its_return_are_told_at_the_terminal(
    terminal: CliRunner, written: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = str(tmp_path / "backup")

    kept = terminal.invoke(app, ["backup", file])
    again = terminal.invoke(app, ["restore", file])

    assert "holds 2 schools, 12 people, 3 entries." in kept.output
    assert "within 30 days" in kept.output
    assert isinstance(again.exception, StoreError)
