"""How far a school is set up: from its people, its groups, and who can sign in."""

from collections.abc import Sequence

from plgwork.models.accounts import Standing
from plgwork.models.people import Group, Person, PlgKind
from plgwork.models.setup import Setup


def setup(staff: Sequence[Person], groups: Sequence[Group], standings: Sequence[Standing]) -> Setup:
    """What is there and what is left; whoever has left the school counts for nothing."""
    people = [person for person in staff if person.roles]
    placed = {person.id for group in groups for person in group.members}
    joined = {one.person_id: one.joined for one in standings}
    return Setup(
        people=tuple(people),
        plgs=tuple(group for group in groups if group.plg.kind is not PlgKind.FACILITATORS),
        cohorts=tuple(group for group in groups if group.plg.kind is PlgKind.FACILITATORS),
        unplaced=tuple(one for one in people if one.id not in placed),
        unnamed=tuple(one for one in people if one.id not in joined),
        waiting=tuple(one for one in people if joined.get(one.id) is False),
        joined=tuple(one for one in people if joined.get(one.id)),
    )
