"""The directory door by a JupyterHub: in, out, and out at once for whoever it knows no more."""

import re
from collections.abc import Iterator
from datetime import timedelta

import psutil
import pytest
from playwright.sync_api import Page, expect

from plgwork.store import Store
from tests.browser import oak
from tests.browser.conftest import PageFor, stopped
from tests.browser.failing import SIGNED_OUT, banner, kept
from tests.browser.looking import Caller, kernels, process_of
from tests.browser.oak import MOMENT, account
from tests.browser.reflecting import first_card, open_page, see_saved, title_of, write
from tests.browser.visiting import axe, ready
from tests.deploy.hub import PASSWORD, Hub, hub, school

__all__ = ["stopped"]

UNTIL_REFUSED = """async () => {
  while ((await fetch("account")).status !== 503) await new Promise((go) => setTimeout(go, 2000));
}"""
AT_THE_HUB = re.compile("/hub/login")
LONG = 120_000  # milliseconds: the hub's word is believed for a minute


@pytest.fixture(scope="module")
def jupyterhub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """A hub at which everybody can sign in who says the password, under whatever name."""
    data = tmp_path_factory.mktemp("hub")
    school(data)
    with hub(data) as running:
        yield running


def sign_in(page: Page, name: str) -> None:
    """Ask for Home, be led to the hub, and sign in there."""
    page.goto("home")
    expect(page).to_have_url(AT_THE_HUB)
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def come_in(page: Page, person_id: str) -> Page:
    """Come in as somebody the school knows."""
    sign_in(page, account(person_id))
    ready(page)
    return page


def test_whoever_signs_in_at_the_hub_writes_in_the_workbook_and_signs_out(
    jupyterhub: Hub, page_for: PageFor
) -> None:
    page = come_in(page_for(None, at=jupyterhub.workbook), "ana")
    expect(page.get_by_role("banner")).to_contain_text("Ana Ruiz")
    card = first_card(open_page(page, "reflection#write"), "Purpose")

    title = title_of(card)
    write(card, "Written behind a hub.")
    page.get_by_role("button", name="Sign out").click()

    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    axe(page)
    assert kept(jupyterhub.workbook, title, by="ana") == "Written behind a hub."
    page.get_by_role("link", name="Sign out at your school").click()
    page.goto("home")
    expect(page.get_by_label("Username")).to_be_visible()


def test_who_is_signed_in_at_the_hub_still_is_let_in_again_when_they_ask(
    jupyterhub: Hub, page_for: PageFor
) -> None:
    page = come_in(page_for(None, at=jupyterhub.workbook), "ben")
    page.get_by_role("button", name="Sign out").click()

    page.get_by_role("link", name="Sign in again").click()

    ready(page)
    expect(page.get_by_role("banner")).to_contain_text("Ben Iversen")


def test_whom_the_hub_knows_and_the_school_does_not_is_told_what_to_do(
    jupyterhub: Hub, page_for: PageFor
) -> None:
    page = page_for(None, at=jupyterhub.workbook)
    sign_in(page, "zoe@elsewhere.example")

    expect(page.get_by_role("heading", name="You cannot come in yet")).to_be_visible()
    expect(page.get_by_text("zoe@elsewhere.example")).to_be_visible()
    expect(page.get_by_text("Ask a steward of your school to enter you")).to_be_visible()
    axe(page)


def test_whoever_the_school_ends_is_out_at_once(jupyterhub: Hub, page_for: PageFor) -> None:
    page = come_in(page_for(None, at=jupyterhub.workbook), "cora")
    kernel = process_of(page)

    store = Store.open(oak.sqlite(jupyterhub.workbook.data))
    store.office.leave("oak", "cora", MOMENT.date() - timedelta(days=1), MOMENT)
    store.close()

    expect(banner(page)).to_contain_text(SIGNED_OUT, timeout=LONG)
    psutil.wait_procs([kernel], timeout=60)
    assert not kernel.is_running()
    page.goto("home")
    expect(page.get_by_text("You have no role at this school any more")).to_be_visible()


def test_whose_token_is_revoked_is_out_with_their_open_page(
    jupyterhub: Hub, page_for: PageFor
) -> None:
    page = come_in(page_for(None, at=jupyterhub.workbook), "mia")
    kernel = process_of(page)

    jupyterhub.revoke(account("mia"))

    expect(banner(page)).to_contain_text(SIGNED_OUT, timeout=LONG)
    psutil.wait_procs([kernel], timeout=60)
    assert not kernel.is_running()


def test_while_the_hub_is_silent_open_pages_go_on_and_nobody_new_comes_in(
    jupyterhub: Hub, page_for: PageFor, stopped: list[psutil.Process]
) -> None:
    page = come_in(page_for(None, at=jupyterhub.workbook), "lee")
    writing = come_in(page_for(None, at=jupyterhub.workbook), "ben")
    card = first_card(open_page(writing, "reflection#write"), "Purpose")

    jupyterhub.process.suspend()
    stopped.append(jupyterhub.process)
    write(card, "Written while nobody could be asked.")
    page.evaluate(UNTIL_REFUSED)
    page.goto("account")
    expect(page.get_by_role("heading", name="The workbook cannot ask who you are")).to_be_visible()
    see_saved(card)
    jupyterhub.process.resume()
    page.get_by_role("link", name="Try again").click()

    expect(page.get_by_role("heading", name="Your account", exact=True)).to_be_visible()


def test_a_page_knows_nothing_of_the_hub_and_nobody_comes_past_it(
    jupyterhub: Hub, page_for: PageFor
) -> None:
    come_in(page_for(None, at=jupyterhub.workbook), "sam")

    known = [kernel.environ() for kernel in kernels(jupyterhub.past_the_hub)]
    answer = Caller(jupyterhub.past_the_hub).get(
        "services/plgwork/home", X_Remote_User=account("sam"), Authorization="token made-up"
    )

    assert known
    assert not [name for one in known for name in one if name.startswith("JUPYTERHUB")]
    assert answer.leads_to.startswith("/services/plgwork/sign-in")


@pytest.mark.parametrize("query", ["", "?code=made-up", "?code=made-up&state=made-up", "?error=x"])
def test_what_does_not_come_back_from_the_hub_lets_nobody_in(jupyterhub: Hub, query: str) -> None:
    answer = Caller(jupyterhub.past_the_hub).get(f"services/plgwork/oauth_callback{query}")

    assert answer.status == 403
    assert "Signing in did not work" in answer.text


def test_a_state_of_another_browser_lets_nobody_in(jupyterhub: Hub) -> None:
    one, other = (Caller(jupyterhub.past_the_hub) for _ in range(2))
    theirs = one.get("services/plgwork/sign-in").leads_to
    other.get("services/plgwork/sign-in")
    state = theirs.partition("state=")[2].partition("&")[0]

    answer = other.get(f"services/plgwork/oauth_callback?code=made-up&state={state}")

    assert answer.status == 403
