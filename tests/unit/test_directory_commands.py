"""What a school's own directory calls its people, said from a terminal."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from plgwork.cli import app
from plgwork.errors import IntakeError, StoreError, WorkbookError
from plgwork.intake import read_called
from plgwork.store import Store
from tests.unit.test_people_commands import BEGIN, NOW

EVE, ROB = "Éve O’Neill", "Rob Okafor"


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with a data folder of its own, on which people come in by a directory."""
    for name, value in {
        "PLGWORK_DATA": str(tmp_path),
        "PLGWORK_NOW": NOW,
        "PLGWORK_ADDRESS": "https://plg.elm.org/",
        "PLGWORK_DOOR": "directory",
    }.items():
        monkeypatch.setenv(name, value)
    return tmp_path


def run(*words: str) -> Result:
    """Run a command; what it raises is for the test."""
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


@pytest.fixture
def begun(machine: Path) -> Path:
    """A school with its steward and a colleague."""
    run(*BEGIN)
    run("people", "add", ROB, "--sign-in", "rob@elm.org")
    return machine


def names(data: Path) -> dict[str, str]:
    """What the directory calls whom."""
    store = Store.open(f"sqlite:///{data / 'workbook.sqlite'}")
    try:
        [school] = store.office.schools()
        return store.directory.names(school.id)
    finally:
        store.close()


def test_a_school_begins_without_an_invitation() -> None:
    said = run(*BEGIN).stdout

    assert "eve@elm.org" in said
    assert 'plgwork people directory "Éve O’Neill" THAT-NAME' in said
    assert "Open https://plg.elm.org/ in a browser, and sign in." in said
    assert "join?code" not in said


@pytest.mark.parametrize("words", [("invite", "--all"), ("reset", EVE)])
def test_nobody_is_given_a_link_that_opens_nothing(begun: Path, words: tuple[str, ...]) -> None:
    with pytest.raises(WorkbookError, match="nobody needs a"):
        run("people", *words)


def test_somebody_is_named_and_listed(begun: Path) -> None:
    assert "1 named." in run("people", "directory", "éve o’neill", "Eve.ONeill@elm.org").stdout

    listed = run("people", "directory").stdout.splitlines()
    assert f"{EVE} · eve.oneill@elm.org" in listed
    assert f"{ROB} · never came in by the directory" in listed


def test_everybody_in_a_file_is_named_by_name_or_by_what_they_sign_in_with(begun: Path) -> None:
    file = begun / "names.csv"
    file.write_text(f"who,Directory\nEve@elm.org,eve7\n{ROB},ELM\\rob\n", encoding="utf-8")

    assert "2 named." in run("people", "directory", "--file", str(file)).stdout

    assert sorted(names(begun).values()) == ["elm\\rob", "eve7"]


@pytest.mark.parametrize(
    ("rows", "problems"),
    [
        (f"{EVE},eve\nNobody,no\n", ["Row 2: Nobody here is called 'Nobody'"]),
        (f"{EVE},same\n{ROB},Same\n", ["Row 2: Rob Okafor, or what they are called, stands"]),
        (f"{EVE},eve\n{EVE},eve2\n", ["Row 2: Éve O’Neill, or what they are called, stands"]),
        (f"{EVE},\n,rob\n", ["Row 1: write who", "Row 2: write who"]),
        (f"{EVE},two words\n", ["Row 1: “two words” cannot be a name"]),
    ],
)
def test_what_is_wrong_is_said_at_once_and_nothing_is_changed(
    begun: Path, rows: str, problems: list[str]
) -> None:
    file = begun / "names.csv"
    file.write_text(rows, encoding="utf-8")

    with pytest.raises(IntakeError) as wrong:
        run("people", "directory", "--file", str(file))

    assert [one for one in problems if one not in str(wrong.value)] == []
    assert str(wrong.value).endswith("Nothing was changed.")
    assert names(begun) == {}


def test_a_name_that_is_somebody_elses_is_refused(begun: Path) -> None:
    run("people", "directory", EVE, "eve7")

    with pytest.raises(StoreError, match="what the directory calls somebody else"):
        run("people", "directory", ROB, "eve7")


@pytest.mark.parametrize("words", [(EVE,), (EVE, "eve", "--file", "names.csv")])
def test_half_an_order_is_refused(begun: Path, words: tuple[str, ...]) -> None:
    with pytest.raises(WorkbookError, match="Say who, and what the directory calls them"):
        run("people", "directory", *words)


def test_a_heading_is_passed_over_and_rows_keep_their_numbers() -> None:
    assert read_called("Name;Directory name\nAna;ana\n\nBen;ben".encode("utf-16")) == [
        (2, "Ana", "ana"),
        (4, "Ben", "ben"),
    ]
