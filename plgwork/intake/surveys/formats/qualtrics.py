"""Qualtrics: names, questions and a row of import ids; two rows where somebody took one out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from plgwork.intake.surveys.rows import headed, is_moment, respondents, shared
from plgwork.intake.surveys.table import Cells, Head, Rows, Rule, Shape, Table
from plgwork.models.exports import Format, Use
from plgwork.models.labels import plain, tidy

FORMAT = Format.QUALTRICS
IMPORT = re.compile(r"""^\s*\{\s*["']+ImportId["']+""")
PERSONAL = {
    *("startdate", "enddate", "recordeddate", "ipaddress", "responseid", "recipientlastname"),
    *("recipientfirstname", "recipientemail", "externalreference", "externaldatareference"),
    *("locationlatitude", "locationlongitude", "locationaccuracy", "name", "emailaddress"),
}
LEFT_OUT = {
    *("status", "progress", "duration(inseconds)", "finished", "distributionchannel"),
    *("userlanguage", "responseset"),
}
OWN = PERSONAL | LEFT_OUT
RESPONSE = re.compile(r"^R_\w{10,}$")
NAMES = re.compile(r"^(Q|QID)\d+([_#.]\w+)*$")
PARADATA = re.compile(
    r"(_DO_|_DO$|_(First|Last) Click$|_Page Submit$"
    r"|_Click Count$|_NPS_GROUP$"
    r"| - (Topics|Parent Topics"
    r"|Sentiment.*|Topic Sentiment.*)$|_(Browser|Version|Operating System|Resolution)$)"
)
# “IP Address” is an answer like any other; these are the makers' own.
TESTS = {
    *("survey preview", "survey test", "1", "2", "9", "12", "17", "spam preview", "8", "spam"),
    *("imported spam", "offline survey preview"),
}
TEST = "A preview, a test or spam, not a respondent."
OPENED = "Opened the survey and answered nothing."


def signature(table: Table) -> tuple[str, ...]:
    """The row of import ids; the columns of its own; names such as Q1_2."""
    names = [_same(cell) for cell in table.heads]
    reasons = []
    if any(_imports(row) for row in table.rows[:4]):
        reasons += ["One row holds import ids.", "No other tool writes such a row."]
    own = {"responseid", "recipientemail", "recordeddate", "ipaddress", "locationlatitude"}
    own |= {"responseset", "distributionchannel", "userlanguage"}
    found = [table.heads[at] for at, name in enumerate(names) if name in own]
    if len(found) > 1:
        reasons += [f"There are columns “{tidy(found[0])}” and “{tidy(found[1])}”."]
    if re.match(r"^V1$", table.heads[0] if table.heads else "") and "V2" in table.heads:
        reasons.append("The first columns are V1, V2 and so on, as the older exports name them.")
    if any(RESPONSE.match(cell.strip()) for row in table.rows[1:6] for cell in row):
        reasons.append("Each answer has a number that begins with R_.")
    questions = [cell for cell in table.heads if NAMES.match(cell.strip())]
    if questions and 2 * len(questions) > len(names) and (reasons or _second_row_asks(table)):
        reasons.append(f"Questions are named “{questions[0]}” and so on.")
    return tuple(reasons)


def _same(cell: str) -> str:
    return plain(cell).replace(" ", "")


def _imports(row: Cells) -> bool:
    return any(IMPORT.match(cell) for cell in row)


def _head_rows(table: Table) -> int:
    """How many rows are heads. Rows taken out by hand must not cost the first respondent."""
    for at, row in enumerate(table.rows[1:4], start=1):
        if _imports(row):
            return at + 1
    return 2 if _second_row_asks(table) else 1


def _second_row_asks(table: Table) -> bool:
    if len(table.rows) < 2:
        return False
    second = table.rows[1]
    ids = [at for at, cell in enumerate(table.heads) if _same(cell) in ("responseid", "startdate")]
    if ids:
        return not any(RESPONSE.match(second[at].strip()) or is_moment(second[at]) for at in ids)
    if any(RESPONSE.match(cell.strip()) for cell in second):
        return False
    # Questions are long, and stand once in their column.
    asked = [at for at, cell in enumerate(table.heads) if NAMES.match(cell.strip())]
    longer = [at for at in asked if len(second[at]) > 15]
    again = [at for at in asked if any(row[at] == second[at] for row in table.rows[2:40])]
    return bool(asked) and 2 * len(longer) > len(asked) and 4 * len(again) <= len(asked)


def shape(table: Table) -> Shape:
    """Names and questions above; tests and people who answered nothing dropped."""
    count = _head_rows(table)
    questions = table.rows[1] if count > 1 and not _imports(table.rows[1]) else table.heads
    heads = _stemmed([_head(table.heads, at, questions) for at in range(len(table.heads))])
    body = table.rows[count:]
    rules = tuple(_rules(table, questions, heads))
    rows, dropped = respondents(body, rules)
    told: tuple[str, ...] = ()
    if not rows and any(one.reason == TEST for one in dropped):
        # A file of tests alone is somebody trying things out, who wants to see them.
        rules = ()
        rows, dropped = respondents(body)
        told = ("Every row is a preview or a test; they are counted, so that you can try this.",)
    return Shape(_with_several(heads, rows), rows, dropped, told, rules)


def _rules(table: Table, questions: Cells, heads: Sequence[Head]) -> Iterator[Rule]:
    """Why a row is no respondent."""
    named = {_own(table.heads, at, questions): at for at in range(len(table.heads))}
    asked = [at for at, head in enumerate(heads) if head.use in (None, Use.OPEN)]
    if "status" in named:
        yield Rule(TEST, {named["status"]: lambda cell: plain(cell) in TESTS})
    if "distributionchannel" in named:
        yield Rule(TEST, {named["distributionchannel"]: lambda cell: plain(cell) == "preview"})
    if "finished" in named:
        unfinished = {named["finished"]: lambda cell: plain(cell) in ("false", "0")}
        yield Rule(OPENED, unfinished, asked)


def _own(names: Cells, at: int, questions: Cells) -> str:
    """Which column of the tool's own this is; empty for a question."""
    if _same(names[at]) in OWN - {"name"}:
        return _same(names[at])
    legacy = re.fullmatch(r"V\d+", names[at].strip())
    return _same(questions[at]) if legacy and _same(questions[at]) in OWN else ""


def _head(names: Cells, at: int, questions: Cells) -> Head:
    name = headed(names, at)
    text = tidy(questions[at]) or name or f"Column {at + 1}"
    if own := _own(names, at, questions):
        use = Use.PERSONAL if own in PERSONAL else Use.LEFT_OUT
        return Head(names[at], text, use=use, why="Qualtrics writes this of every answer.")
    if PARADATA.search(name):
        why = "How somebody went through the page, or what the tool made of an answer."
        return Head(names[at], text, use=Use.LEFT_OUT, why=why)
    open_ = name.endswith("_TEXT") or name.endswith("_TEXT_1")
    text = re.sub(r"\s*-\s*Selected Choice\s*(?=-|$)", " ", text).strip()
    return Head(
        names[at],
        text,
        code=name,
        use=Use.OPEN if open_ else None,
        why="People could write here." if open_ else "",
    )


def _base(head: Head) -> str:
    """Q5 of Q5_3, Q5#1 of Q5#1_3: what columns of one question have in common."""
    found = re.match(r"^(.*?)_-?\d+$", head.code.removesuffix("_TEXT"))
    return found[1] if found else ""


def _stemmed(heads: Sequence[Head]) -> tuple[Head, ...]:
    """Questions with several columns: what all say is the stem, the rest the row."""
    groups: dict[str, list[int]] = {}
    for at, head in enumerate(heads):
        if head.use is None and _base(head):
            groups.setdefault(_base(head), []).append(at)
    found = list(heads)
    for group in groups.values():
        texts = [heads[at].text for at in group]
        stem = shared(texts) if len(group) > 1 else ""
        for at in group:
            text = heads[at].text.removeprefix(stem).strip()
            if stem and text:
                found[at] = replace(heads[at], stem=stem.rstrip(" -:–"), text=text)
            elif len(group) > 1 and len(set(texts)) == 1:
                found[at] = replace(heads[at], stem=texts[0])
    return tuple(found)


def _with_several(heads: tuple[Head, ...], rows: Rows) -> tuple[Head, ...]:
    """One column for each option: its own words in the cell, or 1, or nothing."""
    groups: dict[str, list[int]] = {}
    for at, head in enumerate(heads):
        if head.stem and head.use is None:
            groups.setdefault(f"{_base(head)} {head.stem}", []).append(at)
    found = list(heads)
    for group in groups.values():
        held = [{plain(row[at]) for row in rows} - {""} for at in group]
        if len(group) > 1 and any(held) and all(map(_tick, held, [heads[at] for at in group])):
            for at, values in zip(group, held, strict=True):
                told = next(iter(row[at] for row in rows if row[at].strip()), "")
                text = tidy(told) if values - {"1"} else heads[at].text
                found[at] = replace(heads[at], text=text, use=Use.SEVERAL, several=True)
    return tuple(found)


def _tick(values: set[str], head: Head) -> bool:
    if len(values) > 1:
        return False
    same = plain(head.text)
    return (
        values <= {"1", same} or head.text == head.stem or any(same.endswith(one) for one in values)
    )
