"""LimeSurvey: headings as codes, as texts or as both; answers as codes or in full."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from plgwork.intake.surveys.rows import bracketed, respondents
from plgwork.intake.surveys.table import Head, Rows, Rule, Shape, Table
from plgwork.models.exports import Format, Use
from plgwork.models.labels import plain, tidy

FORMAT = Format.LIMESURVEY
CODED = re.compile(
    r"^(?P<code>[A-Za-z][\w-]*)(?P<subs>(\[[^\]]*\])*)(?P<sign>\._\.|\.\s+|\.$|:\s+|$)(?P<text>.*)$",
    re.DOTALL,
)
SYSTEM: Mapping[str, tuple[str, Use, str]] = {
    "id": ("response id", Use.PERSONAL, "Who answered."),
    "submitdate": ("date submitted", Use.PERSONAL, "The moment of the answer."),
    "startdate": ("date started", Use.PERSONAL, "The moment of the answer."),
    "datestamp": ("date last action", Use.PERSONAL, "The moment of the answer."),
    "ipaddr": ("ip address", Use.PERSONAL, "Where somebody sat."),
    "token": ("token", Use.PERSONAL, "Who answered."),
    "firstname": ("first name", Use.PERSONAL, "Who answered."),
    "lastname": ("last name", Use.PERSONAL, "Who answered."),
    "email": ("email address", Use.PERSONAL, "Who answered."),
    "lastpage": ("last page", Use.LEFT_OUT, "How far somebody came."),
    "startlanguage": ("start language", Use.LEFT_OUT, "The language of the form."),
    "seed": ("seed", Use.LEFT_OUT, "How the questions were shuffled."),
    "refurl": ("referrer url", Use.LEFT_OUT, "From where somebody came."),
    "interviewtime": ("total time", Use.LEFT_OUT, "How long somebody took."),
}
NAMED = {words: code for code, (words, _, _) in SYSTEM.items()}
TIMED = re.compile(r"^(grouptime|question time|group time|.*time$)\W?.*\d", re.IGNORECASE)
TELLING = {"submitdate", "lastpage", "startlanguage", "seed"}
TICKS = {"yes", "no", "y", "n"}
WRITTEN = "People could write here."
UNFINISHED = "Opened the survey and answered nothing."


def signature(table: Table) -> tuple[str, ...]:
    """The columns every LimeSurvey export begins with; or headings that begin with a code."""
    heads = [tidy(cell) for cell in table.heads]
    system = [head for head in heads if _system(head)]
    own = [
        one for one in system if _system(one) in ("submitdate", "lastpage", "startlanguage", "seed")
    ]
    both = [head for head in heads if _both(head)]
    subs = [head for head in heads if (found := CODED.match(head)) and found["subs"]]
    reasons = [f"There is a column “{one}”." for one in own]
    if len(both) > 1 and 2 * len(both) > len(heads) - len(system):
        reasons.append(f"{len(both)} headings are a code, a full stop and a question.")
        reasons += ["Rows of a question have codes in brackets."] if subs else []
    elif len(subs) > 1 and all(" " not in one for one in subs):
        reasons.append("Rows of a question have codes in brackets.")
    return tuple(reasons)


def _system(head: str) -> str:
    """Which column of the tool's own this is; empty for a question."""
    same = plain(head)
    found = CODED.match(same)
    if same in NAMED:
        return NAMED[same]
    if found and found["code"] in SYSTEM and not found["subs"]:
        words = tidy(found["text"])
        return found["code"] if not words or words == SYSTEM[found["code"]][0] else ""
    return ""


def _both(head: str) -> bool:
    found = CODED.match(head)
    return bool(found and found["sign"].strip() in (".", "._.") and found["text"].strip())


def shape(table: Table) -> Shape:
    """One row of headings; people who answered nothing dropped where the file tells."""
    heads = tuple(_head(cell, at) for at, cell in enumerate(table.heads))
    questions = [at for at, head in enumerate(heads) if head.use in (None, Use.OPEN)]
    sent = [at for at, cell in enumerate(table.heads) if _system(tidy(cell)) == "submitdate"]
    rules = (Rule(UNFINISHED, blank=(sent[0], *questions)),) if sent else ()
    rows, dropped = respondents(table.rows[1:], rules)
    begun = sum(not row[sent[0]].strip() for row in rows) if sent else 0
    told = (f"{begun} began and did not send it; what they answered counts.",) if begun else ()
    return Shape(_with_several(heads, rows), rows, dropped, told, rules)


def _head(cell: str, at: int) -> Head:
    heading = tidy(cell)
    if system := _system(heading):
        _, use, why = SYSTEM[system]
        return Head(cell, heading, use=use, why=why)
    if not heading:
        return Head(cell, f"Column {at + 1}", use=Use.LEFT_OUT, why="Numbers of the rows.")
    if TIMED.match(heading):
        return Head(cell, heading, use=Use.LEFT_OUT, why="How long somebody took.")
    found = CODED.match(heading)
    if not found or not (found["sign"] or found["subs"]):
        stem, text = bracketed(heading)
        open_ = bool(stem) and plain(text) in ("other", "comment")
        return Head(
            cell,
            text or stem or heading,
            stem if text else "",
            use=Use.OPEN if open_ else None,
            why=WRITTEN if open_ else "",
        )
    return _coded(cell, found)


def _coded(cell: str, found: re.Match[str]) -> Head:
    code = found["code"] + found["subs"]
    words = tidy(found["text"])
    stem, text = bracketed(words) if words else ("", "")
    if words.endswith("]") and not text:
        stem, text = "", stem
    sub = found["subs"].strip("[]").split("][")[-1]
    open_ = sub.endswith(("comment", "other"))
    return Head(
        cell,
        text or stem or sub or found["code"],
        # Without a text, rows of one question have its code in common.
        stem if text and stem else (found["code"] if found["subs"] and (text or not words) else ""),
        code=code,
        use=Use.OPEN if open_ else None,
        why=WRITTEN if open_ else "",
    )


def _with_several(heads: tuple[Head, ...], rows: Rows) -> tuple[Head, ...]:
    """Rows of one question that hold Yes and No alone are what people could tick."""
    groups: dict[str, list[int]] = {}
    for at, head in enumerate(heads):
        if head.stem and head.use is None:
            groups.setdefault(f"{head.code.split('[')[0]} {head.stem}", []).append(at)
    ticked = {at for group in groups.values() if _ticks(group, rows) for at in group}
    return tuple(
        replace(head, use=Use.SEVERAL, several=True) if at in ticked else head
        for at, head in enumerate(heads)
    )


def _ticks(group: Sequence[int], rows: Rows) -> bool:
    values = {plain(row[at]) for row in rows for at in group} - {""}
    return len(group) > 1 and bool(values & {"yes", "y"}) and values <= TICKS
