"""The words that titles and descriptions share. A share whose end is coded stays as it is shown."""

import re
import textwrap
from collections.abc import Iterable, Iterator

from plgwork.models.figures import EVERYONE, Row
from plgwork.models.instruments import Instrument, Item

ALIKE = 0.10  # shares nearer than this are called alike


def named(instrument: Instrument, of: str) -> str:
    """What an item or a scale is called."""
    scales = {scale.id: scale.name for scale in instrument.scales}
    return scales[of] if of in scales else instrument.item(of).text


def quoted(item: Item, letters: int = 72) -> str:
    """An item's text, short enough for a sentence."""
    text = " ".join(item.text.split())
    cut = textwrap.shorten(text, letters, placeholder="…")
    return f"“{cut if cut != '…' else text[: letters - 1] + '…'}”"


def group(row: Row) -> str:
    """The group that a row is about."""
    return ", ".join(row.group) or EVERYONE


def standing(row: Row) -> float | None:
    """Where a share stands among others, by what is shown of it; None where that tells nothing.

    “Between 20 % and 80 %” is neither high nor low.
    """
    if row.withheld or row.favourable is None:
        return None
    if row.favourable.p is not None or row.favourable.shown.startswith("between"):
        return row.favourable.p
    number = re.search(r"\d+(\.\d+)?", row.favourable.shown)
    return float(number.group()) / 100 if number else None


def people(row: Row) -> str:
    """How many answered, in words."""
    return "withheld" if row.n is None else f"n = {row.n:,}"


def coded(row: Row) -> bool:
    """Whether only the end of a share is shown."""
    return not row.withheld and row.favourable is not None and row.favourable.p is None


def shown(rows: Iterable[Row]) -> Iterator[tuple[float, Row]]:
    """Each row with a share that may be shown, and where it stands."""
    for row in rows:
        value = standing(row)
        if value is not None:
            yield value, row


def told(row: Row) -> str:
    """A share with how many answered, in words."""
    if row.withheld:
        return "withheld"
    share = f"{row.share} favourable" if row.share else "no share"
    return f"{share} ({people(row)})"
