"""The library of protocols: found, chosen, fitted, printed, compared; by mouse and by keyboard."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from plgwork.content import load
from plgwork.settings import shipped
from tests.browser.conftest import PageFor, Serve
from tests.browser.looking import sign_in
from tests.browser.reflecting import open_page, reload, step, tab_to
from tests.browser.visiting import LAPTOP, PHONE, PROJECTOR, axe, ready
from tests.content.test_protocols import LANTERN

MEMBER, FACILITATOR = "caleb-yoder", "imani-okafor"
PROTOCOLS = load([shipped("content")]).protocols
A_CASE = "brings=draft&wants=tuning-tasks&people=8&minutes=60&trust=some"
ONE = "open=tuning-protocol&people=8&minutes=45"
TWO = "first=final-word&second=charrette&people=8&minutes=60"
PAGE_OF_A_PDF = re.compile(rb"/Type ?/Page\b")
TOO_WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def page(page_for: PageFor) -> Page:
    """The library, as a member opens it."""
    return open_page(sign_in(page_for(None), MEMBER), "protocols")


def names(page: Page) -> Locator:
    """The names of the protocols that are listed."""
    headings = page.locator("main section[data-current]").get_by_role("heading", level=4)
    return headings.get_by_role("link")


def field(page: Page, name: str) -> Locator:
    """A field of the step one is at."""
    current = page.locator("main section[data-current]")
    return current.get_by_label(name, exact=True)


def said(page: Page) -> Locator:
    """What the step one is at says of what was asked."""
    return page.locator("main section[data-current]").get_by_role("status")


def sheet(page: Page, name: str) -> Locator:
    """The sheet of a protocol at the step one is at."""
    return page.locator("main section[data-current]").get_by_role("article", name=name, exact=True)


def asked(page: Page) -> dict[str, str]:
    """What the page's address asks for."""
    return {name: given[0] for name, given in parse_qs(urlsplit(page.url).query).items()}


# --- browse ---------------------------------------------------------------------------------


def test_the_list_narrows_down_while_one_types_and_says_how_far(page: Page) -> None:
    expect(said(page)).to_have_text("All 36 protocols")
    expect(names(page)).to_have_count(36)

    field(page, "Kind of work").select_option("Dilemmas of practice")
    field(page, "How many people").fill("8")
    field(page, "How many minutes").fill("50")
    expect(said(page)).to_have_text(re.compile(r"^\d of 36 protocols$"))
    expect(names(page).first).to_have_text("Consultancy")
    field(page, "Search").press_sequentially("onion")

    expect(names(page)).to_have_text(["Peeling the Onion"])
    assert asked(page) == {
        "kind": "dilemmas-of-practice",
        "people": "8",
        "minutes": "50",
        "words": "onion",
    }


def test_a_reload_keeps_what_one_looks_for(page: Page) -> None:
    field(page, "Search").fill("onion")
    expect(names(page)).to_have_text(["Peeling the Onion"])

    reload(page)

    expect(field(page, "Search")).to_have_value("onion")
    expect(names(page)).to_have_text(["Peeling the Onion"])


def test_where_nothing_is_found_one_click_leads_on(page: Page) -> None:
    field(page, "Kind of work").select_option("Texts and research")
    field(page, "Search").fill("rubric score")

    expect(page.get_by_text("Give up one wish")).to_be_visible()
    page.get_by_role("button", name="Without these words: ").click()

    expect(field(page, "Search")).to_have_value("")
    expect(names(page).first).to_be_visible()
    assert asked(page)["kind"] == "texts-and-research"


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("How many people", "1", "A protocol needs at least two people."),
        ("How many people", "some", "Write in digits how many people you are, as in 8."),
        ("How many minutes", "0", "A protocol needs some time."),
        ("How many people", "200", "Meet in several rooms"),
    ],
)
def test_a_number_that_helps_nobody_gets_a_sentence(
    page: Page, name: str, typed: str, sentence: str
) -> None:
    field(page, name).fill(typed)

    expect(page.locator("#browse").get_by_text(sentence)).to_be_visible()
    expect(field(page, name)).to_have_value(typed)


# --- read -----------------------------------------------------------------------------------


