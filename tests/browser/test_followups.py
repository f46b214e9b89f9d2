"""Follow-ups walked in a browser: opened from what was seen, noted, read by few, ended."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PageFor, Serve
from tests.browser.looking import sign_in
from tests.browser.reflecting import card, everything_in, field, open_page, reload, step, write
from tests.browser.serving import Served
from tests.browser.visiting import PHONE, axe

FACILITATOR, COACH = "tessa-lindqvist", "naomi-feldstrom"
READERS = (COACH, "stephen-kowalczyk")
OTHER_LEADER, COLLEAGUE, WITH = "vivian-adebanjo", "anjali-deshmukh", "marcus-ellerbee"
STEWARD = "tomas-reznicek"
NOT_MET = "Your PLG, Grade 8 team, has not met since"
ABOUT = "Mondays were taken twice. What could we say no to?"
NOTE = "Marcus knows who makes the proctoring list, and it is not who I thought."
TOO_WIDE = "() => document.documentElement.scrollWidth > window.innerWidth"


def at(page_for: PageFor, person: str, address: str = "followups", **more: Served) -> Page:
    """Somebody's browser, on the page about follow-ups."""
    return open_page(sign_in(page_for(None, at=more.get("served")), person), address)


def opened(page: Page) -> Page:
    """Open one with Marcus from what was seen."""
    expect(page.get_by_role("heading", name=NOT_MET)).to_be_visible()
    page.get_by_role("button", name="Open a follow-up").first.click()
    dialog = page.get_by_role("dialog", name="Open a follow-up")
    expect(dialog).to_contain_text("Naomi Feldstrom (coach) and Stephen Kowalczyk")
    expect(dialog).to_contain_text("Whom it is about never reads what you note")
    dialog.get_by_label("What it is about").fill(ABOUT)
    dialog.get_by_label("With whom").select_option("Marcus Ellerbee (Grade 8 team)")
    dialog.get_by_role("button", name="Open it", exact=True).click()
    return page


def row(page: Page, name: str = "With Marcus Ellerbee, Grade 8 team") -> Locator:
    """A follow-up in the list."""
    return page.get_by_role("row").filter(has=page.get_by_role("button", name=f"Open {name}"))


def test_u6_a_facilitator_opens_one_notes_it_the_coach_reads_it_and_it_ends(
    page_for: PageFor, serve: Serve
) -> None:
    served = serve()
    page = opened(at(page_for, FACILITATOR, served=served))
    begun = page.get_by_role("heading", name="Your follow-up is open")
    expect(begun).to_be_focused()
    expect(page.get_by_role("heading", name=NOT_MET)).to_have_count(0)
    page.get_by_role("link", name="Write its note").click()
    note = card(page, "Your note")
    expect(note).to_contain_text("Marcus Ellerbee never reads it.")
    write(note, NOTE)
    reload(page)  # what was noted shows once its owner asks for it
    row(page).get_by_role("button").click()
    expect(field(card(page, "Your note"))).to_have_value(NOTE)

    coach, leader = (at(page_for, one, "followups#follow-ups", served=served) for one in READERS)
    for other in (coach, leader):
        row(other).get_by_role("button").click()
        expect(other.get_by_role("heading", name=ABOUT)).to_be_focused()
        expect(other.get_by_text(NOTE)).to_be_visible()
        expect(other.get_by_role("article", name="Your note")).to_have_count(0)

    write(card(page, "What came of it"), "We ask for two Mondays that nobody may take.")
    page.get_by_role("button", name="End it", exact=True).click()
    expect(row(page)).to_contain_text("ended on Thursday 19 November")
    expect(row(coach)).to_contain_text("ended on Thursday 19 November")
    expect(coach.get_by_text("We ask for two Mondays that nobody may take.")).to_be_visible()


def test_no_state_of_anybody_elses_page_holds_a_word_of_it(page_for: PageFor, serve: Serve) -> None:
    served = serve()
    page = opened(at(page_for, FACILITATOR, served=served))
    page.get_by_role("link", name="Write its note").click()
    write(card(page, "Your note"), NOTE)

    for person in (OTHER_LEADER, STEWARD):
        other = at(page_for, person, page.url.split("#")[0], served=served)
        expect(other.get_by_text("No follow-up that you may read is here.")).to_have_count(1)
        assert NOTE not in everything_in(other)
        assert ABOUT not in everything_in(other)
    for person in (OTHER_LEADER, COLLEAGUE, WITH, STEWARD):
        other = at(page_for, person, "home", served=served)
        assert NOTE not in everything_in(other)
        assert ABOUT not in everything_in(other)
    colleague = sign_in(page_for(None, at=served), COLLEAGUE)
    assert colleague.request.get("followups").status == 403


def test_we_have_talked_sets_it_aside_by_keyboard(page_for: PageFor, serve: Serve) -> None:
    page = at(page_for, FACILITATOR, served=serve())
    page.get_by_role("button", name="We have talked").first.press("Enter")

    expect(page.get_by_role("heading", name="Good that you have talked")).to_be_focused()
    reload(page)
    expect(page.get_by_role("heading", name="Nothing asks for a conversation")).to_be_visible()


def test_the_steward_names_a_leader_and_an_owner_reads_the_name_at_once(
    page_for: PageFor, serve: Serve
) -> None:
    served = serve()
    owner = at(page_for, FACILITATOR, "followups#who-reads-them", served=served)
    expect(owner.get_by_text("Stephen Kowalczyk").first).to_be_visible()
    page = at(page_for, STEWARD, "followups#who-reads-them", served=served)
    page.get_by_label("Who reads with owners and coaches").select_option("Vivian Adebanjo")
    page.get_by_role("button", name="Name them").click()

    facts = owner.locator("dl.plg-facts").filter(has_text="Leader named for follow-ups")
    expect(facts).to_contain_text("Vivian Adebanjo")


def test_home_reminds_an_owner_without_a_name(page_for: PageFor, serve: Serve) -> None:
    served = serve(now="2026-11-25T20:40:00+00:00")
    page = at(page_for, COACH, "home", served=served)

    due = page.get_by_role("region", name="A conversation you own is due")
    expect(due).not_to_contain_text("Tessa")
    due.get_by_role("link", name="Follow-ups").click()
    expect(page.get_by_role("heading", name="Follow-ups", level=1)).to_be_visible()


def test_on_a_phone_nothing_is_wider_than_the_screen(page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None, viewport=PHONE), "imani-okafor"), "followups")
    assert not page.evaluate(TOO_WIDE)
    page.get_by_role("button", name="Open a follow-up").first.click()
    assert not page.evaluate(TOO_WIDE)
    axe(page)
    page.keyboard.press("Escape")
    step(page, "Follow-ups")
    row(page, "With Patrice Duquesne, Science department").get_by_role("button").click()
    expect(card(page, "Your note")).to_be_visible()
    assert not page.evaluate(TOO_WIDE)
    axe(page)
