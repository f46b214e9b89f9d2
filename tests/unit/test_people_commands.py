"""A school begun, filled and looked after from a terminal."""

import csv
import io
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from plgwork.cli import main
from plgwork.models.enrolling import PlgChange
from plgwork.models.people import Role
from plgwork.store import Store
from plgwork.store.migrate import migrate
from plgwork.store.secrets import digest, plain
from tests.store.world import PINE, PINES, contents

COMMAND = [sys.executable, "-c", "from plgwork.cli import main; main()"]
NOW = "2026-11-20T20:30:00+00:00"
BEGIN = (
    *("init", "--school", "Elm School", "--timezone", "America/Chicago"),
    *("--calendar", "august-start", "--steward", "Éve O’Neill", "--sign-in", "Eve@elm.org"),
)


@dataclass(frozen=True)
class Said:
    """What a command printed, and whether it did what it was asked."""

    done: bool
    out: str
    err: str


@dataclass(frozen=True)
class Terminal:
    """A terminal on a machine with a data folder of its own."""

    data: Path

    @property
    def url(self) -> str:
        return f"sqlite:///{self.data / 'workbook.sqlite'}"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PLGWORK_DATA": str(self.data),
            "PLGWORK_NOW": NOW,
            "PLGWORK_ADDRESS": "https://plg.elm.org/",
            "PYTHONUTF8": "1",
            "COLUMNS": "200",
        }

    def start(self, *words: str, typed: str = "") -> Said:
        """Run ``plgwork`` with these words, in a process of its own."""
        ran = subprocess.run(
            [*COMMAND, *words],
            input=typed,
            capture_output=True,
            encoding="utf-8",
            check=False,
            env=self.environment,
        )
        return Said(ran.returncode == 0, ran.stdout, ran.stderr)

    def run(self, *words: str, typed: str = "") -> Said:
        """The same, here: what a process loads before it does anything takes a second."""
        with (
            pytest.MonkeyPatch.context() as patch,
            CliRunner().isolation(typed, self.environment) as (out, err, _),
        ):
            patch.setattr(sys, "argv", ["plgwork", *words])
            ended = _ended()
            sys.stdout.flush()
            shown = [one.getvalue().decode() for one in (out, err)]
        return Said(ended in (None, 0), shown[0], shown[1] + _last_word(ended))


def _ended() -> str | int | None:
    """Run it, and with what it ended: 0, or another number, or a sentence."""
    try:
        main()
    except SystemExit as ended:
        return ended.code
    return 0


