"""An open workbook: who is here, what time it is at their school, which content."""

import subprocess
import sys
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from plgwork import Workbook
from plgwork.errors import AccessError, StoreError
from plgwork.store import Store
from plgwork.store.migrate import migrate
from tests.store.world import OAK, OAKS, PINE, PINES
from tests.unit.visiting import CONTENT, Clock, Schools


def test_now_is_school_time(schools: Schools, clock: Clock) -> None:
    clock.now = datetime(2026, 11, 11, 5, 30, tzinfo=UTC)

    assert schools.workbook("ana").now().isoformat() == "2026-11-10T23:30:00-06:00"


@pytest.mark.parametrize(("person", "day"), [("ana", 11), ("finn", 10)])
def test_a_day_begins_at_midnight_where_the_school_is(
    schools: Schools, clock: Clock, person: str, day: int
) -> None:
    clock.now = datetime(2026, 11, 11, 6, 30, tzinfo=UTC)

    assert schools.workbook(person).today.day == day


def test_somebody_unknown_opens_nothing(schools: Schools) -> None:
    with pytest.raises(AccessError, match="not known"):
        schools.workbook("nobody")


def test_it_knows_the_visitor_their_school_and_its_calendar(schools: Schools) -> None:
    workbook = schools.workbook("finn")

    assert (workbook.me.id, workbook.school) == ("finn", PINE)
    assert workbook.calendar == CONTENT.calendar("july-start")


# --- opened from the environment ---------------------------------------------------------


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database of two schools, and the letter that says where it is."""
    url = f"sqlite:///{tmp_path / 'workbook.sqlite'}"
    migrate(url)
    store = Store.open(url)
    store.found(PINE, PINES, invented=False)
    store.found(OAK, OAKS, invented=False)
    store.close()
    letter = tmp_path / "letter"
    letter.write_text(url, encoding="utf-8")
    monkeypatch.delenv("PLGWORK_VISITOR", raising=False)
    monkeypatch.setenv("PLGWORK_LETTER", str(letter))
    monkeypatch.setenv("PLGWORK_DATA", str(tmp_path))
    monkeypatch.setenv("PLGWORK_NOW", "2026-11-20T20:30:00Z")
    return letter


def test_behind_the_server_it_opens_for_whom_the_server_says(
    served: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLGWORK_VISITOR", "ana")
    monkeypatch.setenv("PLGWORK_SERVED", "1")

    workbook = Workbook.open()

    assert (workbook.me.name, workbook.place.served) == ("Ana", True)
    assert workbook.now().time() == time(14, 30)


def test_the_letter_is_gone_once_it_is_read(served: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLGWORK_VISITOR", "ana")

    Workbook.open()

    assert not served.exists()


def test_without_a_server_only_the_invented_school_opens(served: Path) -> None:
    with pytest.raises(StoreError, match="JupyterLab the workbook opens the invented school only"):
        Workbook.open()


# --- what is loaded ----------------------------------------------------------------------

FORMS = ("reflection", "home", "protocols", "practice", "learn", "surveys", "groupings")
HEAVY = ("alembic", "pandas", "matplotlib", "docx", "ortools", "plgwork.server", "plgwork.invented")


@pytest.mark.parametrize(
    "module",
    ["plgwork", *(f"plgwork.pages.{name}" for name in FORMS)],
)
def test_a_page_that_one_writes_on_loads_nothing_heavy(module: str) -> None:
    code = f"import {module}, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert set(done.stdout.split()).isdisjoint(HEAVY)


def test_importing_the_package_imports_no_page() -> None:
    code = "import plgwork, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert not any(name.startswith("plgwork.pages") for name in done.stdout.split())
