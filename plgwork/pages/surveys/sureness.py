"""How sure one can be that groups differ: words first, then the figures behind them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from plgwork.models.figures import Row, SuppressedTable
from plgwork.models.instruments import Instrument

if TYPE_CHECKING:
    from plgwork.analysis.statistics.beside import Beside

SURE = 0.05
TITLE = "How sure is this?"
HIDDEN = "Groups of which no counts are shown are in none of these figures."
FEW = "Too few groups can be shown in full to compare them."
CHANCE = "Chance alone could make the groups shown as different as they are."
MORE = "The groups shown differ by more than chance would explain."
MEANINGS = (
    "The part of all differences that lies between groups, ICC(1)",
    "How far groups can be told apart by their means, ICC(2)",
    "How far people within a group agree, mean rwg(j)",
)
BEHIND = "The figures behind it"
EACH = "Each group beside all others that are shown, taken together."


def panel(
    table: SuppressedTable, instrument: Instrument, of: str, by: tuple[str, ...], wave: str
) -> dict[str, Any]:
    """One item or scale by group: what can be said of differences, and whether means mean much."""
    from plgwork.analysis.statistics.beside import beside, comparable

    rows = list(table.of(of, by, wave))
    item = next((one for one in instrument.items if one.id == of), None)
    found = beside(rows, item.favourable if item else 0)
    hidden = [HIDDEN] if len(comparable(rows)) < len(rows) else []
    if not found:
        return {"title": TITLE, "lines": [FEW, *hidden]}
    scale = item is None
    meaning, behind = _meaning(table, instrument, of, by, wave)
    told = {
        "label": EACH if len(found) > 1 else f"{found[0].group} beside {found[0].other}",
        "head": _head(scale),
        "rows": [_cells(one, scale) for one in found],
    }
    return {
        "wide": True,
        "title": TITLE,
        "lines": [*_said(found, rows, scale), *hidden, meaning],
        "more": {"summary": BEHIND, "lines": behind, "table": told},
    }


def _said(found: Sequence["Beside"], rows: Sequence[Row], scale: bool) -> Iterator[str]:
    from plgwork.analysis.statistics.beside import apart

    clear = [one for one in found if one.holm < SURE]
    more = len(found) > 1 and apart(rows) < SURE
    if more or (len(found) > 1 and not clear):
        yield MORE if more else CHANCE
    yield from (_sentence(one, scale) for one in clear)
    if len(found) == 1 and not clear:
        yield f"{_sentence(found[0], scale)} Chance alone could have made that."
    elif not clear:
        yield "No single group stands apart from the others for sure."


def _sentence(one: "Beside", scale: bool) -> str:
    others = f"“{one.other}”" if one.other else "the others"
    than = "as" if one.size.words == "about the same" else "than"
    up = one.by.points > 0
    by = f"{abs(one.by.points):.0f} points {'more' if up else 'less'} favourable"
    if scale:
        by = f"{abs(one.by.points):.2f} {'higher' if up else 'lower'} on the scale"
    low, high = _range(one, scale)
    return (
        f"“{one.group}” answered {one.size.words} {than} {others}: {by}, and likely between {low} "
        f"and {high}."
    )


def _range(one: "Beside", scale: bool) -> tuple[str, str]:
    low, high = (f"{x:+.2f}" if scale else f"{x:+.0f}" for x in (one.by.low, one.by.high))
    return low.replace("-", "−"), high.replace("-", "−")


def _meaning(
    table: SuppressedTable, instrument: Instrument, of: str, by: tuple[str, ...], wave: str
) -> tuple[str, list[str]]:
    """Whether a group’s mean says much, in words; and the figures behind it."""
    from plgwork.analysis.statistics.agreement import meaning
    from plgwork.analysis.statistics.beside import agreement

    items = {one.id: one.items for one in instrument.scales}.get(of, (of,))
    parts, agreed = agreement(table, of, items, by, wave)
    sentence = meaning(parts, agreed)
    figures = (parts.icc1, parts.icc2, agreed)
    if any(one != one for one in figures):
        return sentence, []
    # Below 0 stands for 0: groups differ by less than chance would have them.
    told = zip(MEANINGS, figures, strict=True)
    return sentence, [f"{name}: {max(one, 0.0):.2f}" for name, one in told]


def _head(scale: bool) -> list[str]:
    size = "Cohen’s d" if scale else "Cliff’s delta"
    by = "Difference" if scale else "Difference, points"
    return ["Group", "n", "In words", by, "Interval", size, "p", "Holm", "Benjamini-Hochberg"]


def _cells(one: "Beside", scale: bool) -> list[str]:
    points = f"{one.by.points:+.2f}" if scale else f"{one.by.points:+.0f}"
    low, high = _range(one, scale)
    return [
        one.group,
        f"{one.n:,}",
        one.size.words,
        points.replace("-", "−"),
        f"{low} to {high}",
        f"{one.size.delta:+.2f}".replace("-", "−"),
        *(_p(p) for p in (one.p, one.holm, one.fdr)),
    ]


def _p(p: float) -> str:
    if p != p:
        return "–"
    return "< 0.001" if p < 0.001 else f"{p:.3f}"
