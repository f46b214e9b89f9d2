"""What a reader should look at before anything is counted: said, and never put right in silence."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from plgwork.intake.surveys import moments
from plgwork.intake.surveys.coding import code_column
from plgwork.intake.surveys.exporting import slug
from plgwork.intake.surveys.numbers import number
from plgwork.intake.surveys.personal import holds_addresses
from plgwork.intake.surveys.scales import Reading
from plgwork.intake.surveys.table import Export
from plgwork.models.answers import Sums
from plgwork.models.exports import Column, Use
from plgwork.models.instruments import Scale
from plgwork.models.labels import plain, tidy

LEAST_PEOPLE = 20  # below, who answers against the rest is chance
LEAST_ITEMS = 3
AGAINST = -0.15
RARE = 0.02
EXPECTED = 5.0  # answers; where so many are to be expected, none is chance once in 150 times
WAVE = re.compile(
    r"^(wave|term|survey (year|wave|round)|administration|time ?point|round|pre.?post)\b"
)
# How often: unlike agreement, much of it may be bad news.
SELDOM = {
    ("Never",),
    ("Not yet",),
    ("At no meeting",),
    ("Rarely",),
    ("Almost never",),
    ("None of the time",),
}
OFTEN = (
    "{often}: the more often, the more favourable. Where often is bad news, open the question and "
    "turn its answers round, so that the best stands last."
)


def scales(columns: Sequence[Column]) -> tuple[Scale, ...]:
    """Grids of three items and more, proposed to be scored together."""
    found: list[Scale] = []
    for (stem, _), block in _grids(columns).items():
        one = slug(stem, "scale")
        taken = {scale.id for scale in found}
        number = next(n for n in range(1, len(taken) + 2) if _numbered(one, n) not in taken)
        if stem and len(block) >= LEAST_ITEMS:
            items = tuple(column.id for column in block)
            found.append(Scale(id=_numbered(one, number), name=stem[:200], items=items))
    return tuple(found)


def _numbered(one: str, number: int) -> str:
    return one if number == 1 else f"{one}-{number}"


def _grids(columns: Sequence[Column]) -> dict[tuple[str, tuple[str, ...]], list[Column]]:
    found: dict[tuple[str, tuple[str, ...]], list[Column]] = {}
    for one in columns:
        if one.use is Use.SCALE and len(one.labels) > 2:
            same = tuple(plain(label) for label in one.labels)
            found.setdefault((one.stem or "", same), []).append(one)
    return found


def with_reverse_proposals(export: Export, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Items that run against the rest of their grid, marked as proposed and left as they are."""
    if len(export.rows) < LEAST_PEOPLE:
        return columns
    against = {
        one for block in _grids(columns).values() for one in _against(export, columns, block)
    }
    why = "People answered it against the rest of its group: is it worded the other way round?"
    return tuple(
        one.model_copy(update={"reverse_proposed": True, "why": f"{one.why} {why}"})
        if one.id in against
        else one
        for one in columns
    )


def _against(export: Export, columns: Sequence[Column], block: Sequence[Column]) -> Iterator[str]:
    if not LEAST_ITEMS <= len(block) <= 40:
        return
    at = {one.id: place for place, one in enumerate(columns)}
    codes = np.stack(
        [code_column(export.columns[at[one.id]], one) for one in block], axis=1
    ).astype(float)
    codes[codes < 0] = np.nan
    whole = codes[~np.isnan(codes).any(axis=1)]
    if len(whole) < LEAST_PEOPLE:
        return
    varied = [place for place in range(len(block)) if whole[:, place].std()]
    if len(varied) < LEAST_ITEMS:
        return
    # The direction in which people differ most; the fewer items that point against it are meant.
    main = np.linalg.eigh(np.corrcoef(whole[:, varied], rowvar=False))[1][:, -1]
    main *= np.sign(np.sign(main).sum() or main.sum())
    for place, weight in zip(varied, main, strict=True):
        if weight < AGAINST:
            yield block[place].id


def warnings(
    export: Export, columns: Sequence[Column], read: Mapping[int, Reading]
) -> Iterator[str]:
    """Sentences, each with a way on."""
    yield from _nothing(columns)
    yield from _few(export, columns)
    yield from _orders(columns, read)
    yield from _spellings(columns)
    yield from _unused(export, columns, read)
    yield from _waves(export, columns)
    yield from _codes(columns)
    yield from _noughts(export, columns)
    written = [
        one.heading
        for at, one in enumerate(columns)
        if one.use is Use.OPEN and holds_addresses(export.columns[at].answers)
    ]
    if written:
        yield f"{_list(written)}: somebody wrote an e-mail address there."
    if often := [columns[at].text for at, one in read.items() if one.family[:1] in SELDOM]:
        yield OFTEN.format(often=_list(often))
    if against := [one.text or one.heading for one in columns if one.reverse_proposed]:
        yield f"{_list(against)}: answered against the rest. Mark it as reversed if it is."


def _nothing(columns: Sequence[Column]) -> Iterator[str]:
    counted = {Use.SCALE, Use.CHOICE, Use.SEVERAL}
    if not any(one.use in counted for one in columns):
        yield (
            "No question with answers that can be counted was found. If one of the columns below "
            "is such a question, say so there; if none is, look whether this is the right file."
        )


