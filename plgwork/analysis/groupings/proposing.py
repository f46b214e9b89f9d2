"""Propose groups: what a search finds, or what cannot all hold. The same brief, the same answer.

First people stay where they are as far as the conditions let them. Then a few groups at a time
are made anew, all others staying as they are, again and again, until that betters nothing.
"""

import random
import threading
from collections.abc import Callable, Iterator, Sequence

from ortools.sat.python import cp_model
from scipy.optimize import linear_sum_assignment

from plgwork.analysis.groupings.conflicts import minimal_conflict
from plgwork.analysis.groupings.model import Model
from plgwork.models.groupings import Brief, Condition, Outline, OutlineGroup, Proposal

# Effort in the solver's own measure, which is the same on a fast and a slow machine.
DECIDING, BEGINNING, BETTERING = 60.0, 1.0, 0.1
AT_ONCE = 2  # groups that are made anew together
ROUNDS, IN_VAIN = 16, 5  # for each group: rounds in all, and rounds that better nothing
Heard = Callable[[Outline, float], None]
Found = list[list[str]]
Solved = tuple[cp_model.CpSolverStatus, cp_model.CpSolver]


class Search:
    """One search. ``stop`` may be called by another thread, and keeps the best so far."""

    def __init__(self, brief: Brief, heard: Heard = lambda _outline, _share: None) -> None:
        self._brief = brief
        self._heard = heard
        self._chance = random.Random(brief.seed)
        self._solver: cp_model.CpSolver | None = None
        self._stopped = threading.Event()

    def run(self) -> Proposal:
        """Search to the end, or until stopped.

        ``heard`` is told the best outline after each round, and which share of the rounds is done.
        """
        found = self._begin()
        if found is None:
            conflict = minimal_conflict(self._brief.conditions, self._feasible)
            return Proposal(conflict=() if self._stopped.is_set() else tuple(conflict))
        outline = self._outline(found)
        for better, share in self._better(found):
            outline = self._outline(better)
            self._heard(outline, share)
        return Proposal(outline=outline)

    def stop(self) -> None:
        """End the search; what was found so far is what ``run`` returns."""
        self._stopped.set()
        if self._solver is not None:
            self._solver.stop_search()

    # --- rounds -----------------------------------------------------------------------------

    def _begin(self) -> Found | None:
        """Everybody where they are, as far as the conditions let them; None where nothing holds."""
        model = Model(self._brief, self._brief.conditions)
        model.stay()
        found = self._solved(model, BEGINNING)
        if found is None and not self._stopped.is_set():
            found = self._solved(Model(self._brief, self._brief.conditions), DECIDING)
        return found

    def _better(self, found: Found) -> Iterator[tuple[Found, float]]:
        many = len(found)
        rounds, vain = ROUNDS * many, 0
        for done in range(rounds):
            yield found, done / rounds
            if self._stopped.is_set() or vain >= IN_VAIN * many:
                break
            chosen = sorted(self._chance.sample(range(many), min(AT_ONCE, many)))
            anew = self._anew([found[at] for at in chosen])
            vain = 0 if anew else vain + 1
            for at, people in zip(chosen, anew, strict=False):
                found = [*found[:at], people, *found[at + 1 :]]
        yield found, 1.0

    def _anew(self, groups: Found) -> Found:
        """These groups made better among their own people; empty where they cannot be."""
        part = self._brief.model_copy(
            update={
                "people": tuple(one for people in groups for one in people),
                "groups": tuple(OutlineGroup(name="-", people=tuple(one)) for one in groups),
            }
        )
        inside = set(part.people)
        model = Model(part, [one for one in part.conditions if inside.issuperset(one.people)])
        model.strive()
        found = self._solved(model, BETTERING)
        return found if found and worth(part, found) > worth(part, groups) else []

    # --- the solver -------------------------------------------------------------------------

    def _solved(self, model: Model, effort: float) -> Found | None:
        status, solver = self._solve(model, effort)
        held = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        return model.people_of(solver) if held else None

    def _feasible(self, conditions: Sequence[Condition]) -> bool:
        """Whether these can all hold; what is not decided in time counts as if they could."""
        status, _ = self._solve(Model(self._brief, conditions), DECIDING)
        return status != cp_model.INFEASIBLE

    def _solve(self, model: Model, effort: float) -> Solved:
        solver = cp_model.CpSolver()
        # One worker and a measure of effort in place of time: chance and haste change nothing.
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = self._brief.seed
        solver.parameters.max_deterministic_time = effort
        self._solver = solver
        if self._stopped.is_set():
            return cp_model.UNKNOWN, solver
        return solver.solve(model.cp), solver

    # --- what was found ---------------------------------------------------------------------

    def _outline(self, found: Sequence[Sequence[str]]) -> Outline:
        """The groups under the names of those whose people they hold most of."""
        groups = self._brief.groups
        stay = [[-len(set(one.people) & set(people)) for people in found] for one in groups]
        _, order = linear_sum_assignment(stay)
        return Outline(
            groups=tuple(self._group(one, found[at]) for one, at in zip(groups, order, strict=True))
        )

    def _group(self, one: OutlineGroup, people: Sequence[str]) -> OutlineGroup:
        """A group with whoever led it, else somebody trained who led another, else trained."""
        inside = tuple(sorted(people))
        lead = [person for person in one.facilitators if person in inside]
        led = [person for group in self._brief.groups for person in group.facilitators]
        trained = [person for person in inside if person in self._brief.trained]
        others = [person for person in trained if person in led] or trained
        return one.model_copy(update={"people": inside, "facilitators": tuple(lead or others[:1])})


def worth(brief: Brief, found: Sequence[Sequence[str]]) -> int:
    """What groups are worth by the weights: pairs of last year, pairs alike, pairs too alike."""
    weighed = (
        (brief.stability, brief.last_year),
        (brief.configuration, brief.alike),
        (-brief.configuration, brief.unlike),
    )
    return sum(
        weight * len(set(people) & set(one)) * (len(set(people) & set(one)) - 1) // 2
        for weight, sets in weighed
        for one in sets
        for people in found
    )
