"""The accounts door: joining, signing in and out, resets, and what nobody gets in by."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import timedelta
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Page, expect

from plgwork.store import Store
from tests.browser import oak
from tests.browser.conftest import PageFor, Serve
from tests.browser.everywhere import is_for_everybody
from tests.browser.looking import Answer, Caller, kernels, process_of
from tests.browser.oak import MOMENT, PEOPLE, account, password, sign_in
from tests.browser.reflecting import field, first_card, open_page, tab_to, write
from tests.browser.servers import Servers
from tests.browser.serving import NOW, Served, free_port, serving
from tests.browser.visiting import PHONE, ready

NEW = "a kettle sings to nobody"
CODE = re.compile(r"^(?:[0-9A-Z]{4}-)+[0-9A-Z]{4}$")
WRONG = "This name and this password do not belong together."
MARKUP = '<img src=x onerror="window.plgHacked=1">'


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A real school in which everybody has joined but Mia."""
    data = tmp_path_factory.mktemp("oak")
    oak.real_school(data, tuple(one for one in PEOPLE if one != "mia"))
    with serving(data, demo=False) as server:
        yield server


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A real school in which everybody has joined, and where no test changes anything."""
    data = tmp_path_factory.mktemp("whole")
    oak.real_school(data)
    with serving(data, demo=False) as server:
        yield server


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Such a school, where somebody guesses passwords: in each test those of other people."""
    data = tmp_path_factory.mktemp("attacked")
    oak.real_school(data)
    with serving(data, demo=False) as server:
        yield server


