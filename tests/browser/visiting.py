"""What a person does at a screen: come in as somebody, wait for a page, see if all can use it."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

SCHOOL = Path(__file__).parents[2] / "content" / "invented" / "school.yaml"
PHONE: ViewportSize = {"width": 320, "height": 640}
LAPTOP: ViewportSize = {"width": 1280, "height": 800}
PROJECTOR: ViewportSize = {"width": 1920, "height": 1080}
# WCAG 2.2 AA, and all that it takes over from the versions before it.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
# Those of them that look at colors.
COLORS = ["color-contrast", "link-in-text-block"]
# What passes is counted, and not described: that would take as long again. Nor are style sheets
# and recordings fetched anew: only rules that are not asked for, or for recordings, look at them.
LOOK = """
async (runOnly) => {
  const how = { runOnly, resultTypes: ["violations"], preload: false };
  return (await axe.run(how)).violations;
}
"""
CONNECTED = "() => window.plg?.kernel?.status === 'connected'"
OPENING = 60_000  # milliseconds that a page may take to open on a busy machine


def come_in(page: Page, person_id: str) -> None:
    """Choose at the demo's door who to be, by clicking, and wait for Home."""
    page.goto("choose")
    choice = page.get_by_role("button", name=name_of(person_id), include_hidden=True).first
    if not choice.is_visible():
        page.locator("details", has=choice).locator("summary").click()
    choice.click()
    ready(page)


def ready(page: Page) -> None:
    """Wait until the page is complete and what one does on it is heard."""
    page.wait_for_function(CONNECTED, timeout=OPENING)
    expect(page.get_by_role("main")).not_to_have_attribute("aria-busy", "true", timeout=OPENING)


def axe(page: Page, kind: str = "tag", rules: Sequence[str] = tuple(RULES)) -> None:
    """Assert that nothing on the page keeps anybody out, as far as a program can tell."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    violations = page.evaluate(LOOK, {"values": list(rules), "type": kind})
    assert not violations, _in_words(page, violations)


def name_of(person_id: str) -> str:
    """The name that an invented person goes by."""
    return _names()[person_id]


@cache
def _names() -> dict[str, str]:
    school = yaml.safe_load(SCHOOL.read_text(encoding="utf-8"))
    return {person["id"]: person["name"] for person in school["people"]}


def _in_words(page: Page, violations: list[dict[str, Any]]) -> str:
    lines = [f"{page.url} ({page.title()})"]
    for violation in violations:
        lines.append(f"{violation['id']}: {violation['help']} {violation['helpUrl']}")
        lines += [
            f"    {node['html'][:200]}\n      {node['failureSummary']}"
            for node in violation["nodes"]
        ]
    return "\n".join(lines)
