"""For Home: what one took on in a meeting and has not closed."""

from typing import Any

from plgwork.pages.page import Page
from plgwork.pages.wording import in_words


def panels(page: Page) -> list[dict[str, Any]]:
    """What one said one would do, each with the way to its meeting; nothing where there is none."""
    mine = page.workbook.store.meetings.mine_to_do()
    items = [
        {
            "title": one.text,
            "note": f"by {in_words(one.due)}" if one.due else "",
            "href": page.address("meetings", f"id={one.meeting_id}"),
        }
        for one in mine
    ]
    if not items:
        return []
    return [{"kicker": "From your meetings", "title": "What you said you would do", "items": items}]
