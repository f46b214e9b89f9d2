"""Takes the README's pictures of the workbook as it runs: ``make pictures``."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parent / "pictures"
sys.path.insert(0, str(FOLDER.parents[1]))

from tests import means  # noqa: E402  # the path to the tests is set just above
from tests.browser.serving import make_school, serving  # noqa: E402
from tests.browser.visiting import come_in, ready  # noqa: E402

WRITER = "imani-okafor"
PROMPT = "What has somebody in your group done differently"
TEXT = (
    "Samir asks for the evidence before the lab now, not after it. He told me at lunch, not in "
    "the meeting. Four of his reports from second period point at a line of data."
)
MARKS = (3, 4, 3, 4, 4, 3, 2, 4, 4, 5, 4, 4, 3, 4, 5, 4)


def main() -> None:
    """Serve a fresh invented school, walk through it, and photograph what stands there."""
    program = means.chromium()  # looks with a Playwright of its own, so before ours
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        make_school(Path(folder))
        with serving(Path(folder)) as served:
            browser = playwright.chromium.launch(
                executable_path=program, args=list(means.CHROMIUM_OPTIONS)
            )
            laptop(visitor(browser, served.url, width=1100, height=900))
            phone(visitor(browser, served.url, width=360, height=760, color_scheme="dark"))
            browser.close()


def visitor(browser: Browser, url: str, width: int, height: int, **options: str) -> Page:
    """A page at which the writer has come in."""
    context = browser.new_context(
        base_url=f"{url}/",
        viewport={"width": width, "height": height},
        device_scale_factor=2,
        timezone_id="America/New_York",
        **options,  # type: ignore[arg-type]  # Playwright lists its options one by one
    )
    page = context.new_page()
    come_in(page, WRITER)
    return page


def laptop(page: Page) -> None:
    """Home, the steps of a reflection, and the year."""
    take(page, "home")
    page.goto("reflection#rate")
    ready(page)
    rate(page)
    take(page, "rate")
    page.goto("reflection#write")
    ready(page)
    write(page)
    take(page, "reflection")
    page.goto("year")
    ready(page)
    take(page, "year")


def rate(page: Page) -> None:
    """All sixteen statements."""
    sheet = page.locator("#rate")
    for number, point in enumerate(MARKS):
        sheet.get_by_role("group").nth(number).get_by_role("radio").nth(point - 1).check()
    page.get_by_role("link", name="Rate 16 of 16").wait_for()
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")


def write(page: Page) -> None:
    """A card, written and shared."""
    card = page.get_by_role("article", name=PROMPT)
    card.get_by_role("textbox").fill(TEXT)
    card.get_by_text("Saved").wait_for()
    card.get_by_label("My cohort").check()
    card.get_by_text("Shared with").wait_for()
    page.evaluate("() => document.activeElement.blur()")


def phone(page: Page) -> None:
    """The same card on a phone, in dark."""
    page.goto("reflection#write")
    ready(page)
    card = page.get_by_role("article", name=PROMPT)
    card.evaluate("card => scrollTo(0, card.getBoundingClientRect().top + scrollY - 24)")
    take(page, "phone")


def take(page: Page, name: str) -> None:
    """Keep what the screen shows now."""
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