def test_a_protocol_opens_at_an_address_of_its_own_and_back_leads_back(page: Page) -> None:
    names(page).filter(has_text="Charrette").click()
    expect(page.get_by_role("heading", level=2, name="Read", exact=True)).to_be_focused()
    expect(sheet(page, "Charrette")).to_be_visible()
    assert (asked(page), urlsplit(page.url).fragment) == ({"open": "charrette"}, "read")

    sheet(page, "Charrette").get_by_role("link", name="Tuning Protocol").click()
    expect(sheet(page, "Tuning Protocol")).to_be_visible()
    page.go_back()
    expect(sheet(page, "Charrette")).to_be_visible()
    expect(field(page, "Protocol")).to_have_value("charrette")
    page.go_back()

    expect(page.get_by_role("heading", level=2, name="Browse", exact=True)).to_be_visible()


def test_a_colleague_opens_the_same_by_its_address(page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None), FACILITATOR), f"protocols?{ONE}#read")

    expect(said(page)).to_have_text("45 minutes with 8 people, all together.")
    expect(sheet(page, "Tuning Protocol")).to_contain_text("Not affiliated with")
    source = sheet(page, "Tuning Protocol").get_by_role("link", name="Horace")
    assert (source.get_attribute("href") or "").startswith("http://essentialschools.org/")


def test_numbers_fit_it_at_once_or_say_why_not_and_name_what_would(page: Page) -> None:
    open_page(page, "protocols?open=tuning-protocol#read")
    field(page, "For how many people?").fill("8")
    field(page, "How many minutes?").fill("45")
    one = sheet(page, "Tuning Protocol")
    expect(one).to_contain_text("Fitted to 45 minutes with 8 people")
    minutes = [int(text.split()[0]) for text in one.locator(".plg-minutes b").all_inner_texts()]
    assert sum(minutes) == 45
    run = one.get_by_role("link", name="Run it with your group")
    expect(run).to_have_attribute("href", "/run?protocol=tuning-protocol&people=8&minutes=45")

    field(page, "How many minutes?").fill("20")
    expect(said(page)).to_contain_text("With 8 people it needs at least 29 minutes; you have 20.")
    others = page.get_by_role("region", name="These would fit")
    name = others.get_by_role("link").first.inner_text()
    others.get_by_role("link").first.click()

    expect(sheet(page, name)).to_contain_text("20 minutes with 8 people")
    expect(others).to_have_count(0)


def test_each_protocol_prints_on_one_page_of_either_size(page: Page) -> None:
    step(page, "Read")
    long = []

    for one in PROTOCOLS.values():
        field(page, "Protocol").select_option(one.id)
        expect(sheet(page, one.name)).to_be_visible()
        for paper in ("Letter", "A4"):
            if (pages := len(PAGE_OF_A_PDF.findall(page.pdf(format=paper)))) != 1:
                long.append((one.id, paper, pages))

    assert long == []


def test_on_paper_there_is_the_sheet_alone(page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None), FACILITATOR), f"protocols?{ONE}#read")
    one = sheet(page, "Tuning Protocol")

    page.emulate_media(media="print")

    expect(one.get_by_role("heading", level=3)).to_be_visible()
    expect(one.get_by_text("http://essentialschools.org/")).to_be_visible()
    for pressed in page.locator("header, nav, footer, button, select, h1, h2, .plg-button").all():
        expect(pressed).to_be_hidden()


def test_the_button_prints(page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None), FACILITATOR), f"protocols?{ONE}#read")
    page.evaluate("() => (window.print = () => (window.plgPrinted = true))")

    page.get_by_role("button", name="Print this sheet").click()

    assert page.evaluate("() => window.plgPrinted")


def test_an_address_of_a_protocol_that_is_not_here_says_so(page: Page) -> None:
    open_page(page, "protocols?open=<img src=x onerror=plgHacked=1>#read")

    expect(page.get_by_text("There is no protocol “<img src=x")).to_be_visible()
    assert page.evaluate("() => window.plgHacked") is None


# --- help me choose ---------------------------------------------------------------------------


