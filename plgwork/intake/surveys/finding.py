"""What every column of an export is read as, each with its reason; a person may correct it all."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plgwork.intake.surveys import noticing, personal
from plgwork.intake.surveys.choices import choices
from plgwork.intake.surveys.families import Families
from plgwork.intake.surveys.grids import Grids
from plgwork.intake.surveys.numbers import number
from plgwork.intake.surveys.scales import Reading
from plgwork.intake.surveys.several import OTHER, separated
from plgwork.intake.surveys.table import Export, Head, Known
from plgwork.models.exports import Column, Found, Use
from plgwork.models.instruments import AnchorFamily
from plgwork.models.labels import plain

GROUPS = re.compile(
    r"\b(schools?|sites?|campus(es)?|buildings?|roles?|positions?|job( title)?|grades?( levels?)?"
    r"|departments?|subjects?|gender|sex|age( (group|range))?|ethnicity|race|regions?|country"
    r"|countries|districts?|teams?|plgs?|plcs?|divisions?|years? (of|in) \w+|how many years"
    r"|how long|tenure|education|qualification|income|salary|location|county|state|faculty"
    r"|phase|cohort"
    r"|staff (type|group)|programme|program|employment status|native language|marital status)\b"
)
LONGEST_GROUP = 16  # words of a question; a longer one asks for more than where somebody belongs
OPINION = re.compile(
    r"\b(satisf\w*|agree|rate|how (well|much|often|likely|important|easy|confident|comfortable"
    r"|effective|clear|safe)|do you feel|opinion|would|should|could|why|help\w*|improve\w*)\b"
)
# What somebody belongs to is asked for, or named in a few words.
ASKS_WHERE = re.compile(
    r"^(which|what|where|in (which|what)|at (which|what)|how (long|many)|(please )?(select|choose)"
    r"|your|current)\b|^(\S+ ){0,3}\S+$"
)
MOST_GROUPS = 60


@dataclass(frozen=True, slots=True)
class Seen:
    """A column as it is looked at: its head, its cells by how often each stands there."""

    id: str
    at: int
    head: Head
    cells: Mapping[str, int]
    people: int
    known: Known | None

    @property
    def answered(self) -> int:
        """How many cells hold something."""
        return sum(self.cells.values())

    @property
    def asks_for_a_group(self) -> bool:
        """Whether the question asks where somebody belongs."""
        asked = plain(f"{self.head.stem} {self.head.text}")
        short = len(asked.split()) <= LONGEST_GROUP
        return short and bool(GROUPS.search(asked)) and not OPINION.search(asked)


def find(export: Export, families: Iterable[AnchorFamily]) -> Found:
    """What the file holds. Nothing is counted and nothing turned; see Column for the meaning."""
    seen = [_seen(export, at) for at in range(len(export.heads))]
    named = {one.at: why for one in seen if (why := _personal(one))}
    asked = [one for one in seen if one.at not in named and _is_question(one)]
    read = Grids(Families(families)).read(asked)
    columns = tuple(_column(one, named.get(one.at, ""), read.get(one.at)) for one in seen)
    columns = tuple(_asked_beside(one, columns) for one in columns)
    columns = noticing.with_reverse_proposals(export, columns)
    return Found(
        format=export.format,
        why=export.why,
        rows=export.total,
        respondents=export.people,
        dropped=export.dropped,
        columns=columns,
        scales=noticing.scales(columns),
        warnings=(*export.warnings, *noticing.warnings(export, columns, read)),
        digest=export.digest,
    )


def _seen(export: Export, at: int) -> Seen:
    column = export.columns[at]
    return Seen(
        export.ids[at], at, export.heads[at], column.answers, column.people, export.known.get(at)
    )


def _is_question(one: Seen) -> bool:
    group_of_numbers = one.asks_for_a_group and all(number(cell) is not None for cell in one.cells)
    return one.head.use is None and bool(one.cells) and not group_of_numbers


def _personal(one: Seen) -> str:
    if one.head.use is Use.PERSONAL:
        return one.head.why
    if one.head.use is not None or personal.is_own_code(one.head.text, one.head.heading):
        return ""
    why = personal.by_heading(one.head.heading, one.head.text)
    if not why and not one.head.stem:
        why = personal.by_content(one.cells, one.people)
    if not why and one.at == 0 and personal.counts_rows(one.cells, one.people):
        why = "It numbers the rows."
    return why


def _column(one: Seen, named: str, reading: Reading | None) -> Column:
    first = {
        "id": one.id,
        "heading": one.head.heading,
        "stem": one.head.stem,
        "text": one.head.text,
    }
    if named:
        return Column(**first, use=Use.PERSONAL, why=named)
    if personal.is_own_code(one.head.text, one.head.heading) and one.head.use is None:
        return Column(**first, use=Use.CODE, why="People made a code of their own.")
    if one.head.use is Use.LEFT_OUT or not one.cells:
        why = one.head.why if one.cells or one.head.why else "Nothing stands in it."
        if not (one.head.several and one.head.use is Use.SEVERAL):
            return Column(**first, use=Use.LEFT_OUT, why=why)
    if one.head.several:
        why = "One option of several that people could tick."
        return Column(**first, use=Use.SEVERAL, why=why, labels=(one.head.text,))
    if one.head.use is Use.OPEN:
        return Column(**first, use=Use.OPEN, why=one.head.why)
    if reading is not None:
        return _as_scale(first, reading)
    return _otherwise(first, one)


def _as_scale(first: Mapping[str, str], reading: Reading) -> Column:
    return Column(
        **first,
        use=Use.SCALE,
        why=" ".join((reading.why, *reading.notes)),
        labels=reading.labels,
        favourable=reading.favourable,
        lowest=reading.lowest,
        apart=reading.apart,
        spellings=reading.spellings,
    )


def _otherwise(first: Mapping[str, str], one: Seen) -> Column:
    """No scale: a group, a choice, several in a cell, words of people's own, or numbers."""
    if one.known is None and (found := separated(one.cells)) is not None and not _is_list(one):
        sign, options = found
        why = f"Many cells hold several answers, kept apart by “{sign.strip() or 'a line'}”."
        return Column(**first, use=Use.SEVERAL, why=why, labels=options, separator=sign)
    if one.known is not None or _is_choice(one):
        return _choice(first, one)
    if all(_is_figure(cell) for cell in one.cells):
        return Column(**first, use=Use.LEFT_OUT, why="Numbers that are no scale.")
    why = "People wrote in words of their own."
    if personal.holds_addresses(one.cells):
        why += " Some wrote an e-mail address."
    return Column(**first, use=Use.OPEN, why=why)


