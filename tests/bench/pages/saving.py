"""From leaving a text, or from Save, to "Saved": alone, and while others have pages open."""

from contextlib import AsyncExitStack

from playwright.async_api import Page

from tests.bench.pages.browsing import opened, tab, timed, told
from tests.bench.pages.contestants import OURS, VOILA
from tests.bench.pages.figures import Row
from tests.bench.pages.lines import line
from tests.bench.pages.running import Run
from tests.bench.pages.serving import Site

CARD = "main article:has(textarea)"
# The card saves a moment after the last key; whoever leaves it does not wait for that.
WRITE = """(field, text) => {
  field.focus();
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.blur();
}"""
OURS_SAVED = """() => {
  const told = bench.card.querySelector('[role="status"]');
  return !told.hidden && told.textContent.startsWith("Saved");
}"""
PEER_SAVED = "() => bench.said() > bench.before"


async def measure(run: Run) -> None:
    """Each in turn; the first of each is not counted."""
    with run.all_served() as sites:
        for site in sites:
            if site.of.name == OURS:
                await _ours(run, site, Row.SAVED)
                async with AsyncExitStack() as stack:
                    for _ in range(run.sizes.among):
                        await stack.enter_async_context(line(site))
                    await _ours(run, site, Row.AMONG)
            elif site.of.name != VOILA:
                await _peer(run, site)


async def _ours(run: Run, site: Site, row: Row) -> None:
    async with tab(run.browser, site, "reflection") as page:
        await opened(page, f"{site.address('reflection')}#write")
        card = page.locator(CARD).filter(visible=True).first
        await card.evaluate("(card) => { bench.card = card; }")
        for at, figures in enumerate(run.rounds()):
            async with run.sample():
                await timed(page, ["focusout"], OURS_SAVED)
                await card.get_by_role("textbox").evaluate(WRITE, f"{row.name}, note {at}.")
                took = float(await told(page, "bench.taken")) / 1000
            figures.add(row, OURS, took)


async def _peer(run: Run, site: Site) -> None:
    async with tab(run.browser, site, site.page) as page:
        await opened(page, site.address(site.page))
        for at, figures in enumerate(run.rounds()):
            took = await _save(run, page, f"Note {at}.")
            figures.add(Row.SAVED, site.of.name, took)


async def _save(run: Run, page: Page, text: str) -> float:
    note = page.locator("textarea").filter(visible=True).first
    await note.fill(text)
    await note.blur()
    async with run.sample():  # by now the server has heard of the text
        await page.evaluate("() => { bench.before = bench.said(); }")
        await timed(page, ["click"], PEER_SAVED)
        await page.get_by_role("button", name="Save").first.click()
        return float(await told(page, "bench.taken")) / 1000