@pytest.fixture
def serve_oak(servers: Servers, tmp_path: Path) -> Iterator[Callable[[], Served]]:
    """Serves the real school that lies in a test's own folder, from a copy of it."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(servers.one(tmp_path, NOW, demo=False))


@pytest.fixture
def fresh(serve_oak: Callable[[], Served], tmp_path: Path) -> Served:
    """A real school for one test, in which everybody has joined."""
    oak.real_school(tmp_path)
    return serve_oak()


def caller(served: Served, person_id: str, secret: str = "") -> tuple[Caller, Answer]:
    """Somebody who signs in by a program, and what they were answered."""
    one = Caller(served)
    one.get("sign-in")
    form = {"name": account(person_id), "password": secret or password(person_id)}
    return one, one.post("sign-in", form)


def code_on(page: Page, name: str = "") -> str:
    """The code that the page shows, on the slip of that name."""
    slip = page.get_by_role("listitem").filter(has_text=name) if name else page
    shown: str = slip.locator(".plg-recovery").inner_text()
    assert CODE.match(shown)
    return shown


# --- the way in -----------------------------------------------------------------------------


def test_from_the_stewards_slip_to_the_first_saved_sentence_and_out_again(
    served: Served, page_for: PageFor
) -> None:
    steward = sign_in(page_for(None), "sam")
    steward.goto("invitations")
    is_for_everybody(steward)
    steward.get_by_role("button", name="Make slips to print").click()
    is_for_everybody(steward)
    code = code_on(steward, "Mia Castellanos")

    mia = page_for(None, viewport=PHONE)
    mia.goto("home")
    expect(mia.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    is_for_everybody(mia)
    mia.get_by_role("link", name="You were given a code").click()
    expect(mia.get_by_role("heading", name="You were given a code")).to_be_visible()
    is_for_everybody(mia)
    mia.get_by_label("Your code").fill(code.lower())
    mia.keyboard.press("Enter")
    expect(mia.get_by_role("heading", name="Welcome, Mia Castellanos")).to_be_visible()
    is_for_everybody(mia)
    mia.get_by_label("Choose a password").fill(password("mia"))
    mia.keyboard.press("Enter")
    code_on(mia)
    is_for_everybody(mia)
    mia.get_by_role("link", name="I have kept it; go on").click()
    ready(mia)
    expect(mia.get_by_text("Algebra").first).to_be_visible()
    mia.get_by_role("button", name="Sign out").click()

    expect(mia.get_by_text("You are signed out.")).to_be_visible()
    steward.goto("invitations")
    expect(steward.get_by_role("listitem").filter(has_text="Mia")).to_contain_text("joined")


def test_a_slip_is_a_picture_for_a_phone_and_ends_with_the_next_slip(
    fresh: Served, page_for: PageFor
) -> None:
    steward = sign_in(page_for(None, at=fresh), "sam")
    steward.goto("invitations")
    steward.get_by_role("button", name="New password for Ana Ruiz").click()
    is_for_everybody(steward)
    steward.get_by_role("button", name="Make the code").click()
    first = code_on(steward)
    expect(steward.get_by_role("img", name="The address as a picture")).to_be_visible()
    steward.goto("invitations")
    steward.get_by_role("button", name="New password for Ana Ruiz").click()
    steward.get_by_role("button", name="Make the code").click()

    assert Caller(fresh).get(f"join?code={first}").status == 403
    assert Caller(fresh).get(f"join?code={code_on(steward)}").status == 200


def test_a_link_opened_twice_works_and_used_twice_does_not(served: Served) -> None:
    with closing_store(served) as store:
        link = store.links.reset("lee", MOMENT)
    one, other = Caller(served), Caller(served)
    for who in (one, other, one):
        assert who.get(f"join?code={link.code}").status == 200

    form = {"code": link.code, "password": NEW}
    assert one.post("join", form).status == 200
    again = other.post("join", form)

    assert again.status == 403
    assert "used already" in again.text
    assert other.get("home").status == 302


@pytest.mark.parametrize("forged", ["0000-0000-0000-0000", "%F0%9F", "' OR 1=1", "x" * 500])
def test_a_forged_code_opens_nothing(served: Served, forged: str) -> None:
    answer = Caller(served).get(f"join?code={forged}".replace(" ", "+"))

    assert answer.status in (400, 403)
    assert "Choose a password" not in answer.text


def test_an_expired_link_opens_nothing(served: Served) -> None:
    with closing_store(served) as store:
        link = store.links.reset("cora", MOMENT - timedelta(days=1))

    answer = Caller(served).get(f"join?code={link.code}")

    assert answer.status == 403
    assert "too old" in answer.text


def test_thirty_people_behind_one_address_come_in_at_once(fresh: Served) -> None:
    people = [*PEOPLE] * 5

    with ThreadPoolExecutor(30) as pool:
        answers = list(pool.map(lambda one: caller(fresh, one)[1], people))

    assert [answer.status for answer in answers] == [302] * 30


def test_they_do_so_while_the_clock_goes_on(serve: Serve, tmp_path: Path) -> None:
    oak.real_school(tmp_path, ("ana", "ben", "sam"))
    running = serve(data=tmp_path, demo=False, now="")

    with ThreadPoolExecutor(30) as pool:
        answers = list(pool.map(lambda one: caller(running, one)[1], ["ana", "ben", "sam"] * 10))

    assert [answer.status for answer in answers] == [302] * 30


def test_after_five_failures_the_pair_waits_and_the_colleague_does_not(attacked: Served) -> None:
    said = [caller(attacked, "cora", NEW)[1] for _ in range(6)]

    assert [answer.status for answer in said] == [403] * 5 + [429]
    assert all(WRONG in answer.text for answer in said[:5])
    assert "Please try again in a minute." in said[5].text
    assert said[5].headers["retry-after"] == "31"
    assert caller(attacked, "cora")[1].status == 429
    assert caller(attacked, "ben")[1].status == 302


def test_whoever_fails_in_her_name_at_her_school_does_not_keep_ana_out(attacked: Served) -> None:
    one, _ = caller(attacked, "ana")
    known = one.cookies["plgwork-known"]
    assert [caller(attacked, "ana", NEW)[1].status for _ in range(6)] == [403] * 5 + [429]

    def tried(kept: str) -> int:
        browser = Caller(attacked, cookies={"plgwork-known": kept})
        browser.get("sign-in")
        form = {"name": account("ana"), "password": password("ana")}
        return browser.post("sign-in", form).status

    assert tried(known[:-4] + "0000") == 429
    assert tried(known) == 302
    assert "ana" not in known


@pytest.mark.parametrize(
    ("header", "person"),
    [("X-Forwarded-For", "lee"), ("X-Real-Ip", "sam"), ("Forwarded", "mia")],
)
def test_nobody_gets_more_attempts_by_saying_they_come_from_elsewhere(
    attacked: Served, header: str, person: str
) -> None:
    one = Caller(attacked)
    one.get("sign-in")
    form = {"name": account(person), "password": NEW}

    statuses = [
        one.post("sign-in", form, **{header: f"198.51.100.{number}"}).status for number in range(6)
    ]

    assert statuses == [403] * 5 + [429]


def test_behind_a_proxy_that_is_known_each_address_has_attempts_of_its_own(
    serve: Serve, tmp_path: Path
) -> None:
    oak.real_school(tmp_path, ())
    server = serve(data=tmp_path, demo=False, proxies="127.0.0.1")
    one = Caller(server)
    one.get("sign-in")
    form = {"name": account("ana"), "password": NEW}

    def tried(*addresses: str) -> int:
        return one.post("sign-in", form, **{"X-Forwarded-For": ", ".join(addresses)}).status

    assert [tried("10.1.1.1", "203.0.113.7") for _ in range(6)] == [403] * 5 + [429]
    assert tried("203.0.113.8") == 403
    assert tried("10.9.9.9", "203.0.113.7") == 429  # what it says of itself does not count


# --- the way out ----------------------------------------------------------------------------


def test_a_stolen_cookie_is_worth_nothing_after_signing_out_everywhere(
    fresh: Served, page_for: PageFor
) -> None:
    ana = sign_in(page_for(None, at=fresh), "ana")
    stolen = {one["name"]: one["value"] for one in ana.context.cookies()}
    thief = Caller(fresh, cookies=dict(stolen))
    kernel = thief.open("home")
    assert thief.listen(f"api/kernels/{kernel}/channels") == 101

    ana.goto("account")
    ana.get_by_role("button", name="Sign out everywhere").click()
    expect(ana.get_by_text("You are signed out.")).to_be_visible()

    thief.cookies = dict(stolen)
    assert thief.get("home").leads_to.startswith("/sign-in")
    assert thief.get(f"api/kernels/{kernel}").status == 403
    assert thief.listen(f"api/kernels/{kernel}/channels") == 403
    gone(fresh)


def gone(served: Served) -> None:
    """Wait until no page of the server is left; a test that waits for ever fails."""
    for process in kernels(served):
        process.wait(timeout=60)


def test_signing_out_ends_the_other_tabs_and_says_so_there(
    fresh: Served, page_for: PageFor
) -> None:
    ana = sign_in(page_for(None, at=fresh), "ana")
    tab = open_page(ana.context.new_page(), "reflection#write")
    write(first_card(tab, "Purpose"), "Saved before I went home.")

    ana.get_by_role("button", name="Sign out").click()
    expect(ana.get_by_text("You are signed out.")).to_be_visible()

    expect(
        tab.get_by_role("status").filter(has_text=re.compile("signed out|stopped"))
    ).to_be_visible()
    gone(fresh)
    tab.reload()
    expect(tab.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()


def test_back_after_signing_out_shows_nothing(fresh: Served, page_for: PageFor) -> None:
    ana = sign_in(page_for(None, at=fresh), "ana")
    open_page(ana, "reflection#write")
    write(first_card(ana, "Purpose"), "A private sentence.")
    ana.get_by_role("button", name="Sign out").click()
    expect(ana.get_by_text("You are signed out.")).to_be_visible()

    for _ in range(3):
        ana.go_back()
        assert "A private sentence." not in ana.content()
        assert "Purpose" not in ana.get_by_role("main").inner_text()


def test_whoever_idles_is_signed_out_and_their_page_ends(fresh: Served, page_for: PageFor) -> None:
    ana = sign_in(page_for(None, at=fresh), "ana")
    open_page(ana, "reflection#write")
    with closing(sqlite3.connect(fresh.data / "workbook.sqlite")) as database, database:
        idle = (MOMENT - timedelta(minutes=61)).strftime("%Y-%m-%d %H:%M:%S.%f")
        database.execute("UPDATE sessions SET seen_at = ?", [idle])

    gone(fresh)
    ana.goto("reflection")
    expect(ana.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    ana.get_by_label("Name").fill(account("ana"))
    ana.get_by_label("Password").fill(password("ana"))
    ana.keyboard.press("Enter")
    ready(ana)
    expect(ana.get_by_role("heading", level=1, name="Monthly reflection")).to_be_visible()


def test_what_one_left_unsaved_comes_back_to_oneself_and_to_nobody_else(
    fresh: Served, page_for: PageFor
) -> None:
    ana = sign_in(page_for(None, at=fresh), "ana")
    open_page(ana, "reflection#write")
    process_of(ana).kill()
    field(first_card(ana, "Purpose")).fill("Typed into a page that was stopped.")
    # Not by the button: the session ends under her hands.
    with closing(sqlite3.connect(fresh.data / "workbook.sqlite")) as database, database:
        database.execute("DELETE FROM sessions")

    sign_in(ana, "ben")
    assert "stopped." not in ana.evaluate("() => JSON.stringify(sessionStorage)")


# --- a reset ----------------------------------------------------------------------------------


def test_a_reset_shuts_what_was_written_until_its_author_brings_the_code(
    serve_oak: Callable[[], Served], tmp_path: Path, page_for: PageFor
) -> None:
    codes = oak.real_school(tmp_path)
    server = serve_oak()
    ana = sign_in(page_for(None, at=server), "ana")
    open_page(ana, "reflection#write")
    write(first_card(ana, "Purpose"), "Only I should ever read this.")
    with closing_store(server) as store:
        link = store.links.reset("ana", MOMENT + timedelta(minutes=1), "sam")

    thief = page_for(None, at=server)
    thief.goto(f"join?code={link.code}")
    thief.get_by_label("Choose a password").fill(NEW)
    thief.keyboard.press("Enter")
    expect(thief.get_by_role("heading", name="What you wrote before is shut")).to_be_visible()
    is_for_everybody(thief)
    open_page(thief, "year")
    assert "Only I should" not in thief.content()

    thief.goto("account")
    is_for_everybody(thief)
    thief.get_by_label("Recovery code from before").fill("0000 0000")
    thief.get_by_role("button", name="Open it").click()
    expect(thief.get_by_role("alert")).to_contain_text("not the recovery code")
    thief.get_by_label("Recovery code from before").fill(codes["ana"])
    thief.get_by_role("button", name="Open it").click()
    expect(thief.get_by_text("open to you again")).to_be_visible()
    open_page(thief, "year")
    expect(thief.get_by_text("Only I should ever read this.")).to_be_visible()


def test_the_owner_is_told_before_anything_else_that_somebody_made_a_reset(
    fresh: Served, page_for: PageFor
) -> None:
    with closing_store(fresh) as store:
        store.links.reset("ana", MOMENT + timedelta(seconds=1), "sam")
    page = page_for(None, at=fresh)
    page.goto("sign-in?next=/year")
    page.get_by_label("Name").fill(account("ana"))
    page.get_by_label("Password").fill(password("ana"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Since you were last here")).to_be_visible()
    expect(page.get_by_role("cell", name=re.compile("Sam Petrova made a link"))).to_be_visible()
    is_for_everybody(page)
    page.get_by_role("link", name="Go on").click()
    ready(page)
    expect(page).to_have_url(re.compile("/year$"))


def test_with_ones_recovery_code_one_comes_back_alone(
    serve_oak: Callable[[], Served], tmp_path: Path, page_for: PageFor
) -> None:
    codes = oak.real_school(tmp_path)
    page = page_for(None, at=serve_oak(), viewport=PHONE, scheme="dark")
    page.goto("sign-in")
    page.get_by_role("link", name="You forgot your password").click()
    is_for_everybody(page)
    page.get_by_label("Name you sign in with").fill(account("ana"))
    page.get_by_label("Recovery code").fill(codes["ana"])
    page.get_by_label("New password").fill(NEW)
    page.keyboard.press("Enter")
    ready(page)

    page.get_by_role("button", name="Sign out").click()
    sign_in(page, "ana", NEW)


# --- one's own account, and the steward's pages ------------------------------------------------


def test_a_password_is_changed_and_a_recovery_code_renewed(
    fresh: Served, page_for: PageFor
) -> None:
    page = sign_in(page_for(None, at=fresh), "ana")
    page.goto("account")
    is_for_everybody(page)
    page.get_by_label("Password you have now").fill(NEW)
    page.get_by_label("New password").fill(NEW)
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_role("alert")).to_contain_text("not your password")
    page.get_by_label("Password you have now").fill(password("ana"))
    page.get_by_label("New password").fill(NEW)
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_text("Your password is changed.")).to_be_visible()

    page.get_by_text("Take a new recovery code").click()
    page.get_by_label("Your password").fill(NEW)
    page.get_by_role("button", name="Take a new code").click()
    code_on(page)
    assert caller(fresh, "ana", NEW)[1].status == 302


@pytest.mark.parametrize("path", ["invitations", "record"])
@pytest.mark.parametrize("who", ["ana", "cora", "lee", "mia"])
def test_only_stewards_open_the_stewards_pages(whole: Served, who: str, path: str) -> None:
    one, _ = caller(whole, who)

    assert one.get(path).status == 403
    assert one.post("invitations", {"person": "ben"}).status == 403
    assert one.post("invitations", {"reset_now": "ben"}).status == 403
    assert one.post("invitations", {"reset": "ben"}).status == 403


def test_the_record_names_deeds_and_no_words(fresh: Served, page_for: PageFor) -> None:
    ana = sign_in(page_for(None, at=fresh), "ana")
    open_page(ana, "reflection#write")
    write(first_card(ana, "Purpose"), "Words that no record may hold.")
    steward = sign_in(page_for(None, at=fresh), "sam")
    steward.goto("record")

    expect(steward.get_by_role("cell", name="Ana Ruiz signed in")).to_be_visible()
    is_for_everybody(steward)
    assert "Words that no record" not in steward.content()
    assert "Words that no record" not in fresh.said()


def test_names_are_text_on_every_page_of_the_door(
    serve_oak: Callable[[], Served], tmp_path: Path, page_for: PageFor
) -> None:
    oak.real_school(tmp_path, ("sam",))
    with closing(sqlite3.connect(tmp_path / "workbook.sqlite")) as database, database:
        database.execute("UPDATE people SET name = ?", [MARKUP])
        database.execute("UPDATE schools SET name = ?", [MARKUP])
        database.execute("UPDATE accounts SET name = ? WHERE person_id = 'ana'", [MARKUP])
    page = sign_in(page_for(None, at=serve_oak()), "sam")

    for path in ("account", "record", "invitations", "home"):
        page.goto(path)
        expect(page.get_by_text(MARKUP).first).to_be_visible()
        assert not page.evaluate(
            "() => 'plgHacked' in window || !!document.querySelector('img[src=x]')"
        )
    page.goto("invitations")
    page.get_by_role("button", name="Make slips to print").click()
    expect(page.get_by_role("heading", name=MARKUP).first).to_be_visible()
    assert not page.evaluate(
        "() => 'plgHacked' in window || !!document.querySelector('img[src=x]')"
    )


# --- walls ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["account", "invitations", "record", "home", "year", "live"])
def test_whoever_is_not_signed_in_sees_nothing(served: Served, path: str) -> None:
    answer = Caller(served).get(path)

    assert answer.status == 403 if path == "live" else answer.leads_to.startswith("/sign-in")


@pytest.mark.parametrize("path", ["sign-in", "join", "recover", "account", "invitations"])
def test_every_page_of_the_door_is_kept_by_nobody(served: Served, path: str) -> None:
    steward, _ = caller(served, "sam")

    answer = steward.get(path)

    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_the_demos_door_is_not_there(served: Served) -> None:
    ana, _ = caller(served, "ana")

    assert ana.get("choose").status == 404
    assert ana.post("choose", {"person": "sam"}).status == 405
    assert Caller(served).get("choose").leads_to.startswith("/sign-in")


def test_another_name_than_its_own_is_not_answered_to(serve: Serve, tmp_path: Path) -> None:
    oak.real_school(tmp_path, ())
    server = serve(data=tmp_path, demo=False, address="https://plg.oak.example/")

    assert Caller(server).get("sign-in", Host="evil.example").status == 403
    answer = Caller(server).get("sign-in", Host="plg.oak.example")
    assert answer.status == 200


def test_where_the_address_is_secure_so_is_the_cookie(serve: Serve, tmp_path: Path) -> None:
    oak.real_school(tmp_path, ("ana",))
    server = serve(data=tmp_path, demo=False, address="https://plg.oak.example/")
    one = Caller(server)
    one.get("sign-in")

    form = {"name": account("ana"), "password": password("ana")}
    cookies = one.post("sign-in", form).headers["set-cookie"].lower()

    assert "; secure" in cookies
    assert "; httponly" in cookies
    assert "; samesite=lax" in cookies


def test_a_school_that_is_real_is_never_served_without_a_door(served: Served) -> None:
    assert Caller(served).get("health").text.startswith("ok\n")
    assert Caller(served).get("").leads_to.startswith("/sign-in")


# --- mail -------------------------------------------------------------------------------------


class Mailbox:
    """What arrived at a real server for mail."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.messages.append(message_from_bytes(envelope.content))
        return "250 Kept"


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, str]]:
    """A server for mail, and its address."""
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield box, f"smtp://127.0.0.1:{controller.port}"
    controller.stop()


