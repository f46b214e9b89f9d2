"""The protocols there are, and how a page names them and leads to them."""

from typing import Any

from plgwork.analysis.catalogue import reach
from plgwork.models.protocols import Protocol
from plgwork.pages.page import Page
from plgwork.pages.protocols.asked import Asked

Row = dict[str, Any]
READ = "read"


class Shelf:
    """All protocols of the workbook, a school's own among them."""

    def __init__(self, page: Page) -> None:
        content = page.workbook.content
        self.address = page.address
        self._own = page.name
        self.protocols = content.protocols
        self.kinds = content.vocabulary("kinds-of-work")
        self.brings = content.vocabulary("brings")
        self.speakers = content.vocabulary("speakers")
        self.roles = content.vocabulary("protocol-roles")
        self.not_affiliated = content.cover.not_affiliated

    def link(self, protocol: Protocol, asked: Asked) -> Row:
        """What a link to a protocol needs; people and minutes go with it."""
        query = asked.query("people", "minutes", open=protocol.id)
        href = self.address(self._own, query, READ)
        return {"id": protocol.id, "name": protocol.name, "href": href}

    def options(self) -> list[dict[str, str]]:
        """Every protocol, to choose from."""
        ordered = sorted(self.protocols.values(), key=lambda one: one.name)
        return [{"id": one.id, "name": one.name} for one in ordered]

    def of_kinds(self, protocol: Protocol) -> str:
        """The kinds of work it is for."""
        return ", ".join(self.kinds.name(kind) for kind in protocol.kinds)

    def too_much(self, asked: Asked) -> str:
        """Why no protocol at all fits so many people or so few minutes, and what to do then."""
        people, minutes = asked.number("people"), asked.number("minutes")
        largest = max((one.group.max for one in self.protocols.values()), default=0)
        if people and people > largest:
            return (
                f"No protocol here is for {people} people at once; the largest room is {largest}. "
                f"Meet in several rooms, each with somebody who facilitates, and look for the "
                f"size of one of them."
            )
        span = reach(self.protocols.values(), people) if people else None
        if span and minutes and minutes < span.least:
            return (
                f"With {people} people no protocol here comes to anything in {minutes} "
                f"{'minute' if minutes == 1 else 'minutes'}; the shortest needs {span.least}."
            )
        if span and minutes and minutes > span.most:
            return (
                f"With {people} people no protocol here fills {minutes} minutes; the longest "
                f"fills {span.most}. Take two, with a break between them."
            )
        return ""
