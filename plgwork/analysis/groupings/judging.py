"""What can be said of a draft: sizes, who could lead, when all are free, who is alone or stays."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from plgwork.analysis.groupings.traits import alone
from plgwork.models.groupings import (
    Circumstances,
    GroupJudgement,
    Judgement,
    Outline,
    OutlineGroup,
    in_week,
)

Pair = frozenset[str]


def judge(outline: Outline, known: Circumstances) -> Judgement:
    """Judge a draft by the circumstances; it says what is, and decides nothing."""
    kept, pairs = stability(outline, known.last_year, {one.id for one in known.staff})
    placed = outline.people | known.elsewhere
    return Judgement(
        groups=tuple(judge_group(group, known) for group in outline.groups),
        unplaced=tuple(one.id for one in known.staff if one.id not in placed),
        kept=kept,
        pairs=pairs,
    )


def judge_group(group: OutlineGroup, known: Circumstances) -> GroupJudgement:
    """Judge one group."""
    inside = [one for one in known.staff if one.id in set(group.people)]
    return GroupJudgement(
        size=len(inside),
        facilitators=tuple(one.id for one in inside if one.id in group.facilitators),
        trained=tuple(one.id for one in inside if one.id in known.trained),
        shared=shared_periods((one.id for one in inside), known.free),
        unknown=tuple(one.id for one in inside if one.id not in known.free),
        alone=alone(inside),
    )


def shared_periods(
    people: Iterable[str], free: Mapping[str, Sequence[str]]
) -> tuple[str, ...] | None:
    """The periods in which all of whom they are known are free; None where none is known."""
    known = [set(free[one]) for one in people if one in free]
    return tuple(in_week(set[str].intersection(*known))) if known else None


def pairs_of(outline: Outline, among: set[str] | None = None) -> set[Pair]:
    """Each two people who meet in a group; ``among`` leaves others out."""
    return {
        frozenset(pair)
        for group in outline.groups
        for pair in combinations(
            (one for one in set(group.people) if among is None or one in among), 2
        )
    }


def stability(outline: Outline, last_year: Outline, staff: set[str]) -> tuple[int, int]:
    """How many of last year's pairs still meet, of how many; whoever has left counts in none."""
    before = pairs_of(last_year, staff)
    return len(before & pairs_of(outline)), len(before)
