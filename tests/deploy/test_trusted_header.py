"""The directory door by a header: through a real nginx that signs people in."""

from base64 import b64encode
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from plgwork.server.doors.directory.header import SECRET
from tests.browser import oak
from tests.browser.conftest import PageFor
from tests.browser.failing import kept
from tests.browser.looking import Caller
from tests.browser.oak import account
from tests.browser.reflecting import first_card, open_page, title_of, write
from tests.browser.visiting import axe, ready
from tests.deploy.signing import PASSWORD, SHARED, Signing, signing

STRANGER = "zoe@elsewhere.example"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signing]:
    """A school whose people sign in at nginx, and somebody whom only nginx knows."""
    data = tmp_path_factory.mktemp("signing")
    oak.real_school(data, ())
    with signing(data, [account("ana"), account("ben").upper(), STRANGER]) as running:
        yield running


def come(page_for: PageFor, school: Signing, name: str) -> Page:
    """A browser in which somebody gave nginx their password."""
    credentials = {"username": name, "password": PASSWORD}
    return page_for(None, at=school.workbook, http_credentials=credentials)


def proof_of(name: str) -> str:
    """What a browser sends once somebody gave it their password."""
    return f"Basic {b64encode(f'{name}:{PASSWORD}'.encode()).decode()}"


def test_whoever_nginx_lets_in_writes_in_the_workbook_and_signs_out(
    school: Signing, page_for: PageFor
) -> None:
    page = come(page_for, school, account("ana"))
    page.goto("home")
    ready(page)
    expect(page.get_by_role("banner")).to_contain_text("Ana Ruiz")
    card = first_card(open_page(page, "reflection#write"), "Purpose")

    title = title_of(card)
    write(card, "Written behind nginx.")
    page.get_by_role("button", name="Sign out").click()

    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    axe(page)
    assert kept(school.workbook, title, by="ana") == "Written behind nginx."
    page.get_by_role("link", name="Sign in again").click()
    ready(page)
    expect(page.get_by_role("banner")).to_contain_text("Ana Ruiz")


def test_whom_nginx_knows_and_the_school_does_not_is_told_what_to_do(
    school: Signing, page_for: PageFor
) -> None:
    page = come(page_for, school, STRANGER)
    page.goto("home")

    expect(page.get_by_role("heading", name="You cannot come in yet")).to_be_visible()
    expect(page.get_by_text(STRANGER)).to_be_visible()
    axe(page)


def test_a_name_of_ones_own_is_not_passed_on(school: Signing) -> None:
    headers = {"X_Remote_User": account("ana"), SECRET.replace("-", "_"): SHARED}

    ben = Caller(school.workbook)
    proof = {"Authorization": proof_of(account("ben").upper())}
    ben.get("sign-in", **proof, **headers)

    assert 'data-visitor="ben"' in ben.get("account", **proof, **headers).text
    assert Caller(school.workbook).get("sign-in", **headers).status == 401


def test_past_nginx_nobody_comes_in(school: Signing) -> None:
    answer = Caller(school.past_the_proxy).get("sign-in", X_Remote_User=account("ana"))

    assert answer.status == 403
    assert "answers only the proxy" in answer.text
