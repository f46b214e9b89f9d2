"""What is written is saved while it is written, and nothing of it is ever lost."""

from collections.abc import Iterator

import psutil
import pytest
from playwright.sync_api import Locator, Page, expect

from plgwork.models.months import Month
from tests.browser.conftest import PageFor
from tests.browser.looking import process_of, sign_in, store_of
from tests.browser.reflecting import (
    PLAN,
    at_write,
    card,
    field,
    first_card,
    open_page,
    reload,
    see_saved,
    share,
    step,
    title_of,
    write,
)
from tests.browser.serving import Served
from tests.browser.visiting import ready

WRITER = "walter-brzezicki"
NOVEMBER = Month(2026, 11)
LONG = "The round went twice about the table, and the second time it was shorter. " * 1_400
RIGHT_TO_LEFT = "في الاجتماع الأخير تكلّم الجميع، حتى من يصمت عادةً. והמורים הקשיבו."
EMOJI = "Two 👩🏽‍🏫 and one 🧑‍🔬 stayed 🕒 late; the cake 🍰 did not."
MARKUP = (
    '<img src=x onerror="window.plgHacked = true"> & <b>bold</b> <script>plgHacked = 1</script>'
)
TEXTS = {
    "Purpose": LONG,
    "Structure": RIGHT_TO_LEFT,
    "Sustainability": EMOJI,
    "Culture": MARKUP,
}


def kept(served: Served, title: str) -> str:
    """What the database holds for a question of November, past all pages."""
    with store_of(served, WRITER) as store:
        entries = store.reflections.entries_of(NOVEMBER)
        return next((one.text for one in entries if one.subject.asked == title), "")


@pytest.fixture
def stopped() -> Iterator[list[psutil.Process]]:
    """Processes put here go on at the end of the test, if they are still there."""
    processes: list[psutil.Process] = []
    yield processes
    for process in processes:
        if process.is_running():
            process.resume()


def stop(process: psutil.Process, stopped: list[psutil.Process]) -> psutil.Process:
    """Let a process answer nothing more, until it is told to go on."""
    stopped.append(process)
    process.suspend()
    return process


def test_a_text_is_in_the_database_before_one_stops_typing(
    served: Served, page_for: PageFor
) -> None:
    page = at_write(page_for(None), WRITER)
    one = first_card(page, "Purpose")
    title, text = title_of(one), "".join(f"Word {number} of many. " for number in range(100))
    typed = 0

    field(one).focus()
    while typed < len(text) and not kept(served, title):
        page.keyboard.type(text[typed])
        typed += 1

    assert 0 < typed < len(text)
    assert text.startswith(kept(served, title))
    see_saved(one)
    assert kept(served, title) == text[:typed]


def test_what_is_typed_while_a_save_is_under_way_is_saved_as_well(
    served: Served, page_for: PageFor, stopped: list[psutil.Process]
) -> None:
    page = sign_in(page_for(None), WRITER)
    with page.expect_websocket(lambda line: "/channels" in line.url) as line:
        open_page(page, "reflection#write")
    one = first_card(page, "Structure")
    kernel = stop(process_of(page), stopped)

    with line.value.expect_event("framesent", lambda frame: "The first half" in _text(frame)):
        field(one).fill("The first half")
    page.keyboard.press("End")
    page.keyboard.insert_text(" and the second")
    kernel.resume()

    see_saved(one)
    assert kept(served, title_of(one)) == "The first half and the second"


def _text(frame: str | bytes) -> str:
    return frame if isinstance(frame, str) else frame.decode("utf-8", "replace")


def test_two_tabs_keep_both_texts_say_so_and_join_them(
    served: Served, page_for: PageFor, stopped: list[psutil.Process]
) -> None:
    page = at_write(page_for(None), WRITER)
    tab = open_page(page.context.new_page(), "reflection#write")
    mine, other = first_card(page, "Sustainability"), first_card(tab, "Sustainability")
    kernel = stop(process_of(tab), stopped)
    field(other).fill("Written in the second tab.")
    write(mine, "Written in the first tab.")
    kernel.resume()
    see_saved(other)

    # The first tab hears of it from the server.
    expect(_elsewhere(mine)).to_contain_text("Written in the second tab.")
    expect(_elsewhere(other)).to_contain_text("Written in the first tab.")
    expect(field(mine)).to_have_value("Written in the first tab.")
    expect(field(other)).to_have_value("Written in the second tab.")
    _elsewhere(mine).get_by_role("button", name="Put it below mine").click()

    for one in (mine, other):
        expect(field(one)).to_have_value("Written in the first tab.\n\nWritten in the second tab.")
        expect(_elsewhere(one)).to_have_count(0)


