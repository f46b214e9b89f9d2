"""Answers as codes. Only what Found names goes on; who somebody is stays behind, and so do rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plgwork.errors import IntakeError
from plgwork.intake.surveys.exporting import slug
from plgwork.intake.surveys.numbers import number, numbered
from plgwork.intake.surveys.several import chosen
from plgwork.intake.surveys.table import Export
from plgwork.models.answers import APART, MISSING, Answers, Codes, Grouping, OpenAnswers
from plgwork.models.exports import Column, Found, Use
from plgwork.models.instruments import Instrument, Item, Kind, Scale
from plgwork.models.labels import plain

TICKED = ("Not chosen", "Chosen")
MOST_LABELS = 126  # what an int8 holds beside the two that are no answer
NOT_TICKED = {"no", "n", "false", "not selected", "unchecked", "0"}


@dataclass(frozen=True, slots=True)
class Coded:
    """One item and its codes, shape (people,)."""

    item: Item
    codes: Codes
    origin: str  # the id of its column


def code(export: Export, found: Found, wave: str = "") -> Answers:
    """The answers of an export, read as ``found`` says; see Answers for the shapes.

    IntakeError when ``found`` is of another file, or names nothing that can be counted.
    """
    # A column is known by its place: its id and its question may have been corrected.
    if found.digest != export.digest or len(found.columns) != len(export.heads):
        raise IntakeError(["These corrections are of another file. Look at this file anew."])
    columns = [(one, [row[at] for row in export.rows]) for at, one in enumerate(found.columns)]
    coded = [
        *(one for column, cells in columns for one in _coded(column, cells)),
        *_expanded([pair for pair in columns if _is_option(pair[0])]),
    ]
    place = {one.id: at for at, one in enumerate(found.columns)}
    coded.sort(key=lambda one: place[one.origin])
    if not coded:
        raise IntakeError(
            ["No column is read as a question that can be counted. Say of one of them that it is."]
        )
    own = next((cells for column, cells in columns if column.use is Use.CODE), [])
    return Answers(
        instrument=_instrument([one.item for one in coded], found.scales),
        codes=np.stack([one.codes for one in coded], axis=1),
        groupings=tuple(_grouping(*pair) for pair in columns if pair[0].use is Use.GROUP),
        open=tuple(_open(*pair) for pair in columns if pair[0].use is Use.OPEN),
        wave=wave,
        own_codes=tuple(cell.strip() for cell in own),
    )


def _coded(column: Column, cells: Sequence[str]) -> Iterator[Coded]:
    if column.use in (Use.SCALE, Use.CHOICE) and 1 < len(column.labels) <= MOST_LABELS:
        yield Coded(_item(column), code_column(cells, column), column.id)
    if column.use is Use.SEVERAL and not _is_option(column):
        yield from _options(column, cells)


def _item(column: Column) -> Item:
    scale = column.use is Use.SCALE
    top = min(max(column.favourable, 1), len(column.labels) - 1)
    return Item(
        id=column.id,
        column=column.heading,
        stem=column.stem,
        text=_words(column),
        kind=Kind.SCALE if scale else Kind.CHOICE,
        labels=column.labels,
        favourable=top if scale else 0,
        lowest=column.lowest,
        reverse=column.reverse,
        apart=column.apart,
    )


def _words(column: Column) -> str:
    return column.text.strip() or column.stem.strip() or column.heading.strip() or column.id


def lookup(column: Column) -> dict[str, int]:
    """The code of every cell text, in its plain form: labels, spellings, answers apart."""
    codes = {plain(label): at for at, label in enumerate(column.labels)}
    for at, label in enumerate(column.labels):
        told = numbered(label)
        if told is not None and column.use is Use.SCALE:
            codes.setdefault(str(told[0]), at)
    codes |= {plain(label): APART for label in column.apart if plain(label) not in codes}
    codes |= {
        plain(cell): codes[plain(label)]
        for cell, label in column.spellings.items()
        if plain(label) in codes
    }
    return codes


def code_column(cells: Sequence[str], column: Column) -> Codes:
    """The codes of one column, shape (people,)."""
    known = lookup(column)
    told: dict[str, int] = {"": MISSING}
    for cell in set(cells):
        value = number(cell)
        same = plain(cell)
        told[cell] = known.get(
            same, known.get(str(value), MISSING) if value is not None else MISSING
        )
    return np.fromiter((told[cell] for cell in cells), dtype=np.int8, count=len(cells))


def _options(column: Column, cells: Sequence[str]) -> Iterator[Coded]:
    """An item for each option of a cell that holds several; who left it empty is missing in all."""
    labels = {plain(label): at for at, label in enumerate(column.labels)}
    picks = {cell: chosen(cell, column.separator, labels) for cell in set(cells)}
    held = np.array([bool(cell.strip()) for cell in cells])
    for at, label in enumerate(column.labels):
        one = f"{column.id[:50].strip('-')}-o{at + 1}-{slug(label, 'option')[:20]}".strip("-")
        codes = np.array([at in picks[cell] for cell in cells], dtype=np.int8)
        codes[~held] = MISSING
        yield Coded(_option_item(one, column, label, _words(column)), codes, column.id)


def _option_item(item: str, column: Column, label: str, stem: str) -> Item:
    return Item(
        id=item, column=column.heading, stem=stem, text=label, kind=Kind.OPTION, labels=TICKED
    )


def _is_option(column: Column) -> bool:
    return column.use is Use.SEVERAL and not column.separator


def _expanded(columns: Sequence[tuple[Column, list[str]]]) -> Iterator[Coded]:
    """A column for each option: who ticked nothing under the question is missing in all of it."""
    questions: dict[str, list[tuple[Column, list[str]]]] = {}
    for column, cells in columns:
        questions.setdefault(column.stem or column.id, []).append((column, cells))
    for stem, options in questions.items():
        held = np.array([[bool(cell.strip()) for cell in cells] for _, cells in options])
        answered = held.any(axis=0)
        for column, cells in options:
            ticks = [bool(cell.strip()) and plain(cell) not in NOT_TICKED for cell in cells]
            codes = np.where(answered, np.array(ticks, dtype=np.int8), MISSING).astype(np.int8)
            label = column.labels[0] if column.labels else _words(column)
            yield Coded(_option_item(column.id, column, label, stem), codes, column.id)


def _grouping(column: Column, cells: Sequence[str]) -> Grouping:
    known = lookup(column)
    told: Mapping[str, int] = {cell: _group_of(cell, known) for cell in set(cells)}
    codes: NDArray[np.int32] = np.fromiter(
        (told[cell] for cell in cells), dtype=np.int32, count=len(cells)
    )
    return Grouping(column.id, _words(column), column.labels, codes)


def _group_of(cell: str, known: Mapping[str, int]) -> int:
    value = number(cell)
    found = known.get(plain(cell), known.get(str(value), MISSING))
    return max(found, MISSING)  # “Prefer not to say” is no group


def _open(column: Column, cells: Sequence[str]) -> OpenAnswers:
    # In their alphabet: the order of the rows would tell who wrote before whom.
    return OpenAnswers(
        column.id, _words(column), tuple(sorted(cell.strip() for cell in cells if cell.strip()))
    )


def _instrument(items: Sequence[Item], scales: Sequence[Scale]) -> Instrument:
    """The questionnaire, as far as the file shows it."""
    known = {item.id for item in items if item.kind is Kind.SCALE}
    kept = []
    for scale in scales:
        left = tuple(one for one in scale.items if one in known)
        if len(left) > 1:
            kept.append(scale.model_copy(update={"items": left}))
    return Instrument(id="survey", title="Survey", items=tuple(items), scales=tuple(kept))