def _last_word(ended: str | int | None) -> str:
    return f"{ended}\n" if isinstance(ended, str) else ""


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A terminal on an empty machine."""
    return Terminal(tmp_path)


@pytest.fixture
def begun(terminal: Terminal) -> Terminal:
    """A terminal where a school was begun."""
    assert terminal.run(*BEGIN).done
    return terminal


def listed(terminal: Terminal) -> list[str]:
    return terminal.run("people", "list").out.splitlines()


# --- a school begins ---------------------------------------------------------------------------


def test_a_school_begins_with_its_steward_and_the_way_in(terminal: Terminal) -> None:
    said = terminal.start(*BEGIN)

    assert said.done
    found = re.search(r"https://plg\.elm\.org/join\?code=(\S+)", said.out)
    assert found
    assert "until Friday 4 December 2026" in said.out
    assert "plgwork serve" in said.out
    assert digest(plain(found[1])) in repr(contents(terminal.url)["links"])
    store = Store.open(terminal.url)
    assert not store.doors.invented()
    [school] = store.office.schools()
    [steward] = store.office.staff(school.id, date(2026, 11, 20))
    store.close()
    assert (school.id, steward.id) == ("elm-school", "eve-oneill")
    assert steward.roles == (Role.MEMBER, Role.STEWARD)


def test_it_asks_for_what_is_not_given_and_asks_again_when_it_makes_no_sense(
    terminal: Terminal,
) -> None:
    typed = "\n  Elm  School \nChicago\nAmerica/Chicago\nx\njuly-start\nEve\na b\neve\n"

    said = terminal.start("init", typed=typed)

    assert said.done, said.err
    asked = said.out + said.err
    assert "There is no time zone 'Chicago'" in asked
    assert "There is no calendar 'x'" in asked
    assert "cannot be a name to sign in with" in asked
    assert "Elm School is ready" in said.out
    assert listed(terminal) == ["Eve · eve · not joined yet · member · steward"]


@pytest.mark.parametrize("option", ["--timezone", "--calendar", "--sign-in"])
def test_an_option_that_makes_no_sense_is_refused_before_anything_is_kept(
    terminal: Terminal, option: str
) -> None:
    words = list(BEGIN)
    words[words.index(option) + 1] = "no such thing"

    said = terminal.run(*words)

    assert not said.done
    assert "no such thing" in said.err
    assert "Traceback" not in said.err
    assert terminal.run(*BEGIN).done


def test_a_second_school_is_refused_with_what_to_do(begun: Terminal) -> None:
    before = contents(begun.url)

    said = begun.run(*BEGIN)

    assert not said.done
    assert "A school is here already: Elm School." in said.err
    assert "PLGWORK_DATABASE" in said.err
    assert contents(begun.url) == before


def test_beside_the_invented_school_none_is_begun(terminal: Terminal) -> None:
    migrate(terminal.url)
    store = Store.open(terminal.url)
    store.found(PINE, PINES, invented=True)
    store.close()

    said = terminal.run(*BEGIN)

    assert (said.done, said.err.startswith("The invented school is here.")) == (False, True)


def test_before_a_school_begins_there_is_nobody_to_add(terminal: Terminal) -> None:
    said = terminal.run("people", "add", "Abel")

    assert (said.done, said.err.strip()) == (
        False,
        "There is no school here yet. Begin one by: plgwork init",
    )


# --- people ------------------------------------------------------------------------------------


def test_somebody_is_added_and_added_to_later(begun: Terminal) -> None:
    first = ("people", "add", "Abel Ayo", "--role", "coach", "--work", "All grades")

    assert begun.run(*first).done
    assert begun.run("people", "add", "Abel Ayo", "--sign-in", "abel").done

    assert listed(begun)[0] == "Abel Ayo · abel · not joined yet · member · coach · All grades"


def test_a_file_is_added_whole(begun: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes("Name;E-mail;Tel\nJosé;jose@elm.org;1\nBea;;2\n".encode("cp1252"))

    said = begun.run("people", "add", "--file", str(file))

    assert said.done, said.err
    assert "The column “Tel” is left out" in said.out
    assert "José: New." in said.out
    assert "2 added, 0 changed." in said.out
    assert len(listed(begun)) == 3


def test_a_file_with_problems_tells_them_all_and_adds_nobody(
    begun: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Name,E-mail\nJosé,jose@elm.org\n,bea@elm.org\nCy,c y\n", encoding="utf-8")

    said = begun.run("people", "add", "--file", str(file))

    assert not said.done
    assert [line[:6] for line in said.err.splitlines()] == ["Row 3:", "Row 4:", "Nothin"]
    assert len(listed(begun)) == 1


def test_somebody_joins_a_plg_that_is_here(begun: Terminal) -> None:
    assert "PLGs here: none yet" in begun.run("people", "add", "Abel", "--plg", "Six").err
    store = Store.open(begun.url)
    eve = store.for_visitor("eve-oneill", lambda: datetime.fromisoformat(NOW))
    eve.people.arrange(PlgChange(name="Grade Six"))
    store.close()

    assert begun.run("people", "add", "Abel", "--plg", "grade SIX").done
    assert begun.run("people", "add", "Éve O’Neill", "--plg", "grade-six").done

    assert sorted(row[1] for row in contents(begun.url)["memberships"]) == ["abel", "eve-oneill"]


def test_slips_are_printed_for_whoever_has_not_joined(begun: Terminal) -> None:
    begun.run("people", "add", "Abel", "--sign-in", "abel@elm.org")
    begun.run("people", "add", "Bea")

    said = begun.run("people", "invite", "--all")

    assert said.done
    assert said.out.count("https://plg.elm.org/join?code=") == 2
    assert "signs in as  abel@elm.org" in said.out
    assert "No name to sign in with, so not invited: Bea." in said.err
    assert len(contents(begun.url)["links"]) == 2


def test_slips_are_rows_for_a_spreadsheet(begun: Terminal) -> None:
    said = begun.run("people", "invite", "éve o’neill", "--csv")

    [head, row] = csv.reader(io.StringIO(said.out))
    assert head == ["name", "signs in as", "address", "code", "until"]
    assert row[:2] == ["Éve O’Neill", "eve@elm.org"]
    assert row[2].endswith(row[3])


def test_who_leaves_is_told_that_their_words_stay_theirs(begun: Terminal) -> None:
    begun.run("people", "add", "Abel")

    said = begun.run("people", "end", "Abel", "--on", "2026-11-19")

    assert said.done, said.err
    assert "What they wrote stays theirs" in said.out
    assert len(listed(begun)) == 1


Words = tuple[str, ...]
REFUSED: dict[str, tuple[Words, str]] = {
    "nobody": (("people", "end", "Zed"), "Nobody here is called 'Zed'"),
    "the last steward": (("people", "end", "Éve O’Neill"), "without a steward"),
    "no day": (("people", "end", "Éve O’Neill", "--on", "June"), "as in 2027-06-30"),
    "nobody and no file": (("people", "add"), "one of the two"),
    "a name to sign in with blanks": (
        ("people", "add", "Zed", "--sign-in", "z d"),
        "without blanks",
    ),
    "a name that is none": (("people", "add", "=1+1"), "“=1+1” is not a name"),
    "a file that is not there": (("people", "add", "--file", "none.csv"), "cannot be read"),
    "whom to invite": (("people", "invite"), "one of the two"),
    "another school": (("people", "list", "--school", "Pine"), "There are: Elm School."),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_done_is_said_in_a_sentence(begun: Terminal, name: str) -> None:
    words, says = REFUSED[name]
    before = contents(begun.url)

    said = begun.run(*words)

    assert not said.done
    assert says in said.err
    assert "Traceback" not in said.err
    assert contents(begun.url) == before


def test_where_there_are_several_schools_one_says_which(begun: Terminal) -> None:
    store = Store.open(begun.url)
    store.found(PINE, PINES, invented=False)
    store.close()

    assert "There are: Elm School, Pine School." in begun.run("people", "list").err
    assert len(begun.run("people", "list", "--school", "elm school").out.splitlines()) == 1
