"""What the steps of the page share: whose agreements one looks at, and how they stand."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from plgwork.models.agreements import Agreement, Kind, Matter, Party, Proposal, Rule, State
from plgwork.pages.agreeing.matters import Matters
from plgwork.workbook import Workbook

SCHOOL = "school"


@dataclass(frozen=True)
class Choice:
    """A school or a PLG one may look at; ``mine`` where one decides with the others."""

    id: str
    name: str
    of: Party
    mine: bool

    @property
    def who(self) -> str:
        """Those who decide, in words."""
        whole = f"everybody who works at {self.name}"
        return whole if self.of.school_id else f"everybody in {self.name}"


class Sitting:
    """One visit: one school or PLG, its proposals and what it adopted, of the kinds at hand."""

    def __init__(self, workbook: Workbook, say: Callable[[str], None], matters: Matters) -> None:
        self.workbook, self.say = workbook, say
        self.matters = matters
        self.changed: Callable[[], None] = lambda: None
        self.choices = self._choices()
        self.choice = self.choices[0]
        self.reread()

    def choose(self, choice_id: str) -> None:
        """Look at another school or PLG; one that is not there leaves it as it is."""
        known = {one.id: one for one in self.choices}
        self.choice = known.get(choice_id, self.choice)
        self.reread()

    def reread(self) -> None:
        """Take in how things stand."""
        store, of = self.workbook.store, self.choice.of
        kinds = self.matters.kinds
        self.proposals: list[Proposal] = [
            one for one in store.proposals.of(of) if one.kind in kinds
        ]
        self.agreements: list[Agreement] = [
            one for one in store.agreements.of(of) if one.kind in kinds
        ]
        self.rule: Rule = store.agreements.rule(of)

    @property
    def open(self) -> list[Proposal]:
        """What is talked over now."""
        return [one for one in self.proposals if one.state is State.OPEN]

    def editions(self, kind: Kind) -> list[Agreement]:
        """What was adopted of a kind, the newest first."""
        return [one for one in self.agreements if one.kind is kind]

    def standing(self, kind: Kind) -> Agreement | None:
        """What stands of a kind."""
        return next(iter(self.editions(kind)), None)

    def worded(self, kind: Kind) -> list[Matter]:
        """What they adopted or proposed of a kind so far, what stands first of all."""
        adopted = [one.matter for one in self.editions(kind)]
        proposed = [one for one in self.proposals if one.kind is kind]
        return [*adopted, *(each.matter for one in proposed for each in one.versions)]

    @property
    def topics(self) -> list[str]:
        """What is listened to: whatever is decided by the groups of whoever is here."""
        mine = [one.of for one in self.choices if one.mine]
        groups = [f"plg:{one.plg_id}" for one in mine if one.plg_id]
        return [*(one.topic for one in mine), *groups, f"school:{self.workbook.school.id}"]

    @property
    def options(self) -> list[dict[str, Any]]:
        """The choices, as a field offers them."""
        return [
            {"id": one.id, "name": one.name if one.mine else f"{one.name} (to read)"}
            for one in self.choices
        ]

    def _choices(self) -> list[Choice]:
        people, school = self.workbook.store.people, self.workbook.school
        mine = {group.plg.id for group in people.my_groups()}
        groups = sorted(people.groups(), key=lambda one: one.plg.id not in mine)
        return [
            Choice(SCHOOL, school.name, Party(school_id=school.id), mine=True),
            *(
                Choice(one.plg.id, one.plg.name, Party(plg_id=one.plg.id), one.plg.id in mine)
                for one in groups
            ),
        ]
