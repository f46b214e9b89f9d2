"""The record of who did what, for stewards, behind whichever door. Nobody's words are in it."""

from tornado import web

from plgwork.models.people import Role
from plgwork.server.doors.gate import Gate

MOST_LINES = 500


class StewardsOnly(Gate):
    """Refused to everybody else, before the store refuses it again."""

    async def steward(self) -> str:
        """The id of the steward who asks."""
        if Role.STEWARD not in self.me.roles:
            raise web.HTTPError(403, "It belongs to a role that you do not have.")
        await self.here()
        return self.me.id


class Record(StewardsOnly):
    """Who did what, for the whole school."""

    @web.authenticated
    async def get(self) -> None:
        steward = await self.steward()
        people = self.store.for_visitor(steward, self.door.settings.clock).people
        self.draw(
            "record.html.j2",
            "Record",
            record=self.told(steward, people.record(MOST_LINES)),
            most=MOST_LINES,
        )
