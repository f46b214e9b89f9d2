"""Next year's groups, drafted in a browser: by mouse, by keyboard, by two leaders at one table."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PageFor, Serve
from tests.browser.looking import sign_in, states, store_of, words
from tests.browser.reflecting import open_page, step, tab_to
from tests.browser.serving import Served
from tests.browser.visiting import LAPTOP, PHONE, axe

LEADER, OTHER, STEWARD = "vivian-adebanjo", "stephen-kowalczyk", "tomas-reznicek"
MEMBER, LONELY = "caleb-yoder", "connie-vandermolen"
DRAFT = "Counseling together"
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def page(page_for: PageFor) -> Page:
    """A leader's browser, at the first step."""
    return open_page(sign_in(page_for(None), LEADER), "groupings")


def begin(page: Page, name: str, start: str = "Last year’s groups", year: str = "2027–28") -> None:
    """Begin a draft, and go to its people."""
    step(page, "Drafts")
    page.get_by_role("textbox", name="What to call it").fill(name)
    page.get_by_label("For which school year").select_option(label=year)
    page.get_by_label("Start from").select_option(label=start)
    page.get_by_role("button", name="Begin it").click()
    expect(page.get_by_text(f"Begun: {name}.")).to_be_visible()
    step(page, "Move people")


def open_draft(page: Page, name: str) -> None:
    """Open a draft that is there."""
    step(page, "Drafts")
    page.get_by_role("link", name=f"Open {name}", exact=True).click()
    expect(page.get_by_role("heading", level=2, name="Move people")).to_be_focused()


def group(page: Page, name: str) -> Locator:
    """A group on the board."""
    return page.get_by_role("region", name=name, exact=True)


def person(where: Page | Locator, name: str) -> Locator:
    """Somebody on the board."""
    return where.get_by_role("button", name=re.compile(f"^{name}"))


def move(page: Page, name: str, to: str) -> None:
    """Choose somebody, and a group for them."""
    person(page, name).click()
    page.get_by_role("dialog", name=name).get_by_role("button", name=re.compile(f"^{to}")).click()
    expect(page.get_by_text(f"{name} is now in {to}.")).to_be_visible()


def fact(page: Page, name: str) -> Locator:
    """One of the figures above the board."""
    return page.locator(".plg-board-facts > div").filter(has_text=name).locator("dd")


# --- S5: groupings are chosen for a reason --------------------------------------------------------


def test_s5_each_way_to_group_says_what_it_is_good_for_and_costs_for_the_work_one_wants(
    page: Page,
) -> None:
    way = page.get_by_role("region", name="Grade level")
    expect(way).to_contain_text("Good for")
    expect(way).to_contain_text("Talk slides to single students")

    agreed = page.get_by_role("checkbox", checked=True)
    expect(agreed).to_have_count(6)  # by the school, on the page about purpose
    for _ in range(6):
        agreed.first.uncheck()
    page.get_by_role("checkbox", name="Looking at student data").check()
    page.get_by_role("checkbox", name="Planning together").check()

    expect(page.locator("#ways-to-group .plg-panels h2").first).to_have_text("Grade level")
    expect(way).to_contain_text("Serves 2 of the 2 you ticked")
    axe(page)


def test_s5_two_drafts_are_held_against_each_other_on_the_same_questions(page: Page) -> None:
    begin(page, "By department", "Department groups")
    step(page, "Side by side")

    page.get_by_label("This draft", exact=True).select_option(label="By department, 2027–28")
    page.get_by_label("beside this one").select_option(label=f"{DRAFT}, 2027–28")

    table = page.get_by_role("region", name="What each draft answers", exact=True).last
    expect(table.get_by_role("row", name="Last year’s pairs still together")).to_contain_text(
        "93%: 149 of 161 pairs"
    )
    for asks in ("Sizes", "In no group yet", "Somebody facilitates", "All are free at one time"):
        expect(table.get_by_role("row", name=asks)).to_be_visible()
    axe(page)


