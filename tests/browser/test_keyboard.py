"""Whole ways gone by keyboard alone; after every press one is somewhere, and sees where.

Others stand with what they walk through: a month in ``test_walk``, a unit in ``test_learn``, and so
on; the statement on accessibility names them all.
"""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser import oak
from tests.browser.conftest import PageFor, Serve
from tests.browser.everywhere import COACH, FACILITATOR, LEADER
from tests.browser.looking import sign_in
from tests.browser.reflecting import FOCUSED, card, field, open_page, see_saved
from tests.browser.visiting import ready
from tests.unit.surveying import SMALL, with_an_annex

MOST_TABS = 200
SOMEWHERE = "() => ![null, document.body].includes(document.activeElement)"
RING = """
(one) => [one, one.closest("label")].some((part) => {
  const { outlineStyle, outlineWidth } = part ? getComputedStyle(part) : {};
  return part && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
})
"""


@dataclass(frozen=True)
class Keys:
    """Somebody who has no mouse."""

    page: Page

    def to(self, target: Locator) -> None:
        """Press Tab until one is there, and see that one is."""
        expect(target).to_be_visible()
        for _ in range(MOST_TABS):
            if target.evaluate(FOCUSED):
                assert target.evaluate(RING), f"no ring around {target}"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {target}")

    def press(self, target: Locator, key: str = "Enter") -> None:
        """Go there and press a key; what was pressed may be gone, but one is not lost."""
        self.to(target)
        self.page.keyboard.press(key)

    def type(self, target: Locator, text: str) -> None:
        """Go there and write, in place of what stands there."""
        self.to(target)
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(text)

    def see(self, shown: Locator) -> None:
        """Something came of it, and the focus is not lost for it."""
        expect(shown).to_be_visible()
        self.page.wait_for_function(SOMEWHERE)  # a dialog gives it back in a moment


def button(within: Page | Locator, name: str) -> Locator:
    return within.get_by_role("button", name=name, exact=True)


def go_to(keys: Keys, step: str) -> None:
    """Follow the link to a step; one arrives at its heading."""
    keys.press(keys.page.get_by_role("navigation").get_by_role("link", name=step))
    expect(keys.page.get_by_role("heading", level=2, name=step, exact=True)).to_be_focused()


def test_one_signs_in_and_out_by_keyboard_alone(
    serve: Serve, tmp_path: Path, page_for: PageFor
) -> None:
    oak.real_school(tmp_path)
    page = page_for(None, at=serve(data=tmp_path, demo=False))
    keys = Keys(page)
    page.goto("home")

    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type(oak.account("mia"))
    keys.type(page.get_by_label("Password"), oak.password("mia"))
    page.keyboard.press("Enter")
    ready(page)
    keys.press(page.get_by_role("link", name="Account", exact=True))
    keys.press(page.get_by_text("Take a new recovery code"))
    keys.see(page.get_by_label("Your password"))
    keys.press(button(page, "Sign out"))

    expect(page.get_by_text("You are signed out.")).to_be_visible()


def test_a_survey_is_handed_in_and_let_out_by_keyboard_alone(page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None), LEADER), "surveys")
    keys = Keys(page)

    with page.expect_file_chooser() as chooser:
        keys.press(page.get_by_label("Your file", exact=True), "Space")
    chooser.value.set_files({"name": SMALL, "mimeType": "text/csv", "buffer": with_an_annex()})
    keys.see(page.get_by_text(f"{SMALL} is read:"))

    go_to(keys, "What was found")
    keys.type(page.get_by_role("textbox", name="What the survey is called"), "By hand")
    keys.type(page.get_by_role("textbox", name="When it was asked"), "Spring 2026")
    keys.press(button(page, "Count"))
    keys.see(page.get_by_text("people. Next: choose what you let out."))

    go_to(keys, "Let it out")
    keys.press(page.get_by_role("checkbox", name="Which school do you work at"), "Space")
    keys.press(button(page, "Look before you let it out"))
    keys.see(page.get_by_role("region", name="What stays withheld: 2 groups"))
    keys.press(button(page, "Let it out"))
    expect(page.get_by_role("status").filter(has_text="It is let out:")).to_be_focused()

    keys.press(page.get_by_role("link", name="Go on to Results"))
    keys.to(page.get_by_label("Whose answers", exact=True))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Whose answers", exact=True)).to_be_focused()
    expect(page.get_by_text("Shares are of those")).not_to_have_count(0)


def test_a_follow_up_is_opened_and_noted_by_keyboard_alone(page_for: PageFor, serve: Serve) -> None:
    page = open_page(sign_in(page_for(None, at=serve()), FACILITATOR), "followups")
    keys = Keys(page)

    keys.press(page.get_by_role("button", name="Open a follow-up").first)
    dialog = page.get_by_role("dialog", name="Open a follow-up")
    keys.see(dialog)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Open a follow-up").first).to_be_focused()
    page.keyboard.press("Enter")
    keys.type(dialog.get_by_label("What it is about"), "Two Mondays.")
    keys.to(dialog.get_by_label("With whom"))
    page.keyboard.type("Marcus")
    keys.press(button(dialog, "Open it"))
    expect(page.get_by_role("heading", name="Your follow-up is open")).to_be_focused()

    keys.press(page.get_by_role("link", name="Write its note"))
    note = card(page, "Your note")
    keys.to(field(note))
    page.keyboard.type("He is tired of Mondays.")
    see_saved(note)
    expect(field(note)).to_be_focused()


def test_progress_is_read_and_taken_away_by_keyboard_alone(page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None), COACH), "progress")
    keys = Keys(page)
    chart = page.get_by_role("figure").first

    keys.press(chart.get_by_text("The figures as a table"))
    keys.see(chart.get_by_role("table"))
    keys.to(chart.get_by_role("region"))
    with page.expect_download() as download:
        keys.press(button(page, "A page for your board (Word)"))

    assert download.value.suggested_filename.endswith(".docx")
    keys.see(button(page, "A page for your board (Word)"))


def test_the_cohorts_round_is_held_by_keyboard_alone(page_for: PageFor, serve: Serve) -> None:
    served = serve()
    coach, imani = (
        Keys(open_page(sign_in(page_for(None, at=served), one), "cohort#round"))
        for one in (COACH, FACILITATOR)
    )

    coach.type(coach.page.get_by_role("textbox", name="In your own words"), "When do you wait?")
    coach.press(button(coach.page, "Ask it"))
    expect(coach.page.get_by_role("heading", name="The round", exact=True)).to_be_focused()
    mine = card(imani.page, "When do you wait?")
    imani.type(field(mine), "After every question.")
    see_saved(mine)
    expect(field(mine)).to_be_focused()

    coach.press(button(coach.page, "Open the round"))
    dialog = coach.page.get_by_role("dialog", name="Open the round now?")
    coach.press(button(dialog, "Open the round"))
    expect(dialog).to_be_hidden()
    coach.see(coach.page.get_by_text("After every question."))
    expect(imani.page.get_by_text("After every question.")).to_be_visible()
