"""A brief as a model for the solver: who stands where, what must hold, what is striven for."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from ortools.sat.python import cp_model

from plgwork.analysis.groupings.traits import company
from plgwork.models.groupings import Brief, Condition, ConditionKind

Weighed = tuple[int, cp_model.IntVar]


class Model:
    """One variable for each person and group: whether they are in it. Everybody is in one."""

    def __init__(self, brief: Brief, conditions: Iterable[Condition]) -> None:
        self.cp = cp_model.CpModel()
        self._brief = brief
        self._groups = range(len(brief.groups))
        self._x = {
            (person, group): self.cp.new_bool_var(f"{person} {group}")
            for person in brief.people
            for group in self._groups
        }
        for person in brief.people:
            self.cp.add_exactly_one(self._x[person, group] for group in self._groups)
        for condition in conditions:
            self._keep_to(condition)

    # --- what must hold ---------------------------------------------------------------------

    def _keep_to(self, condition: Condition) -> None:
        {
            ConditionKind.FEWEST: self._fewest,
            ConditionKind.MOST: self._most,
            ConditionKind.TRAINED: self._trained,
            ConditionKind.SHARED_PERIOD: self._shared_period,
            ConditionKind.COMPANY: self._company,
            ConditionKind.TOGETHER: self._together,
            ConditionKind.APART: self._apart,
        }[condition.kind](condition)

    def _fewest(self, condition: Condition) -> None:
        self._count(len(self._brief.people) >= (condition.number or 0) * len(self._groups))
        for group in self._groups:
            self.cp.add(self._size(group, self._brief.people) >= (condition.number or 0))

    def _most(self, condition: Condition) -> None:
        self._count(len(self._brief.people) <= (condition.number or 0) * len(self._groups))
        for group in self._groups:
            self.cp.add(self._size(group, self._brief.people) <= (condition.number or 0))

    def _trained(self, _condition: Condition) -> None:
        trained = [one for one in self._brief.people if one in self._brief.trained]
        self._count(len(trained) >= len(self._groups))
        for group in self._groups:
            self.cp.add(self._size(group, trained) >= 1)

    def _count(self, enough: bool) -> None:
        """Say what counting tells at once, and what takes a solver long to find."""
        if not enough:
            self.cp.add_bool_or([])

    def _shared_period(self, _condition: Condition) -> None:
        free = {one: set(self._brief.free[one]) for one in self._known}
        periods = sorted(set[str]().union(*free.values()))
        for group in self._groups if free else ():
            meets = {one: self.cp.new_bool_var(f"{group} {one}") for one in periods}
            self.cp.add_at_least_one(meets.values())
            for period, chosen in meets.items():
                for person, theirs in free.items():
                    if period not in theirs:
                        self.cp.add_implication(chosen, self._x[person, group].negated())

    @property
    def _known(self) -> list[str]:
        return [one for one in self._brief.people if one in self._brief.free]

    def _company(self, _condition: Condition) -> None:
        roles = {one: self._brief.roles.get(one, "") for one in self._brief.people}
        for alike in company(roles):
            for group in self._groups:
                for person in alike:
                    others = [one for one in alike if one != person]
                    self.cp.add(self._size(group, others) >= self._x[person, group])

    def _together(self, condition: Condition) -> None:
        one, other = condition.people
        for group in self._groups:
            self.cp.add(self._x[one, group] == self._x[other, group])

    def _apart(self, condition: Condition) -> None:
        for group in self._groups:
            self.cp.add(self._size(group, condition.people) <= 1)

    def _size(self, group: int, people: Iterable[str]) -> cp_model.LinearExprT:
        return cp_model.LinearExpr.sum([self._x[one, group] for one in people])

    # --- what is striven for ----------------------------------------------------------------

    def stay(self) -> None:
        """Strive for people who stay where the brief has them: quick, and a good beginning."""
        self._hint()
        self.cp.maximize(
            cp_model.LinearExpr.sum(
                [
                    self._x[person, number]
                    for number, group in enumerate(self._brief.groups)
                    for person in group.people
                    if (person, number) in self._x
                ]
            )
        )

    def strive(self) -> None:
        """Pairs of last year that still meet, pairs alike, and few pairs who are too much so."""
        brief = self._brief
        weighed = [
            *self._pairs(brief.last_year, brief.stability),
            *self._pairs(brief.alike, brief.configuration),
            *self._pairs(brief.unlike, -brief.configuration),
        ]
        self._hint()
        self.cp.maximize(
            cp_model.LinearExpr.weighted_sum(
                [step for _, step in weighed], [weight for weight, _ in weighed]
            )
        )

    def _hint(self) -> None:
        for number, group in enumerate(self._brief.groups):
            for person in self._brief.people:
                self.cp.add_hint(self._x[person, number], person in group.people)

    def _pairs(self, sets: Sequence[Sequence[str]], weight: int) -> list[Weighed]:
        """Of each set the pairs that meet: the k-th of them to come makes k - 1 pairs more."""
        here = set(self._brief.people)
        weighed: list[Weighed] = []
        for people in ([one for one in each if one in here] for each in sets if weight):
            for group in self._groups:
                steps = [self.cp.new_bool_var("") for _ in people]
                self.cp.add(self._size(group, people) == cp_model.LinearExpr.sum(steps))
                for before, after in pairwise(steps):
                    self.cp.add_implication(after, before)
                weighed += [(weight * made, step) for made, step in enumerate(steps) if made]
        return weighed

    # --- what was found ---------------------------------------------------------------------

    def people_of(self, solver: cp_model.CpSolver) -> list[list[str]]:
        """The people of each group in the solution that the solver holds."""
        return [
            [one for one in self._brief.people if solver.boolean_value(self._x[one, group])]
            for group in self._groups
        ]