def _asked_beside(one: Column, columns: Iterable[Column]) -> Column:
    """A grouping that is answered as a question of the file is: it is one more such question.

    “My PLG time was taken for other things” names a group, and asks for none.
    """
    if one.use is not Use.GROUP or ASKS_WHERE.match(plain(one.text)):
        return one
    asked = (other for other in columns if other.use in (Use.CHOICE, Use.SCALE))
    same = next((other for other in asked if one.asked_like(other)), None)
    if same is None:
        return one
    why = f"It has the same answers as “{same.text}”, so that it is read as a question too."
    return one.model_copy(update={"use": Use.CHOICE, "why": why})


def _is_figure(cell: str) -> bool:
    return bool(re.fullmatch(r"[-+$£€]?\s*\d[\d.,]*\s*%?", cell.strip()))


def _is_list(one: Seen) -> bool:
    return one.asks_for_a_group and _is_choice(one) and len(one.cells) <= one.answered / 5


def _is_choice(one: Seen) -> bool:
    """Whether few different answers come again and again."""
    different, answered = len({plain(cell) for cell in one.cells}), one.answered
    if different < 2 and not one.asks_for_a_group:
        return False
    longest = sum(len(cell) * n for cell, n in one.cells.items()) / answered
    if one.head.stem and different <= 11 and all(number(cell) is not None for cell in one.cells):
        return True  # places in an order, or codes of answers
    if all(_is_figure(cell) for cell in one.cells) and not one.asks_for_a_group:
        return different <= 3 and answered >= 3 * different and different > 1
    if longest > 80:
        return different <= 8 and answered >= 4 * different
    if one.asks_for_a_group and longest <= 40 and different <= MOST_GROUPS:
        return different < answered or different <= 2
    if different <= 15 and answered >= 2 * different:
        return True
    return (different <= MOST_GROUPS and answered >= 4 * different) or (
        1 < different < answered <= 12 and longest <= 30
    )


def _choice(first: Mapping[str, str], one: Seen) -> Column:
    found = choices(one.cells, one.known)
    group = one.asks_for_a_group
    why = "Few different answers, in no order that could be told."
    if group:
        why = "It tells groups of people apart."
    return Column(
        **first,
        use=Use.GROUP if group else Use.CHOICE,
        why=why + (f" Answers that one person alone gave are “{OTHER}”." if found.others else ""),
        labels=found.labels,
        apart=found.apart,
        spellings=found.spellings,
    )
