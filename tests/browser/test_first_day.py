"""The README's way: from an empty machine to a facilitator's first saved sentence."""

import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import PageFor, Serve
from tests.browser.reflecting import field, first_card, open_page, reload, step, write
from tests.browser.serving import COMMAND, NOW, environment
from tests.browser.test_school import LIST, dialog, fill_in_plg, look_at
from tests.browser.test_structure import hand_in, handout
from tests.browser.visiting import axe, ready
from tests.unit.rostering import departments

PASSWORD = "a tin whistle under the pier"
ANSWERS = [
    "Pier Street School",
    "America/New_York",
    "august-start",
    "Tove Lund",
    "tove@pier.example",
]
MATHEMATICS = ("Ana Ruiz", "Ben Iversen", "Cora Mehta", "Dev Haddad", "Elif Rao", "Farid Voss")
SCIENCE = ("Tove Lund", "Gita Kraus", "Hugo Sato", "Ines Moreau", "Jon Novak", "Kaya Mensah")
LINK = re.compile(r"http://\S+/(join\?code=[0-9A-Z-]+)")


def init(data: Path) -> str:
    """Begin a school by answering what ``plgwork init`` asks; where its steward comes in."""
    data.mkdir()
    done = subprocess.run(
        [*COMMAND, "init"],
        env=environment(data, NOW),
        input="\n".join(ANSWERS) + "\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = LINK.search(done.stdout)
    assert found, done.stdout
    return found[1]


def join(page: Page, address: str) -> None:
    """Open a link, choose a password, keep the recovery code, and be on Home."""
    page.goto(address)
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your recovery code")).to_be_visible()
    page.get_by_role("link", name="I have kept it; go on").click()
    ready(page)


def test_from_an_empty_machine_to_a_first_saved_sentence(
    tmp_path: Path, serve: Serve, page_for: PageFor
) -> None:
    link = init(tmp_path / "pier")
    server = serve(data=tmp_path / "pier", demo=False)
    steward = page_for(None, at=server)
    join(steward, link)

    steward.get_by_role("link", name="Set up your school").first.click()
    ready(steward)
    step(steward, "People")
    look_at(steward, LIST)
    steward.get_by_role("button", name="Keep this").click()
    expect(steward.get_by_text("People: 12 added.")).to_be_visible()
    step(steward, "PLGs")
    steward.get_by_role("button", name="Add a PLG").click()
    fill_in_plg(dialog(steward, "Add a PLG"), "Choirs")
    dialog(steward, "Add a PLG").get_by_role("button", name="Add", exact=True).click()
    expect(steward.get_by_role("row", name="Change Choirs")).to_be_visible()
    step(steward, "Invite")
    axe(steward)
    steward.get_by_role("link", name="Make invitations").click()
    steward.get_by_role("button", name="Make slips to print").click()
    slip = steward.get_by_role("listitem").filter(has_text="Wren Abara")
    code = slip.locator(".plg-recovery").inner_text()

    wren = page_for(None, at=server)
    join(wren, f"join?code={code}")
    expect(wren.get_by_role("region", name="Choirs")).to_contain_text("Wren Abara")
    wren.get_by_role("link", name=re.compile("^Begin ")).click()
    ready(wren)
    step(wren, "Write")
    write(first_card(wren, "Purpose"), "Our first sentence.")
    reload(wren)

    expect(field(first_card(wren, "Purpose"))).to_have_value("Our first sentence.")
    open_page(steward, "home")
    assert "Our first sentence." not in steward.content()
    assert urlsplit(wren.url).path == "/reflection"


def test_s1_from_a_oneroster_of_a_school_without_plgs_to_a_page_for_everybody(
    tmp_path: Path, serve: Serve, page_for: PageFor
) -> None:
    link = init(tmp_path / "pier")
    page = page_for(None, at=serve(data=tmp_path / "pier", demo=False))
    join(page, link)
    staff = dict.fromkeys(MATHEMATICS, ("Math", "07"))
    staff |= dict.fromkeys(SCIENCE, ("Science", "08"))

    open_page(page, "structure#people-from-a-file")
    hand_in(page, "oneroster.zip", departments("Pier Street School", staff))
    expect(page.get_by_label("bears your name")).to_have_value("same")
    axe(page)
    page.get_by_role("button", name="Do all of this").click()
    page.get_by_role("link", name="Draft the PLGs").click()
    ready(page)
    page.get_by_role("button", name="Begin it").click()
    page.get_by_role("link", name="Go on to Move people").click()
    for leader in ("Elif Rao", "Gita Kraus"):
        page.get_by_role("button", name=leader).click()
        page.get_by_role("button", name="Let them facilitate this group").click()
        expect(page.get_by_text(f"{leader} facilitates now.")).to_be_visible()
    page.get_by_role("link", name="Go on to Publish").click()
    page.get_by_role("button", name="Publish “PLGs 2026–27”").click()
    page.get_by_role("link", name="Say when groups meet").click()
    ready(page)
    page.get_by_role("button", name="Set one time for the 2 PLGs that have none").click()
    form = dialog(page, "One time for 2 PLGs")
    form.get_by_label("How often").select_option("Every week")
    form.get_by_label("On", exact=True).select_option("Wednesday")
    form.get_by_label("Begins at").fill("14:45")
    form.get_by_label("Where").fill("Library")
    axe(page)
    form.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved: Mathematics, Science.")).to_be_visible()
    page.get_by_role("link", name="To the page to hand out").click()

    settled = page.get_by_role("region", name="For everybody it is set down")
    expect(settled.get_by_role("heading")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Handout to print")).to_be_in_viewport()
    axe(page)
    lines, rows = handout(page)
    assert lines[0] == "PLGs at Pier Street School"
    assert lines[2:4] == [
        "When all of them meet: Every Wednesday, 2:45 pm to 3:35 pm",
        "Where all of them meet: Library",
    ]
    assert rows == [
        ["PLG", "Facilitated by", "Who is in it"],
        ["Mathematics", "Elif Rao", ", ".join(MATHEMATICS)],
        ["Science", "Gita Kraus", ", ".join(sorted(SCIENCE))],
    ]
