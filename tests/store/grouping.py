"""Drafts of Oak School's PLGs, as the tests of the store begin and publish them."""

from datetime import date
from typing import Any

from plgwork.models.groupings import (
    Condition,
    ConditionKind,
    Outline,
    OutlineGroup,
    RosterDraft,
)
from plgwork.store import VisitorStore
from tests.store.world import NOW

TODAY, NEXT_AUGUST = NOW.date(), date(2027, 8, 1)
APART = Condition(kind=ConditionKind.APART, people=("mia", "ana"))
ALGEBRA = OutlineGroup(
    name="Algebra", plg_id="algebra", people=("ana", "mia"), facilitators=("ana",)
)
PRESENT = Outline(groups=(ALGEBRA,))
NEXT_YEAR = Outline(groups=(OutlineGroup(name="Music", grouping="department"),))


def outline(**groups: str) -> Outline:
    """Groups by name: ``outline(algebra="ana ben", Music="mia")``; the first facilitates."""
    made: list[dict[str, Any]] = [
        {"name": name, "people": people.split(), "facilitators": people.split()[:1]}
        for name, people in groups.items()
    ]
    for one in made:
        if one["name"] == "algebra":
            one |= {"name": "Algebra", "plg_id": "algebra"}
    return Outline(groups=tuple(OutlineGroup.model_validate(one) for one in made))


def begun(store: VisitorStore, **groups: str) -> RosterDraft:
    """A draft with these groups."""
    return store.groupings.begin("Next year", 2027, outline(**groups))


def publish(store: VisitorStore, draft: RosterDraft, begins: date = TODAY) -> None:
    """Look at what a draft would change, and publish it."""
    store.groupings.publish(draft.id, store.groupings.publication(draft.id, begins))


def published_by(store: VisitorStore) -> None:
    """A draft of somebody's own that changes nothing, published."""
    publish(store, store.groupings.begin("As it is", 2026, PRESENT))
