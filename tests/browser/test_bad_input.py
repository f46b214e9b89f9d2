"""What makes no sense gets a sentence, and nothing is lost or changed by it."""

import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageFor, Serve
from tests.browser.looking import kernels, process_of, sign_in
from tests.browser.serving import COMMAND, NOW, Served, environment
from tests.browser.visiting import axe, ready

FACILITATOR = "walter-brzezicki"
SECONDS = 120  # that a command may take to end, on a busy machine


def refused(data: Path, *options: str, **settings: str | int) -> str:
    """What ``plgwork serve`` says when it must not serve; it ends by itself, with no traceback."""
    ended = subprocess.run(
        [*COMMAND, "serve", "--demo", *options],
        env=environment(data, NOW, **settings),
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    assert ended.returncode == 1, ended.stdout
    assert "Traceback" not in ended.stderr
    return ended.stderr.strip()


def dump(data: Path) -> list[str]:
    """All that a database holds."""
    with closing(sqlite3.connect(data / "workbook.sqlite")) as database:
        return list(database.iterdump())


# --- a server that must not start ---------------------------------------------------------------


def test_a_second_server_on_the_same_port_says_so_and_ends(served: Served) -> None:
    port = int(served.url.rpartition(":")[2])

    said = refused(served.data, "--port", str(port))

    assert said == (
        f"Port {port} is in use. Stop what uses it, or choose another: "
        f"plgwork serve --port {port + 1}."
    )


def test_a_database_of_a_newer_version_is_left_as_it_is(school: Path, tmp_path: Path) -> None:
    data = shutil.copytree(school, tmp_path / "newer")
    with closing(sqlite3.connect(data / "workbook.sqlite")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    before = dump(data)

    said = refused(data)

    assert "made by a newer version of the workbook (schema 9999" in said
    assert "Install that version, or restore a backup. Nothing was changed." in said
    assert dump(data) == before


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    notes = tmp_path / "workbook.sqlite"
    notes.write_text("These are my notes.\n" * 100, encoding="utf-8")

    said = refused(tmp_path)

    assert said == "The file PLGWORK_DATABASE names is not a database."
    assert notes.read_text(encoding="utf-8") == "These are my notes.\n" * 100


def test_every_mistake_in_a_content_folder_is_named_at_once(school: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "prompts").mkdir(parents=True)
    (own / "prompts" / "spring.yaml").write_text("id: spring\nmonth: smarch\nprompts: []\n")
    (own / "prompts" / "torn.yaml").write_text('id: torn\nmonth: "may\n')

    said = refused(shutil.copytree(school, tmp_path / "data"), content=str(own))

    assert re.search(r"spring\.yaml:2: month: .*smarch", said)
    assert re.search(r"torn\.yaml:\d+: ", said)
    assert said.splitlines()[-1] == f"{len(said.splitlines()) - 1} things are wrong."


def test_a_content_folder_that_is_not_there_is_named(school: Path, tmp_path: Path) -> None:
    missing = tmp_path / "misspelled"

    said = refused(shutil.copytree(school, tmp_path / "data"), content=str(missing))

    assert said.splitlines()[0] == f"{missing}: there is no such folder"


def test_a_mistake_made_while_the_server_runs_stops_nobody(
    serve: Serve, page_for: PageFor, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    (own / "prompts").mkdir(parents=True)
    page = sign_in(page_for(None, at=serve(content=str(own))), FACILITATOR)
    (own / "prompts" / "torn.yaml").write_text('id: torn\nmonth: "may\n')

    page.goto("home")

    expect(page.get_by_role("alert")).to_contain_text("This part of the page could not be opened.")
    expect(page.get_by_role("link", name="Reload the page")).to_be_visible()


# --- an address that leads nowhere --------------------------------------------------------------


@pytest.mark.parametrize("asked", ["nonsense", "2027-05", "<img src=x onerror=plgHacked=1>"])
def test_a_month_that_cannot_be_written_leads_to_the_present_one(
    page_for: PageFor, asked: str
) -> None:
    page = sign_in(page_for(None), FACILITATOR)

    page.goto(f"reflection?month={asked}")
    ready(page)

    expect(page.get_by_role("combobox", name="Month")).to_have_value("2026-11")
    expect(page.get_by_text(f"There is no month '{asked}' to write in")).to_be_visible()
    assert page.evaluate("() => window.plgHacked") is None


@pytest.mark.parametrize("path", ["no-such-page", "no/such/page", "home.html", "%00", "home/"])
def test_an_unknown_address_says_so_kindly(page_for: PageFor, path: str) -> None:
    page = sign_in(page_for(None), FACILITATOR)

    answer = page.goto(path)

    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such page")
    expect(page.get_by_role("link", name="Go to your home page")).to_have_attribute("href", "/")


def test_a_page_of_another_role_says_so_kindly(page_for: PageFor) -> None:
    page = sign_in(page_for(None), "vivian-adebanjo")

    answer = page.goto("reflection")

    assert answer is not None
    assert answer.status == 403
    expect(page.get_by_text("It belongs to a role that you do not have.")).to_be_visible()


# --- more pages than there is room for ----------------------------------------------------------


def test_when_every_seat_is_taken_one_hears_so_and_gets_the_next_that_is_free(
    serve: Serve, page_for: PageFor
) -> None:
    served = serve(most_kernels=2)
    first = page_for(FACILITATOR, at=served)
    second, third = first.context.new_page(), first.context.new_page()
    second.goto("home")
    ready(second)

    full = third.goto("home")

    assert full is not None
    assert full.status == 503
    expect(third.get_by_role("heading", level=1)).to_have_text("Every seat is taken")
    expect(third.get_by_text("What was not saved yet is kept in this tab.")).to_be_visible()
    axe(third)
    leave(second)
    third.reload()
    ready(third)
    expect(third.get_by_role("heading", level=1)).not_to_have_text("Every seat is taken")


def test_closing_a_tab_ends_what_ran_behind_it(serve: Serve, page_for: PageFor) -> None:
    served = serve()
    page = page_for(FACILITATOR, at=served)
    other = page.context.new_page()
    other.goto("home")
    ready(other)

    leave(page)

    assert kernels(served) == [process_of(other)]
    expect(other.locator("#banner")).to_be_empty()


def leave(page: Page) -> None:
    """Close a tab, and wait until what ran behind it has ended."""
    kernel = process_of(page)
    page.close(run_before_unload=True)
    gone, _ = psutil.wait_procs([kernel], timeout=SECONDS)
    assert gone == [kernel]