def test_s5_a_draft_is_proposed_that_keeps_to_what_is_asked_for_or_says_why_not(
    page: Page,
) -> None:
    open_draft(page, DRAFT)
    step(page, "Propose")
    propose = page.get_by_role("button", name="Propose a draft")

    propose.click()
    cannot = page.get_by_role("region", name="This cannot hold")
    expect(cannot).to_contain_text("There are 9 groups, and 8 people who are trained.")
    axe(page)

    page.get_by_role("checkbox", name="Every group has a trained facilitator").uncheck()
    propose.click()
    expect(page.get_by_role("region", name="A proposal")).to_contain_text("9 of 9 groups")
    axe(page)
    page.get_by_role("button", name="Keep it as a draft").click()
    expect(
        page.get_by_text(f"Kept as a draft of its own, and open now: {DRAFT}, proposed.")
    ).to_be_visible()
    step(page, "Move people")
    expect(fact(page, "In no group yet")).to_have_text("nobody")
    expect(fact(page, "6 to 12 people")).to_have_text("9 of 9 groups")


def test_s5_published_a_draft_is_everybodys_next_group(serve: Serve, page_for: PageFor) -> None:
    served = serve()
    page = open_page(sign_in(page_for(None, at=served), LEADER), "groupings")
    begin(page, "As of now", year="2026–27", start="Last year’s groups")
    move(page, "Gregory Halvorsen", "Mathematics department")
    step(page, "Publish")
    changes = page.get_by_role("region", name="What changes for whom").first
    expect(changes.get_by_role("row", name="Gregory Halvorsen")).to_contain_text(
        "Mathematics department"
    )
    axe(page)

    page.get_by_role("button", name="Publish “As of now”").click()

    expect(page.get_by_text("Published: As of now")).to_be_visible()
    member = open_page(sign_in(page_for(None, at=served), "gregory-halvorsen"), "home")
    expect(member.get_by_role("region", name="Mathematics department")).to_be_visible()
    open_page(member, "groupings#what-would-serve-you")
    expect(member.get_by_text("You are in Mathematics department.")).to_be_visible()


# --- S6: whoever is the only one in their role ----------------------------------------------------


def test_s6_whoever_is_alone_in_their_role_is_asked_named_and_given_a_reason(
    serve: Serve, page_for: PageFor
) -> None:
    served = serve()
    with store_of(served, LEADER) as store:
        [draft] = store.groupings.drafts()
        now = store.groupings.circumstances(draft.made_at.date()).last_year
        groups = [
            one.model_copy(
                update={"people": tuple(p for p in one.people if p != "jerome-baptiste")}
            )
            for one in now.groups
        ]
        begun = store.groupings.begin("Now", 2026, now.model_copy(update={"groups": tuple(groups)}))
        today = store.groupings.publication(begun.id, draft.made_at.date())
        assert "jerome-baptiste" in {one.person_id for one in today.changes}
        store.groupings.publish(begun.id, today)

    lonely = open_page(sign_in(page_for(None, at=served), LONELY), "home")
    asked = lonely.get_by_role("region", name="What group would serve you?")
    expect(asked).to_contain_text("Nobody else can open it here")
    asked.get_by_role("link", name="Say what would serve you").click()
    said = lonely.get_by_role("textbox", name="In your words")
    said.fill("People who also meet families at the counter.")
    axe(lonely)
    lonely.get_by_role("button", name="Save", exact=True).click()
    expect(lonely.get_by_text("Saved. Leaders and the steward can read it now.")).to_be_visible()

    page = open_page(sign_in(page_for(None, at=served), LEADER), "groupings")
    begin(page, "With reasons")
    row = page.get_by_role("row", name="Connie Vandermolen")
    expect(row).to_contain_text("People who also meet families at the counter.")
    row.get_by_role("button").click()
    form = page.get_by_role("dialog", name="Connie Vandermolen")
    form.get_by_role("textbox", name="Why this group").fill("She asked for it.")
    axe(page)
    form.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("She asked for it.")


def test_s6_what_somebody_said_reaches_no_colleagues_browser(page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None), MEMBER), "groupings")

    given = "\n".join([page.content(), *words(states(page))])

    assert "at nine in the evening" not in given
    assert DRAFT not in given
    expect(page.get_by_role("link", name="Drafts")).to_have_count(0)
    axe(page)


