"""A school's first day, walked in a browser: people, a PLG, a cohort, a first saved sentence."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import FilePayload, Locator, Page, ViewportSize, expect

from plgwork.models.enrolling import PersonChange, PlgChange, SchoolChange
from plgwork.models.people import Role
from tests.browser.conftest import PageFor
from tests.browser.looking import sign_in, store_of
from tests.browser.reflecting import field, first_card, open_page, reload, step, steps, write
from tests.browser.serving import Served
from tests.browser.visiting import LAPTOP, PHONE, axe, ready
from tests.unit.rostering import USERS_1_1

STEWARD, SECOND = "tomas-reznicek", "ludmila-horvat"
NAMES = (
    *("Wren Abara", "Idris Bello", "Cleo Cruz", "Dara Dunne", "Emil Eriks", "Faye Foss"),
    *("Gil Gruber", "Hana Hoshi", "Ivo Ilic", "Juno Jansen", "Kai Kovac", "Lena Lund"),
)
LIST = "Name\tE-mail\tJob\n" + "\n".join(
    f"{name}\t{name.split()[0].lower()}@ferry.example\tChoir" for name in NAMES
)

A_FILE = "A staff list from a file: CSV, Excel or OneRoster"
OLD_WINDOWS = "Name;Ort\nJosé Ray;x".encode("cp1252")


@pytest.fixture
def page(page_for: PageFor) -> Page:
    """The steward's browser, at the first step."""
    return open_page(sign_in(page_for(None), STEWARD), "school")


@pytest.fixture
def second(served: Served) -> Iterator[None]:
    """A second steward in the school."""
    with store_of(served, STEWARD) as store:
        store.people.register(changes=[PersonChange(person_id=SECOND, given=(Role.STEWARD,))])
    yield
    with store_of(served, STEWARD) as store:
        store.people.register(changes=[PersonChange(person_id=SECOND, ended=(Role.STEWARD,))])


def look_at(page: Page, text: str) -> None:
    """Paste a list, and have it read."""
    page.get_by_role("textbox", name="Your list").fill(text)
    page.get_by_role("button", name="Look at this list").click()


def dialog(page: Page, name: str) -> Locator:
    """A dialog that is open."""
    return page.get_by_role("dialog", name=name, exact=True)


def fill_in_plg(form: Locator, name: str) -> None:
    """A PLG of four."""
    form.get_by_role("textbox", name="Name").fill(name)
    form.get_by_role("combobox", name="Facilitated by").select_option("Wren Abara, Choir")
    for member in NAMES[1:4]:
        form.get_by_role("checkbox", name=member).check()


def test_from_a_pasted_list_to_a_facilitators_first_saved_sentence(
    served: Served, page: Page, page_for: PageFor
) -> None:
    step(page, "People")
    look_at(page, LIST)
    expect(page.get_by_text("People: 12 to be added.")).to_be_visible()
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("People: 12 added. Next: put them into PLGs.")).to_be_visible()
    expect(steps(page).get_by_role("link", name="People")).to_contain_text("75 people")

    step(page, "PLGs")
    page.get_by_role("button", name="Add a PLG").click()
    fill_in_plg(dialog(page, "Add a PLG"), "Choirs")
    dialog(page, "Add a PLG").get_by_role("button", name="Add", exact=True).click()
    row = page.get_by_role("row", name="Change Choirs")
    expect(row).to_contain_text("Wren Abara")
    page.get_by_role("button", name="Add them to Facilitators' PLG").click()
    expect(page.get_by_text("Saved: Facilitators' PLG.")).to_be_visible()

    wren = open_page(sign_in(page_for(None), "wren-abara"), "home")
    choirs = wren.get_by_role("region", name="Choirs")
    expect(choirs).to_contain_text("Wren Abara")
    expect(choirs).to_contain_text("not set yet: a leader or the steward can say when and where")
    expect(wren.get_by_role("region", name="Facilitators' PLG")).to_be_visible()
    open_page(wren, "reflection#write")
    write(first_card(wren, "Culture"), "We began.")
    reload(wren)
    expect(field(first_card(wren, "Culture"))).to_have_value("We began.")


def test_what_is_wrong_in_a_list_is_told_by_row_and_the_list_stays(page: Page) -> None:
    step(page, "People")
    wrong = "Name,E-mail\nMo Mbeki,mo at ferry\n,no@ferry.example"

    look_at(page, wrong)

    expect(page.get_by_role("region", name="2 things are to be put right first")).to_be_visible()
    expect(page.get_by_text("Row 3")).to_be_visible()
    expect(page.get_by_role("button", name="Keep this")).to_have_count(0)
    expect(page.get_by_role("textbox", name="Your list")).to_have_value(wrong)
    axe(page)


def test_what_is_said_of_one_step_does_not_stay_in_the_next(page: Page) -> None:
    said = page.get_by_text("Saved. Pages that are open follow")
    for _ in range(2):  # the same words are said again where they are true again
        page.get_by_role("button", name="Save", exact=True).click()
        expect(said).to_be_visible()
        step(page, "People")
        expect(said).to_have_count(0)
        step(page, "Calendar")
        expect(said).to_have_count(0)