def _elsewhere(one: Locator) -> Locator:
    return one.get_by_role("group", name="Another text of yours")


def test_a_reload_before_the_answer_brings_the_text_back_and_saves_it(
    served: Served, page_for: PageFor, stopped: list[psutil.Process]
) -> None:
    page = at_write(page_for(None), WRITER)
    one = first_card(page, "Culture")
    stop(process_of(page), stopped)
    field(one).fill("I had hardly written this when I hit reload.")

    reload(page)

    expect(field(one)).to_have_value("I had hardly written this when I hit reload.")
    see_saved(one)
    assert kept(served, title_of(one)) == "I had hardly written this when I hit reload."


def test_when_a_page_is_stopped_it_says_so_and_a_reload_saves_what_stands_there(
    served: Served, page_for: PageFor
) -> None:
    page = sign_in(page_for(None), WRITER)
    open_page(page, "reflection#plan")
    one = card(page, PLAN)
    process_of(page).kill()
    field(one).fill("This was typed into a page that nobody was behind.")

    reload_it = page.get_by_role("button", name="Reload")
    expect(reload_it).to_be_visible()
    expect(field(one)).to_have_value("This was typed into a page that nobody was behind.")
    reload_it.click()
    expect(reload_it).to_have_count(0)
    ready(page)

    expect(field(one)).to_have_value("This was typed into a page that nobody was behind.")
    see_saved(one)


@pytest.mark.parametrize("way", ["Leave the demo", "Naomi Feldstrom"])
def test_whoever_comes_next_finds_nothing_unsaved_in_the_tab(
    served: Served, page_for: PageFor, stopped: list[psutil.Process], way: str
) -> None:
    page = at_write(page_for(None), "ruth-tsosie")
    stop(process_of(page), stopped)
    field(first_card(page, "Purpose")).fill("Nobody's business.")
    assert page.evaluate("() => JSON.stringify(sessionStorage)").count("Nobody's business.")

    page.get_by_role("link", name="Change person").click()
    page.get_by_role("button", name=way).first.click()
    expect(page.get_by_role("button", name="Leave the demo")).to_have_count(0)

    assert page.evaluate("() => JSON.stringify(sessionStorage)").count("Nobody's business.") == 0


def test_any_text_comes_back_as_it_was_and_reaches_readers_as_text(page_for: PageFor) -> None:
    page = at_write(page_for(None), "kwame-adusei")
    for area, text in TEXTS.items():
        write(first_card(page, area), text)
        share_anew(first_card(page, area))

    reload(page)
    coach = open_page(sign_in(page_for(None), "naomi-feldstrom"), "home")

    for area, text in TEXTS.items():
        expect(field(first_card(page, area))).to_have_value(text)
        expect(coach.get_by_text(text.strip(), exact=True)).to_be_visible()
    assert not hacked(page)
    assert not hacked(coach)


def share_anew(one: Locator) -> None:
    """Let the cohort read what stands on a card now."""
    one.get_by_role("radio", name="Only me").check()
    expect(one).to_contain_text("Nobody else can open this here.")
    share(one)


def hacked(page: Page) -> bool:
    """Whether anything that somebody wrote became a part of the page."""
    return bool(
        page.evaluate("() => 'plgHacked' in window || document.querySelector('main img[src=x]')")
    )


def test_markup_stays_text_in_every_place_where_words_are_shown(page_for: PageFor) -> None:
    page = sign_in(page_for(None), "odette-beaumarchand")
    open_page(page, "reflection?month=2026-10#plan")
    write(card(page, PLAN), MARKUP)
    share_anew(card(page, PLAN))
    open_page(page, "reflection?month=2026-11")
    look_back = card(page, MARKUP)
    write(look_back, MARKUP)
    step(page, "Share")
    expect(page.get_by_role("listitem", name=MARKUP)).to_contain_text(MARKUP)
    assert not hacked(page)

    open_page(page, "year")
    page.get_by_role("searchbox").fill(MARKUP)
    expect(page.get_by_text("2 entries hold these words")).to_be_visible()
    expect(page.get_by_role("article", name=MARKUP)).to_contain_text(MARKUP)
    page.get_by_role("button", name=f"Delete: {MARKUP}").click()
    expect(page.get_by_role("dialog")).to_contain_text(MARKUP)
    assert not hacked(page)