# --- S7: stable groups ----------------------------------------------------------------------------


def test_s7_the_share_of_last_years_pairs_that_stay_together_follows_each_move(page: Page) -> None:
    begin(page, "Stable")
    kept = fact(page, "Last year’s pairs kept")
    expect(kept).to_have_text("100% (161 of 161)")

    move(page, "Emeka Nwachukwu", "Grade 6 team")

    expect(kept).to_have_text("97% (156 of 161)")
    move(page, "Emeka Nwachukwu", "English, grades 8 to 12")
    expect(kept).to_have_text("100% (161 of 161)")


# --- by keyboard, by dragging, on a phone ---------------------------------------------------------


def test_somebody_is_moved_by_keyboard_alone_and_focus_stays_with_them(page: Page) -> None:
    begin(page, "By keyboard")
    yuki = person(page, "Yuki Matsuoka")
    yuki.focus()

    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Yuki Matsuoka")
    target = dialog.get_by_role("button", name="Science department")
    tab_to(page, target)
    page.keyboard.press("Enter")

    expect(page.get_by_text("Yuki Matsuoka is now in Science department.")).to_be_visible()
    expect(person(group(page, "Science department"), "Yuki Matsuoka")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    axe(page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(yuki).to_be_focused()


def test_somebody_is_dragged_into_a_group(page: Page) -> None:
    begin(page, "By hand")

    person(page, "Caleb Yoder").drag_to(group(page, "Mathematics department"))

    expect(page.get_by_text("Caleb Yoder is now in Mathematics department.")).to_be_visible()
    expect(person(group(page, "Mathematics department"), "Caleb Yoder")).to_be_visible()


def test_a_phone_shows_the_board_and_the_dialog_whole(page_for: PageFor) -> None:
    page = sign_in(page_for(None, viewport=PHONE, scheme="dark"), LEADER)
    open_page(page, "groupings#drafts")
    page.get_by_role("link", name=f"Open {DRAFT}", exact=True).click()
    expect(person(page, "Salma Benhaddou")).to_be_visible()
    axe(page)
    assert page.evaluate(SIDEWAYS) == 0

    person(page, "Salma Benhaddou").click()

    expect(page.get_by_role("dialog", name="Salma Benhaddou")).to_be_visible()
    axe(page)
    assert page.evaluate(SIDEWAYS) == 0
    page.set_viewport_size(LAPTOP)


# --- two leaders ----------------------------------------------------------------------------------


def test_two_leaders_on_one_draft_see_each_others_moves_and_lose_none(
    page: Page, page_for: PageFor
) -> None:
    begin(page, "Ours")
    other = open_page(sign_in(page_for(None), OTHER), "groupings")
    open_draft(other, "Ours")

    move(page, "Thanh Luong", "History and languages")
    expect(person(group(other, "History and languages"), "Thanh Luong")).to_be_visible()
    move(other, "Jamal Whitlow", "History and languages")

    for one in (page, other):
        expect(person(group(one, "History and languages"), "Thanh Luong")).to_be_visible()
        expect(person(group(one, "History and languages"), "Jamal Whitlow")).to_be_visible()


def test_a_move_upon_what_another_leader_changed_is_told_and_undoes_nothing(
    page: Page, served: Served
) -> None:
    begin(page, "At odds")
    person(page, "Noor Rahmani").click()
    dialog = page.get_by_role("dialog", name="Noor Rahmani")
    expect(dialog).to_be_visible()
    with store_of(served, OTHER) as store:
        draft = next(one for one in store.groupings.drafts() if one.name == "At odds")
        draft = store.groupings.draft(draft.id)
        grade_6 = next(one.id for one in draft.groups if one.name == "Grade 6 team")
        place = draft.place("noor-rahmani").model_copy(update={"group_id": grade_6})
        store.groupings.move(draft.id, place)

    dialog.get_by_role("button", name="Grade 7 team").click()

    expect(page.get_by_text("Somebody else changed this in the meantime")).to_be_visible()
    expect(person(group(page, "Grade 6 team"), "Noor Rahmani")).to_be_visible()
