"""For Home: a conversation whose day has come, and one that is about oneself. No names."""

from datetime import timedelta
from typing import Any

from plgwork.models.followups import Known
from plgwork.pages.page import Page
from plgwork.pages.wording import in_words

Panel = dict[str, Any]
STAYS = timedelta(days=30)  # that one on oneself has ended
BESIDE = (
    "Its note is read by whoever owns it, the coaches and the leader named for follow-ups. Ask "
    "them about it whenever you like."
)


def panels(page: Page) -> list[Panel]:
    """What waits for oneself, on a screen that others may see."""
    return [*_mine(page), *_about_me(page)]


def _mine(page: Page) -> list[Panel]:
    many = page.workbook.store.followups.due()
    if not many:
        return []
    several = f"{many} conversations you own are due"
    title = "A conversation you own is due" if many == 1 else several
    link = {"text": "Follow-ups", "href": page.address("followups"), "quiet": True}
    return [{"kicker": "Follow-ups", "title": title, "links": [link]}]


def _about_me(page: Page) -> list[Panel]:
    since = page.workbook.now() - STAYS
    known = [
        one
        for one in page.workbook.store.followups.about_me()
        if one.ended_at is None or one.ended_at > since
    ]
    if not known:
        return []
    more = {
        "summary": "Read it, when this screen is for you alone",
        "lines": [*(_told(page, one) for one in known), BESIDE],
    }
    return [
        {"kicker": "For you", "title": "Somebody would like to talk with you", "more": more}
        if any(one.ended_at is None for one in known)
        else {"kicker": "For you", "title": "A conversation with you has ended", "more": more}
    ]


def _told(page: Page, one: Known) -> str:
    who = "A coach or leader" if one.coached else "Whoever facilitates it"
    if one.ended_at:
        ended = one.ended_at.astimezone(page.workbook.zone).date()
        return f"{one.plg}, ended on {in_words(ended)}: {one.about}"
    return f"{one.plg}, by {in_words(one.due)}: {one.about} {who} asks for it."
