"""Who did not answer, by group, without pointing at anybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from plgwork.analysis.disclosure.audit import Flags, Numbers, Sums
from plgwork.analysis.disclosure.shares import MIN_N
from plgwork.analysis.disclosure.withholding import People, small, withhold
from plgwork.models.figures import Roster, Row, Share, SuppressedTable

RESPONSE = "response"
Name = tuple[tuple[str, ...], tuple[str, ...]]  # a breakdown, and a group of it
EVERYBODY: Name = ((), ())


@dataclass(frozen=True, slots=True)
class _Asked:
    """Everybody, then every group of each grouping: who was asked, and who answered; nan unknown.

    ``before`` are rows that an earlier release showed or withheld: they stay as they are.
    """

    names: tuple[Name, ...]
    asked: Numbers = field(repr=False)
    answered: Numbers = field(repr=False)
    before: Mapping[Name, Row] = field(repr=False)

    @property
    def lost(self) -> Flags:
        """Of whom the release does not show how many answered."""
        found: Flags = np.isnan(self.answered)
        return found


def responses(
    table: SuppressedTable,
    rosters: Mapping[str, Roster],
    earlier: Sequence[SuppressedTable] = (),
    min_n: int = MIN_N,
) -> tuple[Row, ...]:
    """How many answered in each wave of a release, of those who could; rosters are by wave."""
    waves = dict.fromkeys(row.wave for row in table.rows)
    return tuple(
        row
        for wave in waves
        if wave in rosters
        for row in response(table, rosters[wave], wave, earlier, min_n)
    )


def response(
    table: SuppressedTable,
    roster: Roster,
    wave: str = "",
    earlier: Sequence[SuppressedTable] = (),
    min_n: int = MIN_N,
) -> tuple[Row, ...]:
    """How many of the roster's people answered: in all (its row has no group), then by group.

    Only numbers that a release shows are used, so nothing that it withholds can come back. A row
    is withheld where fewer than ``min_n`` did, or did not, answer, or another would tell of it,
    over all groupings at once. ``n`` is the roster's number; where more answered than it names,
    all of it did.
    """
    least = max(min_n, table.min_n, MIN_N)
    found = _asked(table, roster, wave, earlier)
    hidden = _hidden(found, least)
    shown = {row.by for row in table.rows}
    return tuple(
        found.before.get(name) or _row(name, wave, found, at, bool(hidden[at]))
        for at, name in enumerate(found.names)
        if name[0] in shown
    )


def _asked(
    table: SuppressedTable, roster: Roster, wave: str, earlier: Sequence[SuppressedTable]
) -> _Asked:
    before = {
        (row.by, row.group): row for one in earlier for row in one.response if row.wave == wave
    }
    bys = {row.by for row in table.rows} | {by for by, _ in before}
    known = {by: groups for by, groups in roster.groups.items() if (by,) in bys}
    names = [EVERYBODY, *(((by,), (group,)) for by, groups in known.items() for group in groups)]
    asked = [roster.people, *(many for groups in known.values() for many in groups.values())]
    answered = [_answered(table, name, wave, before.get(name)) for name in names]
    return _Asked(
        tuple(names), np.array(asked, float), np.minimum(answered, np.array(asked, float)), before
    )


def _answered(table: SuppressedTable, name: Name, wave: str, before: Row | None) -> float:
    if before is not None and before.favourable is not None:
        return float(before.favourable.k or 0)
    for row in table.of(by=name[0], wave=wave):
        if row.group == name[1] and row.people is not None:
            return float(row.people)
    return np.nan


def _hidden(found: _Asked, min_n: int) -> Flags:
    """Both sides are audited, over those whose number the release shows."""
    sums, rests = _sums(found)
    lost = np.concatenate([found.lost, np.ones(rests, bool)])
    told = np.array([name in found.before for name in found.names] + [False] * rests)
    silent = found.asked - found.answered
    sides = [np.concatenate([one, np.full(rests, np.nan)]) for one in (found.answered, silent)]
    hidden = _begun(found, lost | small(sides[0], min_n) | small(sides[1], min_n))
    while True:
        before = hidden
        for side in sides:
            hidden = withhold(People(sums, side, hidden, ~lost & ~told), min_n)
        if (hidden == before).all():
            return hidden[: len(found.names)]


def _begun(found: _Asked, hidden: Flags) -> Flags:
    """What was let out stays so, and what was withheld too."""
    for at, name in enumerate(found.names):
        if name in found.before:
            hidden[at] = found.before[name].withheld
    return hidden


def _sums(found: _Asked) -> tuple[Sums, int]:
    """Everybody as the sum of each grouping's groups, and of the rest where they are not all."""
    rows: list[Numbers] = []
    rests: list[int] = []
    for by in dict.fromkeys(by for by, _ in found.names[1:]):
        own = np.array([its == by for its, _ in found.names], float)
        if _some_left(found, own > 0):
            rests.append(len(rows))
        own[0] = -1
        rows.append(own)
    coefficients = np.array(rows).reshape(len(rows), len(found.names))
    rest = np.zeros((len(rows), len(rests)))
    rest[rests, range(len(rests))] = 1
    return Sums(np.hstack([coefficients, rest])), len(rests)


def _some_left(found: _Asked, own: Flags) -> bool:
    """Whether somebody was asked, or answered, who is in no group of the grouping."""
    if found.asked[own].sum() != found.asked[0]:
        return True
    return not found.lost.any() and bool(found.answered[own].sum() != found.answered[0])


def population(rows: Sequence[Row]) -> dict[tuple[str, Name], int]:
    """How many could have answered, by wave and group, where that may be told."""
    return {
        (row.wave, (row.by, row.group)): row.n for row in rows if row.n is not None and row.missing
    }


def _row(name: Name, wave: str, found: _Asked, at: int, hidden: bool) -> Row:
    row = Row(item=RESPONSE, by=name[0], group=name[1], wave=wave)
    if hidden:
        return row
    answered, asked = int(found.answered[at]), int(found.asked[at])
    p = answered / asked if asked else None
    shown = f"{int(100 * p + 0.5)} %" if p is not None else ""
    share = Share(shown=shown, k=answered, n=asked, p=p)
    return row.model_copy(update={"n": asked, "missing": asked - answered, "favourable": share})