def test_a_file_is_led_to_where_every_kind_of_it_is_read(page: Page) -> None:
    step(page, "People")
    look_at(page, USERS_1_1)
    told = page.get_by_role("region", name="This is a file of OneRoster")
    expect(told.get_by_role("heading")).to_be_focused()
    axe(page)

    told.get_by_role("link", name=A_FILE).click()
    ready(page)

    file: FilePayload = {"name": "staff.csv", "mimeType": "text/csv", "buffer": OLD_WINDOWS}
    page.get_by_label("Your file", exact=True).set_input_files(file)
    expect(page.get_by_role("row", name="José Ray")).to_contain_text("Added")
    expect(page.get_by_text("The column “Ort” is left out")).to_be_visible()


def test_a_dialog_is_left_by_escape_and_focus_is_where_it_was(page: Page) -> None:
    step(page, "People")
    button = page.get_by_role("button", name="Change Caleb Yoder")
    button.press("Enter")
    form = dialog(page, "Caleb Yoder")
    expect(form.get_by_role("textbox", name="Name")).to_be_focused()

    page.keyboard.press("Escape")

    expect(form).to_be_hidden()
    expect(button).to_be_focused()
    button.press("Enter")
    expect(form.get_by_role("textbox", name="Name")).to_be_focused()


def test_after_saving_focus_is_where_it_was(page: Page) -> None:
    step(page, "People")
    page.get_by_role("button", name="Change Yuki Matsuoka").press("Enter")
    form = dialog(page, "Yuki Matsuoka")

    form.get_by_role("textbox", name="Job").fill("Algebra, grade 8")
    page.keyboard.press("Enter")

    expect(page.get_by_role("row", name="Change Yuki Matsuoka")).to_contain_text("Algebra, grade 8")
    expect(form).to_be_hidden()
    expect(page.get_by_role("button", name="Change Yuki Matsuoka")).to_be_focused()


def test_what_is_missing_stands_beside_its_field_which_has_the_focus(page: Page) -> None:
    step(page, "PLGs")
    page.get_by_role("button", name="Add a PLG").press("Enter")
    form = dialog(page, "Add a PLG")
    chosen = form.get_by_role("checkbox", name="Jerome Baptiste")
    chosen.check()

    page.keyboard.press("Enter")

    expect(form.get_by_role("textbox", name="Name")).to_be_focused()
    expect(form.get_by_role("textbox", name="Name")).to_have_accessible_description(
        "Write what this PLG is called."
    )
    expect(chosen).to_be_checked()


def test_somebody_leaves_only_after_one_was_asked(page: Page) -> None:
    step(page, "People")
    page.get_by_role("button", name="Change Jerome Baptiste").click()
    dialog(page, "Jerome Baptiste").get_by_role("button", name="They leave the school…").click()
    leaving = dialog(page, "Jerome Baptiste leaves the school")
    expect(leaving).to_contain_text("What they wrote stays theirs")

    leaving.get_by_label("Their last day").fill("2026-11-18")
    leaving.get_by_role("button", name="Yes, they leave").click()

    expect(
        page.get_by_text("Saved: the last day of Jerome Baptiste is Wednesday 18 November.")
    ).to_be_visible()
    expect(page.get_by_role("button", name="Change Jerome Baptiste")).to_have_count(0)
    expect(page.get_by_role("heading", level=2, name="People", exact=True)).to_be_focused()


@pytest.mark.usefixtures("second")
def test_a_second_steward_sees_the_firsts_change_and_what_is_typed_stays(
    served: Served, page: Page
) -> None:
    name = page.get_by_role("textbox", name="Name of the school")
    name.fill("Quillander Ferry Day School")

    with store_of(served, SECOND) as store:
        store.people.change_school(SchoolChange(timezone="America/Chicago"))
        store.people.arrange(PlgChange(name="Chess", joins=("caleb-yoder",)))

    expect(page.get_by_role("combobox", name="Time zone")).to_have_value("America/Chicago")
    expect(name).to_have_value("Quillander Ferry Day School")
    expect(name).to_be_focused()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved. Pages that are open follow")).to_be_visible()
    step(page, "PLGs")
    expect(page.get_by_role("row", name="Change Chess")).to_be_visible()
    with store_of(served, STEWARD) as store:
        kept = store.people.school()
        store.people.change_school(
            SchoolChange(name="Quillander Ferry School", timezone="America/New_York")
        )
    assert (kept.name, kept.timezone) == ("Quillander Ferry Day School", "America/Chicago")


LOOKS: list[tuple[Literal["light", "dark"], ViewportSize]] = [("dark", PHONE), ("light", LAPTOP)]
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize(("scheme", "viewport"), LOOKS, ids=["phone", "laptop"])
def test_the_dialogs_keep_nobody_out(
    page_for: PageFor, scheme: Literal["light", "dark"], viewport: ViewportSize
) -> None:
    page = sign_in(page_for(None, viewport=viewport, scheme=scheme), STEWARD)
    open_page(page, "school#people")
    page.get_by_role("button", name="Change Caleb Yoder").click()
    expect(dialog(page, "Caleb Yoder")).to_be_visible()
    axe(page)
    page.keyboard.press("Escape")
    step(page, "PLGs")
    page.get_by_role("button", name="Change Science department").click()
    expect(dialog(page, "Science department")).to_be_visible()
    axe(page)

    assert page.evaluate(SIDEWAYS) == 0


@pytest.mark.parametrize("person", ["imani-okafor", "naomi-feldstrom", "vivian-adebanjo"])
def test_the_page_is_closed_to_everybody_else(page_for: PageFor, person: str) -> None:
    page = sign_in(page_for(None), person)

    page.goto("school")

    expect(page.get_by_role("heading", name="This page is not open to you")).to_be_visible()
