"""How the figures were made and what was withheld, in sentences."""

from collections import Counter
from collections.abc import Iterator

from plgwork.documents import same_people
from plgwork.models.figures import EVERYONE, Row, SuppressedTable
from plgwork.models.findings import Takeaway
from plgwork.models.instruments import Instrument, Kind, favourable_of

HALF = (
    "Unless somebody said otherwise, the good half of labelled answers counts: of an even number "
    "the upper half, of an odd number those above the middle (two of five), as diverging bars "
    "divide them (Heiberger and Robbins 2014); of bare numbers two of up to seven, and nearly a "
    "third of more."
)
COMPARED = (
    "Groups are called different where chance alone would make them so in fewer than one of 20 "
    "surveys: two by Mann and Whitney’s test of ranks, several by Kruskal and Wallis’s and each "
    "beside the others, corrected by Holm; what is scored together by its means, after Welch. How "
    "far apart two groups are is put in words by Cliff’s delta, of means by Cohen’s d."
)
HEADING = "How these figures were made"


def methods(taken: Takeaway) -> list[str]:
    """The methods note: counting, rules for small groups, what is withheld, version."""
    table = taken.table
    return [
        *_counting(taken.instrument, table),
        *_small_groups(table),
        *_withheld(table),
        *filter(None, (table.told_of_merged((by,)) for by in table.merged)),
        *([COMPARED] if any(row.by for row in table.rows) else []),
        *same_people.rules(table),
        *taken.rules,
        f"Made {taken.made} with the PLG Workbook, version {taken.version}.",
    ]


def _counting(instrument: Instrument, table: SuppressedTable) -> Iterator[str]:
    items = [item for item in instrument.items if item.kind is Kind.SCALE]
    if said := favourable_of(items):
        yield said
        yield HALF
    yield (
        "A share is of those who gave an answer on the scale: people who skipped an item, or chose "
        "an answer that is not on the scale, are not in its n."
    )
    turned = [item.text for item in items if item.reverse]
    if turned:
        yield f"Turned round in scores, and shown as answered by itself: {'; '.join(turned)}."
    if instrument.scales:
        yield "A scale’s score is the mean of the items answered, where at least half of them were."
    if instrument.scales and not table.exact:
        yield (
            "Where some people answered only part of a scale, its mean is that of its items’ "
            "means, so that it tells nothing of those few."
        )


def _small_groups(table: SuppressedTable) -> Iterator[str]:
    if table.exact:
        yield "Nothing is withheld: these are exact figures, for the owner of the answers alone."
        return
    yield (
        f"Figures about fewer than {table.min_n} people are withheld, and with them whatever would "
        "tell them."
    )
    yield (
        "Shares near 0 % and near 100 % are shown only as “or fewer” and “or more”, without "
        "counts or mean: everybody’s answer would otherwise be known."
    )


def _withheld(table: SuppressedTable) -> Iterator[str]:
    hidden = [row for row in table.rows if row.withheld]
    if not hidden:
        yield "Nothing is withheld."
    for by in dict.fromkeys(row.by for row in hidden):
        rows = [row for row in hidden if row.by == by]
        where = f"By {' and '.join(by)}" if by else EVERYONE
        yield f"{where}: {_rows(len(rows))} withheld{_groups(rows, table, by)}."
    ends = sum(_coded(row) for row in table.rows)
    if ends:
        yield f"In {_rows(ends)} only the end of the share is shown."


def _groups(rows: list[Row], table: SuppressedTable, by: tuple[str, ...]) -> str:
    """Which groups; “in part” where some of a group's rows are shown."""
    if not by:
        return ""
    hidden, all_rows = (
        Counter(row.group for row in rows),
        Counter(row.group for row in table.of(by=by)),
    )
    names = [
        ", ".join(group) + ("" if many == all_rows[group] else " (in part)")
        for group, many in hidden.items()
    ]
    return f": {'; '.join(names)}"


def _rows(many: int) -> str:
    return "1 row" if many == 1 else f"{many:,} rows"


def _coded(row: Row) -> bool:
    return not row.withheld and row.favourable is not None and row.favourable.p is None
