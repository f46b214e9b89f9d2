"""The bar above every page: all pages, who is here, and the ways out, at every width."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import FloatRect, Locator, expect

from plgwork.models.enrolling import PersonChange
from plgwork.models.people import Role
from plgwork.server.navigation import Navigation
from plgwork.settings import shipped
from tests.browser import oak
from tests.browser.conftest import PageFor, Serve
from tests.browser.looking import store_of
from tests.browser.visiting import axe

WIDTHS = (320, 768, 1024, 1280, 1920)
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
PAGES = [page for page in Navigation(shipped("notebooks")).pages() if page.nav]
GIVEN = tuple(role for role in Role if role is not Role.STEWARD)


def box(part: Locator) -> FloatRect:
    """Where a part stands."""
    found = part.bounding_box()
    assert found
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_account_and_sign_out_stay_together_at_the_end_beside_every_page_there_is(
    serve: Serve, page_for: PageFor, tmp_path: Path, scheme: Literal["light", "dark"]
) -> None:
    oak.real_school(tmp_path)
    served = serve(data=tmp_path, demo=False)
    with store_of(served, "sam") as store:
        store.people.register(changes=[PersonChange(person_id="sam", given=GIVEN)])
    page = oak.sign_in(page_for(None, scheme=scheme, at=served), "sam")
    bar = page.get_by_role("banner")
    account, leave = bar.get_by_role("link", name="Account"), bar.get_by_role("button", name="Sign")

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if width < 760:
            bar.get_by_role("button", name="Pages").click()
        expect(bar.get_by_role("navigation").get_by_role("link")).to_have_count(len(PAGES))
        name, first, last = box(bar.get_by_text("Sam Petrova")), box(account), box(leave)

        assert page.evaluate(SIDEWAYS) == 0
        assert first["y"] < last["y"] + last["height"] / 2 < first["y"] + first["height"]
        assert first["x"] + first["width"] <= last["x"] <= first["x"] + first["width"] + 40
        if width >= 760:
            assert width - 40 < last["x"] + last["width"] <= width
            assert first["y"] < name["y"] + name["height"] / 2 < first["y"] + first["height"]
        axe(page)
