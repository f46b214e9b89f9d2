"""Which norms hold for a group, and what its checks told: what two steps share."""

from plgwork.models.agreements import Agreement, Kind, Norms
from plgwork.models.norms import NormCheck
from plgwork.pages.agreeing.sitting import SCHOOL, Sitting


class GroupNorms:
    """One PLG's norms and checks; nothing where one looks at a school, or at others."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting

    def reread(self) -> None:
        """Take in how they stand."""
        choice, store = self._sitting.choice, self._sitting.workbook.store
        self.plg_id = choice.id
        self.mine = choice.mine and choice.id != SCHOOL
        self.checks: list[NormCheck] = store.checks.of(choice.id) if self.mine else []
        self.agreement = self._sitting.standing(Kind.NORMS) or self._schools()

    @property
    def norms(self) -> Norms | None:
        """The norms that hold: the group's own, else its school's."""
        matter = self.agreement.matter if self.agreement else None
        return matter if isinstance(matter, Norms) else None

    @property
    def open(self) -> NormCheck | None:
        """The check that takes answers now."""
        return next((one for one in self.checks if one.open), None)

    @property
    def told(self) -> list[NormCheck]:
        """The checks that may be shown, the earliest first."""
        return [one for one in reversed(self.checks) if one.results]

    @property
    def facilitates(self) -> bool:
        """Whether whoever is here facilitates the group."""
        workbook = self._sitting.workbook
        return any(
            workbook.me.id in {one.id for one in group.facilitators}
            for group in workbook.store.people.my_groups()
            if group.plg.id == self._sitting.choice.id
        )

    def _schools(self) -> Agreement | None:
        of = self._sitting.choices[0].of
        standing = self._sitting.workbook.store.agreements.standing()
        return next((one for one in standing if one.of == of and one.kind is Kind.NORMS), None)
