"""SurveyMonkey: up to three rows of heads; a question stands over its first column alone."""

import re
from collections.abc import Sequence

from plgwork.intake.surveys.rows import column, headed, mostly, respondents
from plgwork.intake.surveys.table import Cells, Head, Shape, Table
from plgwork.models.exports import Format, Use
from plgwork.models.labels import plain, tidy

FORMAT = Format.SURVEYMONKEY
SINGLE = {"response", "open-ended response", "responses", "open-ended responses"}
WRITTEN = re.compile(r"^(open-ended responses?|other \(please.*|.*please specify.*|comments?)$")
SYSTEM = {
    "respondentid": "Who answered.",
    "respondent id": "Who answered.",
    "collectorid": "Where it was collected.",
    "collector id": "Where it was collected.",
    "startdate": "The moment of the answer.",
    "start date": "The moment of the answer.",
    "enddate": "The moment of the answer.",
    "end date": "The moment of the answer.",
    "date created": "The moment of the answer.",
    "date modified": "The moment of the answer.",
    "ip address": "Where somebody sat.",
    "email address": "Who answered.",
    "first name": "Who answered.",
    "lastname": "Who answered.",
    "last name": "Who answered.",
    "customdata": "What the sender knew of somebody.",
    "custom data": "What the sender knew of somebody.",
    "custom data 1": "What the sender knew of somebody.",
}
NUMBER = re.compile(r"^\d{6,}(\.0)?$|^\d(\.\d+)?E\+\d+$")
MOST_HEADS = 3


def signature(table: Table) -> tuple[str, ...]:
    """A number for each respondent; “Response” under the questions."""
    heads = [plain(cell) for cell in table.heads]
    second = [plain(cell) for cell in table.rows[1]] if len(table.rows) > 1 else []
    reasons = []
    if set(heads[:2]) & {"respondentid", "respondent id"}:
        reasons.append(f"There is a column “{tidy(table.heads[_numbered(table) or 0])}”.")
        if mostly(column(table.rows[1:], _numbered(table) or 0), NUMBER.match):
            reasons.append("It holds a long number for each respondent.")
    if set(heads[:3]) & {"collectorid", "collector id"}:
        reasons.append("There is a column “Collector ID”.")
    if SINGLE & set(second):
        reasons.append("The second row says “Response” under the questions.")
        if "" in heads[1:]:
            reasons.append("A question stands over the first of its columns alone.")
    return tuple(reasons)


def _numbered(table: Table) -> int | None:
    found = [at for at, cell in enumerate(table.heads) if plain(cell) in SYSTEM]
    ids = [at for at in found if plain(table.heads[at]).startswith("respondent")]
    return ids[0] if ids else None


def _head_rows(table: Table) -> int:
    """How many rows are heads: those before the first that has a respondent's number."""
    at = _numbered(table)
    following = table.rows[1:MOST_HEADS]
    if at is None:
        return 2 if following and SINGLE & {plain(cell) for cell in following[0]} else 1
    count = 1
    for row in following:
        if row[at].strip() or not any(row):
            break
        count += 1
    # A first respondent whose number was taken out is no head.
    said = {plain(cell) for row in table.rows[1:count] for cell in row}
    blank = any(not headed(table.heads, place) for place in range(len(table.heads)))
    return count if SINGLE & said or blank else 1


def shape(table: Table) -> Shape:
    """The questions filled to the right, the rows below the heads as respondents."""
    count = _head_rows(table)
    rows, dropped = respondents(table.rows[count:])
    places = range(len(table.heads))
    below = list(table.rows[1:count])
    stems = _filled([headed(table.heads, at) for at in places], below)
    if len(below) > 1:
        below[0] = _parts_filled(below[0], stems, below[1:])
    heads = tuple(_head(table.heads, at, stems, below) for at in places)
    return Shape(_with_several(heads, rows), rows, dropped)


def _parts_filled(parts: Cells, stems: Sequence[str], below: Sequence[Cells]) -> Cells:
    """The same within one question, where a third row tells its columns apart."""
    found: list[str] = []
    for at, part in enumerate(parts):
        within = at > 0 and stems[at] == stems[at - 1]
        goes_on = not part.strip() and within and any(row[at].strip() for row in below)
        found.append(found[-1] if goes_on else part)
    return tuple(found)


def _filled(heads: Sequence[str], below: Sequence[Cells]) -> list[str]:
    """The question over each column: where there is none, the one to the left goes on."""
    stems: list[str] = []
    for at, head in enumerate(heads):
        left = stems[-1] if stems else ""
        beside = bool(left) and plain(left) not in SYSTEM
        goes_on = not head and beside and any(row[at].strip() for row in below)
        stems.append(stems[-1] if goes_on else head)
    return stems


def _head(names: Cells, at: int, stems: Sequence[str], below: Sequence[Cells]) -> Head:
    stem = stems[at] or f"Column {at + 1}"
    if plain(stem) in SYSTEM:
        return Head(names[at] or stem, stem, use=Use.PERSONAL, why=SYSTEM[plain(stem)])
    parts = list(dict.fromkeys(tidy(row[at]) for row in below if headed(row, at)))
    told = [part for part in parts if plain(part) not in SINGLE]
    written = any(WRITTEN.match(plain(part)) for part in parts)
    text = " – ".join(told) or stem
    heading = names[at] if headed(names, at) and not told else f"{stem} [{text}]"
    return Head(
        heading,
        text,
        stem if told else "",
        use=Use.OPEN if written else None,
        why="People could write here." if written else "",
    )


def _with_several(heads: tuple[Head, ...], rows: Sequence[Cells]) -> tuple[Head, ...]:
    """One column for each option, and in every cell that option's own words or nothing."""
    beside = [head.stem for head in heads]
    found = []
    for at, head in enumerate(heads):
        values = {plain(row[at]) for row in rows} - {""}
        ticked = len(values) <= 1 and (not values or values == {plain(head.text)})
        several = bool(head.stem) and beside.count(head.stem) > 1 and ticked and head.use is None
        found.append(several)
    # A column that nobody ticked is an option only where others of its question are.
    stems = {head.stem for head, one, at in zip(heads, found, range(len(heads)), strict=True)
             if one and any(row[at].strip() for row in rows)}  # fmt: skip
    return tuple(
        Head(head.heading, head.text, head.stem, use=Use.SEVERAL, several=True)
        if one and head.stem in stems
        else head
        for head, one in zip(heads, found, strict=True)
    )
