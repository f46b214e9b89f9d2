"""A file into an export: its tool recognised, its columns named, none of its rows lost."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from plgwork.errors import IntakeError
from plgwork.intake.surveys.formats import recognised, writers
from plgwork.intake.surveys.held import columns
from plgwork.intake.surveys.opening import table
from plgwork.intake.surveys.table import Export, Head, Shape, Table
from plgwork.models.exports import Format
from plgwork.models.labels import plain

LONGEST_ID = 60
CHOSEN = "You said so."
NOBODY = (
    "There are headings in this file and nobody under them. Export the answers, not the questions; "
    "if the file has several sheets or parts, take the one with the answers."
)


def open_export(data: bytes, name: str, as_format: Format | None = None) -> Export:
    """The cells of a file that a survey tool wrote. ``name`` is its file name, for what is said.

    ``as_format`` overrides what is recognised. Rows = respondents + dropped, always.
    IntakeError when there is no table in it, or nobody in the table.
    """
    export, _ = exported(table(data, name), hashlib.sha256(data).hexdigest(), as_format)
    return export


def exported(opened: Table, digest: str, as_format: Format | None = None) -> tuple[Export, Shape]:
    """The export that stands in these cells, and how its tool writes one."""
    found, why = recognised(opened)
    if as_format is not None and as_format is not found:
        found, why = as_format, (CHOSEN,)
    shape = writers()[found].shape(opened)
    if not shape.rows:
        raise IntakeError([_nobody(shape)])
    export = Export(
        format=found,
        why=why,
        ids=tuple(_ids(shape.heads)),
        heads=shape.heads,
        rows=shape.rows,
        columns=columns(shape.rows, len(shape.heads)),
        people=len(shape.rows),
        dropped=shape.dropped,
        known=opened.known,
        warnings=(*opened.warnings, *shape.warnings, *_doubled(shape.heads)),
        digest=digest,
    )
    return export, shape


def _nobody(shape: Shape) -> str:
    if not shape.dropped:
        return NOBODY
    told = "; ".join(f"{one.rows}: {one.reason}" for one in shape.dropped)
    return f"No row of this file holds an answer ({told}). Export it again, with the answers in it."


def slug(text: str, otherwise: str) -> str:
    """An id that reads like the text."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    return words[:LONGEST_ID].strip("-") or otherwise


def _ids(heads: Iterable[Head]) -> Iterator[str]:
    """An id for each column: the tool's own short name, or the words of its question."""
    taken: Counter[str] = Counter()
    given: set[str] = set()
    for at, head in enumerate(heads, start=1):
        one = slug(head.code or head.text, f"column-{at}")
        while one in given:
            taken[one] += 1
            first = re.sub(r"-\d+$", "", one) if taken[one] > 1 else one
            one = f"{first}-{taken[one] + 1}"
        given.add(one)
        yield one


def _doubled(heads: Iterable[Head]) -> tuple[str, ...]:
    counts = Counter(plain(head.heading) for head in heads if head.heading.strip())
    twice = [heading for heading, n in counts.items() if n > 1]
    if not twice:
        return ()
    told = ", ".join(f"“{one[:60]}”" for one in twice[:3])
    more = f" and {len(twice) - 3} more" if len(twice) > 3 else ""
    return (f"Several columns have the same heading: {told}{more}. Each is kept; look at them.",)