def _few(export: Export, columns: Sequence[Column]) -> Iterator[str]:
    if export.people == 1:
        yield "One person answered. Nothing about one person is shown; come back with more answers."
    rated = [at for at, one in enumerate(columns) if one.use is Use.SCALE]
    given = [{plain(cell) for cell in export.columns[at].used.values() if cell} for at in rated]
    same = all(len(one) < 2 for one in given)
    if rated and same and export.people > 1:
        yield (
            "Everybody gave the same answer to every question. Is this a test, or a copy of one "
            "row? It is counted as it stands."
        )
    if not export.whole:
        return
    patterns = Counter(tuple(row[at] for at in rated) for row in export.rows)
    straight = sum(
        n for row, n in patterns.items() if len(row) > 5 and len(set(row)) == 1 and row[0]
    )
    if straight > max(3, len(export.rows) / 4) and not same:
        yield f"{straight} people gave one and the same answer to every question; they are counted."


def _orders(columns: Sequence[Column], read: Mapping[int, Reading]) -> Iterator[str]:
    guessed = [columns[at].text for at, reading in read.items() if reading.guessed]
    if guessed:
        yield f"{_list(guessed)}: the order of the answers was told from their words. Is it right?"


def _spellings(columns: Sequence[Column]) -> Iterator[str]:
    """One answer that the file writes in two ways; a blank more splits it in other programs."""
    told: dict[str, set[str]] = {}
    for one in columns:
        if one.use in (Use.SCALE, Use.CHOICE, Use.GROUP):
            for cell, label in one.spellings.items():
                if not re.fullmatch(r"-?\d+([.,]0+)?", cell.strip()) and label != "Other answers":
                    told.setdefault(label, set()).add(cell)
    if told:
        shown = [f"{_list(sorted(cells))} as “{label}”" for label, cells in sorted(told.items())]
        more = f"; and {len(shown) - 4} more" if len(shown) > 4 else ""
        yield f"Read {'; '.join(shown[:4])}{more}."


def _unused(
    export: Export, columns: Sequence[Column], read: Mapping[int, Reading]
) -> Iterator[str]:
    """Answers of a scale that nobody gave, where too many gave them to others for chance."""
    given = {
        at: _given(export.columns[at].answers, columns[at])
        for at, one in read.items()
        if one.family
    }
    short = [
        columns[at].text
        for at, own in given.items()
        if not own.all() and _expected(own, _others(at, given, read))[own == 0].max() >= EXPECTED
    ]
    if short:
        yield (
            f"{_list(short)}: an answer that many gave to like questions was given by nobody. It "
            "stays in the scale; look whether somebody changed the answers in the file."
        )


def _given(cells: Mapping[str, int], column: Column) -> Sums:
    """How often each label was given."""
    place = {label: at for at, label in enumerate(column.labels)}
    many = np.zeros(len(column.labels))
    for cell, n in cells.items():
        if (at := place.get(column.spellings.get(cell, cell))) is not None:
            many[at] += n
    return many


def _others(at: int, given: Mapping[int, Sums], read: Mapping[int, Reading]) -> Sums:
    rest = [
        many for one, many in given.items() if one != at and read[one].family == read[at].family
    ]
    return np.asarray(sum(rest, np.zeros(len(given[at]))))


def _expected(own: Sums, others: Sums) -> Sums:
    """How often each label would have been given, had people answered as they did to others."""
    return np.asarray(others * (own.sum() / max(others.sum(), 1.0)))


def _waves(export: Export, columns: Sequence[Column]) -> Iterator[str]:
    way = "Two waves in one file count as one; split the file by it, and take each part by itself."
    for at, one in enumerate(columns):
        cells = export.columns[at].answers
        values = {plain(cell) for cell in cells} - {""}
        if WAVE.match(plain(one.text)) and 1 < len(values) < 10:
            yield f"“{one.text}” tells waves apart. {way}"
    if months := moments.gap(export, columns):
        yield f"No answer came for {months} months in between. {way}"


def _codes(columns: Sequence[Column]) -> Iterator[str]:
    coded = [
        one.text
        for one in columns
        if one.use in (Use.CHOICE, Use.SCALE)
        and len(one.labels) > 1
        and all(re.fullmatch(r"[A-Z]{1,3}0*\d{1,2}", tidy(label)) for label in one.labels)
    ]
    if coded:
        yield (
            f"{_list(coded)}: the file holds codes such as A1, not the words. Export it again with "
            "full answers, or write the words on this page."
        )


def _noughts(export: Export, columns: Sequence[Column]) -> Iterator[str]:
    """A rare 0 below a scale of 1 and more: several sites write it where nothing was answered."""
    rare = []
    for at, one in enumerate(columns):
        if one.use is Use.SCALE and one.labels[:2] == ("0", "1") and len(one.labels) > 3:
            numbers: Counter[int | None] = Counter()
            for cell, n in export.columns[at].answers.items():
                numbers[number(cell)] += n
            if 0 < numbers[0] <= RARE * (numbers.total() - numbers[None]):
                rare.append(one.text)
    if rare:
        yield (
            f"{_list(rare)}: hardly anybody answered 0. If it stands for no answer, put it among "
            "the answers that are not on the scale."
        )


def _list(texts: Sequence[str]) -> str:
    shown = ", ".join(f"“{one[:60]}”" for one in texts[:3])
    return f"{shown} and {len(texts) - 3} more" if len(texts) > 3 else shown