def test_five_answers_lead_to_a_short_list_and_stay_after_a_reload(page: Page) -> None:
    step(page, "Help me choose")
    field(page, "What do you bring?").select_option("A draft")
    expect(page.get_by_text("A task, test, plan or rubric on paper")).to_be_visible()
    field(page, "What do you want to do?").select_option("Tuning tasks and assessments")
    field(page, "How many are you?").fill("4")
    field(page, "How many minutes?").fill("60")
    expect(said(page)).to_have_text("One answer is still to come.")
    field(page, "How well do you know each other?").select_option("We have worked together")

    warned = page.get_by_role("region", name="Keep away from these, this time")
    expect(warned).to_contain_text("It needs at least 6 people; you are 4.")
    field(page, "How many are you?").fill("8")
    tried = page.get_by_role("region", name="Worth a try")
    expect(tried.get_by_role("link").first).to_have_text("Tuning Protocol")
    expect(tried).to_contain_text("60 minutes with 8 people, in four groups of two")
    expect(tried).to_contain_text("Rather not when:")
    reload(page)

    expect(tried.get_by_role("link").first).to_have_text("Tuning Protocol")
    expect(field(page, "How well do you know each other?")).to_have_value("some")


def test_one_is_chosen_and_opened_by_keyboard_alone(page: Page) -> None:
    tab_to(page, page.get_by_role("link", name="Help me choose"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name="Help me choose")).to_be_focused()
    for name, typed in (
        ("What do you bring?", "A dilemma"),
        ("What do you want to do?", "Dilemmas"),
        ("How many are you?", "8"),
        ("How many minutes?", "50"),
        ("How well do you know each other?", "We have worked"),
    ):
        tab_to(page, field(page, name))
        page.keyboard.type(typed)

    best = page.get_by_role("region", name="Worth a try").get_by_role("link").first
    expect(best).to_have_text("Consultancy")
    tab_to(page, best)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=2, name="Read", exact=True)).to_be_focused()
    expect(sheet(page, "Consultancy")).to_contain_text("50 minutes with 8 people")


# --- side by side -----------------------------------------------------------------------------


def test_two_stand_beside_each_other_and_one_below_the_other_on_a_phone(page: Page) -> None:
    names(page).filter(has_text="Charrette").click()
    sheet(page, "Charrette").get_by_role("link", name="Lay another beside it").click()
    expect(field(page, "One protocol")).to_have_value("charrette")
    field(page, "The other").select_option("Tuning Protocol")
    field(page, "For how many people?").fill("8")

    left, right = sheet(page, "Charrette"), sheet(page, "Tuning Protocol")
    expect(right).to_contain_text("60 minutes with 8 people")
    expect(left).to_contain_text("with 8 people")
    assert place(left)[1] == place(right)[1]
    assert place(left)[0] < place(right)[0]
    page.set_viewport_size(PHONE)
    assert place(left)[0] == place(right)[0]
    assert place(left)[1] < place(right)[1]


def place(one: Locator) -> tuple[float, float]:
    """Where something stands: how far to the right, how far down."""
    box = one.bounding_box()
    assert box is not None
    return box["x"], box["y"]


# --- for everybody, on every screen -------------------------------------------------------------


@pytest.mark.parametrize(
    "address", [f"{ONE}#read", f"{A_CASE}#help-me-choose", f"{TWO}#side-by-side", "people=200"]
)
def test_a_full_step_keeps_nobody_out_and_fits_every_screen(
    page_for: PageFor, address: str
) -> None:
    page = open_page(sign_in(page_for(None), MEMBER), f"protocols?{address}")

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for viewport in (PHONE, LAPTOP, PROJECTOR):
            page.set_viewport_size(viewport)
            assert not page.evaluate(TOO_WIDE), viewport
            if viewport is not PROJECTOR:
                axe(page)


def test_home_leads_facilitators_here(page_for: PageFor) -> None:
    page = page_for(FACILITATOR)

    page.get_by_role("link", name="Find a protocol").click()
    ready(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Protocols")


def test_a_schools_own_protocol_is_one_file_more(
    serve: Serve, page_for: PageFor, tmp_path: Path
) -> None:
    own = tmp_path / "own" / "protocols" / "lantern.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(LANTERN, encoding="utf-8")
    server = serve(content=str(tmp_path / "own"))

    page = open_page(sign_in(page_for(None, at=server), MEMBER), "protocols?people=11&minutes=25")
    field(page, "Search").fill("lantern")
    expect(names(page)).to_have_text(["Lantern"])  # one chooses from what one sees
    names(page).click()

    expect(sheet(page, "Lantern")).to_contain_text(
        "25 minutes with 11 people, in two groups of four and one of three"
    )
    expect(sheet(page, "Lantern")).to_contain_text("Nobody, 2026.")