def test_invitations_and_links_go_out_by_mail_where_there_is_a_server_for_it(
    mailbox: tuple[Mailbox, str], serve: Serve, tmp_path: Path, page_for: PageFor
) -> None:
    box, smtp = mailbox
    oak.real_school(tmp_path, ("sam", "ana"))
    server = serve(data=tmp_path, demo=False, smtp=smtp, mail_from="plg@oak.example")
    steward = sign_in(page_for(None, at=server), "sam")
    steward.goto("invitations")
    steward.get_by_role("button", name="Send by e-mail").click()
    expect(steward.get_by_text("Sent by e-mail to")).to_contain_text("Mia Castellanos")

    page = page_for(None, at=server)
    page.goto("recover")
    for name in ("nobody@oak.example", account("ana")):
        page.get_by_label("E-mail address").fill(name)
        page.get_by_role("button", name="Send the link").click()
        expect(page.get_by_text("If that is an address we know")).to_be_visible()
    expect(page.get_by_role("main")).to_be_visible()
    until(lambda: len(box.messages) == 5, page)

    sent = {str(message["To"]): str(message.get_payload()) for message in box.messages}
    assert set(sent) == {account(one) for one in PEOPLE if one != "sam"}
    [code] = re.findall(r"code=3D([0-9A-Z-]+)|code=([0-9A-Z-]+)", sent[account("ana")])
    assert Caller(server).get(f"join?code={''.join(code)}").status == 200


def until(holds: Any, page: Page) -> None:
    """Wait, in the browser's own time, until something holds that only Python can see."""
    for _ in range(600):
        if holds():
            return
        page.evaluate("() => new Promise((done) => setTimeout(done, 50))")
    raise AssertionError("It never came.")


def closing_store(served: Served) -> "closing[Store]":
    """The store past all pages, as whoever runs the server has it."""
    return closing(Store.open(oak.sqlite(served.data)))


def test_people_are_chosen_and_slips_made_by_keyboard_alone(
    serve_oak: Callable[[], Served], tmp_path: Path, page_for: PageFor
) -> None:
    oak.real_school(tmp_path, ("sam",))
    page = sign_in(page_for(None, at=serve_oak(), viewport=PHONE), "sam")
    page.goto("invitations")

    tab_to(page, page.get_by_role("checkbox", name="Ana Ruiz"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Make slips to print"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Ben Iversen")).to_be_visible()
    expect(page.get_by_role("heading", name="Ana Ruiz")).to_have_count(0)
    assert not page.evaluate("() => document.documentElement.scrollWidth > innerWidth")
    is_for_everybody(page)
    tab_to(page, page.get_by_role("button", name="Sign out"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("You are signed out.")).to_be_visible()
