"""What was adopted, as panels: on the page, and in short on Home."""

from typing import Any

from plgwork.analysis.deciding import standing
from plgwork.models.agreements import Agreement, Kind, Party, Proposal, Purpose
from plgwork.models.people import Group
from plgwork.pages.agreeing.matters import NAMES, Matters
from plgwork.pages.agreeing.sitting import SCHOOL
from plgwork.pages.page import Page
from plgwork.pages.wording import excerpt, in_words
from plgwork.workbook import Workbook

Panel = dict[str, Any]
PLACES = {  # the page on which each is agreed on, and the step in which it stands there
    Kind.PURPOSE: ("purpose", "what-we-agreed"),
    Kind.TOPICS: ("purpose", "guardrails"),
    Kind.WORK: ("purpose", "guardrails"),
    Kind.FREEDOM: ("purpose", "guardrails"),
    Kind.NORMS: ("culture", "what-we-agreed"),
    Kind.EXPECTATIONS: ("culture", "what-we-agreed"),
}
ABOUT = {"purpose": "", "culture": ", on how you work together"}
EXCERPT = 220


def panel(workbook: Workbook, matters: Matters, one: Agreement, name: str) -> Panel:
    """An agreement as it stands, in full."""
    day = one.adopted_at.astimezone(workbook.zone).date()
    look = f"{in_words(one.review_on)} {one.review_on.year}"
    return {
        "kicker": f"{name}, adopted on {in_words(day)} {day.year}",
        "title": NAMES[one.kind],
        "lines": _due(workbook, one),
        "items": [{"title": title, "text": text} for title, text in matters.parts(one.matter)],
        "facts": [
            ["How it was adopted", standing(one.show)],
            ["We look at it again", look],
            ["Edition", str(one.number)],
        ],
    }


def _due(workbook: Workbook, one: Agreement) -> list[str]:
    if not one.due(workbook.today):
        return []
    passed = one.review_on < workbook.today
    when = f"since {in_words(one.review_on)}" if passed else f"by {in_words(one.review_on)}"
    asks = "does it still say why you meet?" if one.kind is Kind.PURPOSE else "does it still hold?"
    return [f"It is time to look at it again, {when}: {asks}"]


def panels(page: Page, groups: list[Group]) -> tuple[list[Panel], list[Panel]]:
    """For Home: what waits for one's hand, and the purposes that bind one."""
    workbook = page.workbook
    names = {group.plg.id: group.plg.name for group in groups}
    waiting = workbook.store.proposals.waiting()
    bound = [one for one in workbook.store.agreements.standing() if one.bound]
    purposes = [one for one in bound if one.kind is Kind.PURPOSE]
    asked = [_waiting(page, waiting, names)] if waiting else []
    stand = [_short(page, one, names) for one in purposes]
    return asked, [*stand, *_others_due(page, bound, names)]


def _waiting(page: Page, waiting: list[Proposal], names: dict[str, str]) -> Panel:
    of = list(dict.fromkeys(one.of for one in waiting))
    # One page shows all that is open for a group; of two proposals there either kind leads to it.
    places = {(one.of, PLACES[one.kind][0]): one.kind for one in waiting}
    many = len(waiting)
    return {
        "kicker": "Waits for your hand",
        "title": "Something is proposed" if many == 1 else f"{many} proposals are open",
        "lines": [f"In {' and in '.join(_name(page, one, names) for one in of)}."],
        "links": [
            {
                "text": f"Read and respond: {_name(page, one, names)}{ABOUT[name]}",
                "href": address(page, one, kind),
            }
            for (one, name), kind in places.items()
        ],
    }


def _short(page: Page, one: Agreement, names: dict[str, str]) -> Panel:
    matter = one.matter
    wording = matter.wording if isinstance(matter, Purpose) else ""
    href = address(page, one.of, one.kind, PLACES[one.kind][1])
    return {
        "kicker": f"Why we meet: {_name(page, one.of, names)}",
        "title": excerpt(wording, EXCERPT),
        "lines": _due(page.workbook, one),
        "links": [{"text": "The whole purpose", "href": href, "quiet": True}],
    }


def _others_due(page: Page, bound: list[Agreement], names: dict[str, str]) -> list[Panel]:
    due = [one for one in bound if one.kind is not Kind.PURPOSE and one.due(page.workbook.today)]
    return [
        {
            "kicker": f"To look at again: {_name(page, one.of, names)}",
            "title": NAMES[one.kind],
            "lines": [f"You said you would, on {in_words(one.review_on)}."],
            "links": [
                {
                    "text": "Look at it",
                    "href": address(page, one.of, one.kind, PLACES[one.kind][1]),
                    "quiet": True,
                }
            ],
        }
        for one in due
    ]


def _name(page: Page, of: Party, names: dict[str, str]) -> str:
    return names.get(of.plg_id, of.plg_id) if of.plg_id else page.workbook.school.name


def address(page: Page, of: Party, kind: Kind, step: str = "respond") -> str:
    """Where the agreements of a school or PLG are."""
    name, _ = PLACES[kind]
    return page.address(name, f"of={of.plg_id or SCHOOL}", step)
