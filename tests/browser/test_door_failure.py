"""The database is away while somebody stands at the door: they are told, and lose nothing."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from plgwork.store import Store
from tests.browser import oak
from tests.browser.conftest import PageFor, Serve
from tests.browser.looking import Caller
from tests.browser.oak import MOMENT, account, password, sign_in
from tests.browser.serving import Served
from tests.browser.visiting import axe, ready
from tests.soak.databases import Away, Database, Locked

GONE = "The database does not answer just now."
BUSY = "The database is busy with something else just now."
LATER = "Please try again in a moment."
NEW = "a kettle sings to nobody"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder of a real school in which Ana and Sam have joined."""
    oak.real_school(tmp_path, ("ana", "sam"))
    return tmp_path


@pytest.fixture
def door(data: Path, serve: Serve) -> Served:
    """That school, served."""
    return serve(data=data, demo=False)


@pytest.fixture
def away(data: Path) -> Database:
    """Its database, which can be moved elsewhere and back."""
    return Away(data / "workbook.sqlite")


def invited(data: Path) -> str:
    """The code with which Mia joins."""
    store = Store.open(oak.sqlite(data))
    try:
        [link] = store.links.invite(["mia"], MOMENT)
    finally:
        store.close()
    return link.code


def fill(page: Page, **fields: str) -> None:
    """Fill in a form by the names of its fields."""
    for name, value in fields.items():
        page.locator(f"[name={name}]").first.fill(value)


def test_whoever_signs_in_is_told_keeps_their_name_and_comes_in_when_it_is_back(
    door: Served, page_for: PageFor, away: Database
) -> None:
    page = page_for(None, at=door)
    page.goto("sign-in")
    fill(page, name=account("ana"), password=password("ana"))

    away.strike()
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_have_text(f"{GONE} {LATER}")
    expect(page.get_by_label("Name")).to_have_value(account("ana"))
    axe(page)
    away.mend()
    fill(page, password=password("ana"))
    page.get_by_role("button", name="Sign in").click()

    ready(page)
    expect(page.get_by_text("Algebra").first).to_be_visible()


@pytest.mark.parametrize(
    ("kind", "why"),
    [pytest.param(Away, GONE, id="away"), pytest.param(Locked, BUSY, id="locked")],
)
def test_no_attempt_is_counted_while_nobody_could_have_come_in(
    door: Served, data: Path, kind: type[Away] | type[Locked], why: str
) -> None:
    database, one = kind(data / "workbook.sqlite"), Caller(door)
    one.get("sign-in")

    def tried(secret: str) -> int:
        return one.post("sign-in", {"name": account("ana"), "password": secret}).status

    database.strike()
    answer = one.post("sign-in", {"name": account("ana"), "password": NEW})
    meanwhile = [tried(NEW) for _ in range(2)]
    database.mend()

    assert f"{why} {LATER}" in answer.text
    assert [answer.status, *meanwhile] == [503] * 3
    assert [tried(NEW) for _ in range(6)] == [403] * 5 + [429]


def test_an_invitation_is_not_used_up_and_its_code_stays_on_the_page(
    door: Served, data: Path, page_for: PageFor, away: Database
) -> None:
    code, page = invited(data), page_for(None, at=door)

    away.strike()
    page.goto(f"join?code={code}")
    expect(page.get_by_role("heading", name="The workbook cannot reach")).to_be_visible()
    axe(page)
    away.mend()
    page.get_by_role("link", name="Try again").click()
    page.get_by_label("Choose a password").fill(password("mia"))
    away.strike()
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("alert")).to_have_text(f"{GONE} {LATER}")
    expect(page.get_by_label("Your code")).to_have_value(code)
    away.mend()
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Choose a password").fill(password("mia"))
    page.get_by_role("button", name="Join").click()

    expect(page.get_by_role("heading", name="Welcome, Mia Castellanos")).to_be_visible()


def test_nobody_is_taken_for_signed_out(door: Served, page_for: PageFor, away: Database) -> None:
    page = sign_in(page_for(None, at=door), "ana")

    for path in ("account", "home", "sign-in"):
        away.strike()
        answer = page.goto(path)
        assert answer
        assert answer.status == 503
        expect(page.get_by_text(GONE)).to_be_visible()
        expect(page.get_by_role("link", name="Sign in")).to_have_count(0)
        away.mend()
    page.goto("account")
    fill(page, password=password("ana"), new=NEW)
    away.strike()
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_text("What you just asked for is not done yet.")).to_be_visible()
    axe(page)
    away.mend()
    page.get_by_role("link", name="Try again").click()

    ready(page)
    page.goto("account")
    expect(page.get_by_role("heading", name="Your account", exact=True)).to_be_visible()


def test_whoever_comes_back_by_their_recovery_code_keeps_their_name(
    door: Served, page_for: PageFor, away: Database
) -> None:
    page = page_for(None, at=door)
    page.goto("recover")
    fill(page, name=account("ana"), code="0000-0000-0000-0000-0000", password=NEW)

    away.strike()
    page.get_by_role("button", name="Choose this password").click()

    expect(page.get_by_role("alert")).to_have_text(f"{GONE} {LATER}")
    expect(page.get_by_label("Name you sign in with")).to_have_value(account("ana"))
    away.mend()
