"""Two servers behind one proxy are one workbook to whoever uses it."""

from playwright.sync_api import expect

from tests.browser import oak
from tests.browser.conftest import PageFor
from tests.browser.looking import Caller, kernel_of, kernels, process_of
from tests.browser.reflecting import field, first_card, open_page, see_saved, share, write
from tests.deploy.crowd import come_in
from tests.deploy.replicas import SEAT, SEATS, Fleet, seat_of, sit, somebody

HEADERS = (
    *("content-security-policy", "cache-control", "referrer-policy"),
    *("cross-origin-opener-policy", "cross-origin-resource-policy"),
)
SECONDS = 60


# --- people -------------------------------------------------------------------------------------


def test_whoever_signed_in_at_one_server_is_signed_in_at_the_other(two: Fleet) -> None:
    ana = come_in(two.front, "ana", seat="a")

    ana.cookies[SEAT] = "b"

    assert ana.get("account").status == 200
    assert ana.cookies[SEAT] == "b"


def test_whoever_signs_out_at_one_server_is_signed_out_at_the_other_with_their_pages(
    two: Fleet,
) -> None:
    ana = come_in(two.front, "ana", seat="a")
    ana.open("home")
    [page] = kernels(two.servers["a"].served)

    ana.cookies[SEAT] = "b"
    ana.post("sign-out")

    page.wait(timeout=SECONDS)
    assert ana.get("account").leads_to.startswith("/sign-in")


def test_a_browser_stays_with_the_server_it_first_came_to(two: Fleet) -> None:
    newcomers = [Caller(two.front) for _ in range(6)]
    for one in newcomers:
        one.get("sign-in")

    again = [one.get("sign-in").headers.get("set-cookie", "") for one in newcomers]

    assert {one.cookies[SEAT] for one in newcomers} == set(SEATS)
    assert not [cookie for cookie in again if SEAT in cookie]


def test_what_is_shared_at_one_server_shows_at_once_at_the_other(
    two: Fleet, page_for: PageFor
) -> None:
    coach = open_page(somebody(page_for, two, "cora", "b"), "home")
    ana = open_page(somebody(page_for, two, "ana", "a"), "reflection#write")
    write(first_card(ana, "Culture"), "For all of us: Mia asked the better question.")

    share(first_card(ana, "Culture"))

    expect(coach.get_by_text("Mia asked the better question.")).to_be_visible()
    assert (seat_of(ana), seat_of(coach)) == ("a", "b")


# --- pages --------------------------------------------------------------------------------------


def test_a_page_lives_in_the_server_that_its_browser_sits_at_and_ends_with_its_tab(
    two: Fleet, page_for: PageFor
) -> None:
    page = open_page(somebody(page_for, two, "ben", "b"), "reflection#write")
    process = process_of(page)
    assert process in kernels(two.servers["b"].served)

    page.close(run_before_unload=True)

    process.wait(timeout=SECONDS)


def test_to_the_wrong_server_a_page_is_one_that_was_stopped(two: Fleet) -> None:
    ben = come_in(two.front, "ben", seat="a")
    kernel = ben.open("home")

    ben.cookies[SEAT] = "b"

    assert ben.get(f"api/kernels/{kernel}").status == 404
    assert ben.listen(f"api/kernels/{kernel}/channels") == 404
    assert ben.post(f"voila/api/shutdown/{kernel}").status == 204


def test_whose_page_is_led_to_the_wrong_server_is_offered_to_reload_and_loses_nothing(
    two: Fleet, page_for: PageFor
) -> None:
    page = open_page(somebody(page_for, two, "ben", "a"), "reflection#write")
    write(first_card(page, "Structure"), "We began on time.")
    before = kernel_of(page)
    sit(page, two, "b")
    process_of(page).kill()
    field(first_card(page, "Structure")).fill("We began on time, and ended late.")

    expect(page.locator("#banner")).to_contain_text("This page was stopped.")
    page.get_by_role("button", name="Reload").click()

    expect(field(first_card(page, "Structure"))).to_have_value("We began on time, and ended late.")
    see_saved(first_card(page, "Structure"))
    assert kernel_of(page) != before
    assert process_of(page) in kernels(two.servers["b"].served)


# --- the proxy ----------------------------------------------------------------------------------


def test_the_headers_that_guard_a_page_pass_the_proxy(two: Fleet) -> None:
    ana = come_in(two.front, "ana", seat="a")
    port = two.servers["a"].served

    for path in ("account", "home", "no-such-page"):
        through, past = ana.get(path), Caller(port, ana.cookies).get(path, Host=two.front.url[8:])
        assert {name: bare(through.headers.get(name, "")) for name in HEADERS} == {
            name: bare(past.headers.get(name, "")) for name in HEADERS
        }
    assert "max-age" in ana.get("account").headers["strict-transport-security"]


def bare(policy: str) -> str:
    """A header without what is drawn by lot for each answer."""
    return " ".join(one for one in policy.split() if not one.startswith("'nonce-"))


def test_cookies_are_sent_over_tls_only(two: Fleet, page_for: PageFor) -> None:
    page = somebody(page_for, two, "mia", "a")

    assert [one["name"] for one in page.context.cookies() if not one.get("secure")] == []


def test_an_address_in_a_header_is_believed_of_the_proxy_alone(two: Fleet) -> None:
    # Five failures make a pair of account and address wait: by the address that the proxy saw.
    mallory = Caller(two.front, {SEAT: "a"}, source="127.0.0.2")
    mallory.get("sign-in")
    form = {"name": oak.account("lee"), "password": "guessed"}

    said = [
        mallory.post("sign-in", form, X_Forwarded_For=f"203.0.113.{one}").status for one in range(7)
    ]

    assert said[-1] == 429


def test_a_page_and_word_of_changes_come_piece_by_piece(two: Fleet) -> None:
    ana = come_in(two.front, "ana", seat="a")
    ana.open("home")

    with ana.hearing() as lines:
        assert next(lines) == "id: 0"
