"""Answers as codes. Only what Found names goes on; who somebody is stays behind, and so do rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

import numpy as np

from plgwork.errors import IntakeError
from plgwork.intake.surveys.exporting import slug
from plgwork.intake.surveys.held import Held
from plgwork.intake.surveys.numbers import number, numbered
from plgwork.intake.surveys.several import chosen
from plgwork.intake.surveys.table import Export
from plgwork.models.answers import APART, MISSING, Answers, Codes, Grouping, OpenAnswers
from plgwork.models.exports import Column, Found, Use
from plgwork.models.instruments import Instrument, Item, Kind, Scale
from plgwork.models.labels import plain

TICKED = ("Not chosen", "Chosen")
MOST_LABELS = 126  # what an int8 holds beside the two that are no answer
NOTHING = "No column is read as a question that can be counted. Say of one of them that it is."
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
    pairs = list(zip(found.columns, export.columns, strict=True))
    own = [one.cells() for column, one in pairs if column.use is Use.CODE]
    return replace(
        Coding(found).answers(export.columns, wave),
        open=tuple(_open(*pair) for pair in pairs if pair[0].use is Use.OPEN),
        own_codes=tuple(tuple(map(str.strip, code)) for code in zip(*own, strict=True)),
    )


class Coding:
    """How the texts of a file are coded. Each is looked up once, in all pieces of a large file."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._texts = [Texts(column) for column in found.columns]

    def answers(self, columns: Sequence[Held], wave: str = "") -> Answers:
        """The answers of these people, without what they wrote in words of their own."""
        pairs = list(zip(self._texts, columns, strict=True))
        coded = [
            *(one for pair in pairs for one in _coded(*pair)),
            *_expanded([pair for pair in pairs if pair[0].is_option]),
        ]
        place = {one.id: at for at, one in enumerate(self._found.columns)}
        coded.sort(key=lambda one: place[one.origin])
        if not coded:
            raise IntakeError([NOTHING])
        return Answers(
            instrument=_instrument([one.item for one in coded], self._found.scales),
            # Item by item in memory, as they are counted item by item.
            codes=np.stack([one.codes for one in coded]).T,
            groupings=tuple(_grouping(*pair) for pair in pairs if pair[0].column.use is Use.GROUP),
            wave=wave,
        )


class Texts:
    """What the texts of one column are coded as."""

    def __init__(self, column: Column) -> None:
        self.column = column
        self._known = lookup(column)
        self._options = {plain(label): at for at, label in enumerate(column.labels)}
        self.code = cache(self._code)
        self.chosen = cache(self._chosen)

    @property
    def is_option(self) -> bool:
        """Whether it is a column for one option."""
        return self.column.use is Use.SEVERAL and not self.column.separator

    @cached_property
    def item(self) -> Item:
        """The question that the column is."""
        return _item(self.column)

    def _code(self, text: str) -> int:
        value, same = number(text), plain(text)
        if not text or value is None:
            return self._known.get(same, MISSING) if text else MISSING
        return self._known.get(same, self._known.get(str(value), MISSING))

    def _chosen(self, text: str) -> set[int]:
        return chosen(text, self.column.separator, self._options)


def _coded(texts: Texts, held: Held) -> Iterator[Coded]:
    column = texts.column
    if column.use in (Use.SCALE, Use.CHOICE) and 1 < len(column.labels) <= MOST_LABELS:
        codes = held.mapped({at: texts.code(text) for at, text in held.used.items()}, np.int8)
        yield Coded(texts.item, codes, column.id)
    if column.use is Use.SEVERAL and not texts.is_option:
        yield from _options(texts, held)


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


def code_column(held: Held, column: Column) -> Codes:
    """The codes of one column, shape (people,)."""
    texts = Texts(column)
    return held.mapped({at: texts.code(text) for at, text in held.used.items()}, np.int8)


def _options(texts: Texts, held: Held) -> Iterator[Coded]:
    """An item for each option of a cell that holds several; who left it empty is missing in all."""
    column, used = texts.column, held.used
    for at, label in enumerate(column.labels):
        one = f"{column.id[:50].strip('-')}-o{at + 1}-{slug(label, 'option')[:20]}".strip("-")
        picks = {place: at in texts.chosen(text) if text.strip() else MISSING
                 for place, text in used.items()}  # fmt: skip
        codes = held.mapped(picks, np.int8)
        yield Coded(_option_item(one, column, label, _words(column)), codes, column.id)


def _option_item(item: str, column: Column, label: str, stem: str) -> Item:
    return Item(
        id=item, column=column.heading, stem=stem, text=label, kind=Kind.OPTION, labels=TICKED
    )


def _expanded(pairs: Sequence[tuple[Texts, Held]]) -> Iterator[Coded]:
    """A column for each option: who ticked nothing under the question is missing in all of it."""
    questions: dict[str, list[tuple[Column, Held]]] = {}
    for texts, held in pairs:
        column = texts.column
        questions.setdefault(column.stem or column.id, []).append((column, held))
    for stem, options in questions.items():
        answered = np.any([~held.blank() for _, held in options], axis=0)
        for column, held in options:
            ticks = held.mapped({at: _is_tick(text) for at, text in held.used.items()}, np.int8)
            codes = np.where(answered, ticks, np.int8(MISSING))
            label = column.labels[0] if column.labels else _words(column)
            yield Coded(_option_item(column.id, column, label, stem), codes, column.id)


def _is_tick(text: str) -> bool:
    return bool(text.strip()) and plain(text) not in NOT_TICKED


def _grouping(texts: Texts, held: Held) -> Grouping:
    column = texts.column
    # “Prefer not to say” is no group.
    groups = {at: max(texts.code(text), MISSING) for at, text in held.used.items()}
    return Grouping(
        column.id, _words(column), column.labels, held.mapped(groups, np.int32), column.merged
    )


def _open(column: Column, held: Held) -> OpenAnswers:
    # In their alphabet: the order of the rows would tell who wrote before whom.
    written = sorted(cell.strip() for cell in held.cells() if cell.strip())
    return OpenAnswers(column.id, _words(column), tuple(written))


def _instrument(items: Sequence[Item], scales: Sequence[Scale]) -> Instrument:
    """The questionnaire, as far as the file shows it."""
    known = {item.id for item in items if item.kind is Kind.SCALE}
    kept = []
    for scale in scales:
        left = tuple(one for one in scale.items if one in known)
        if len(left) > 1:
            kept.append(scale.model_copy(update={"items": left}))
    return Instrument(id="survey", title="Survey", items=tuple(items), scales=tuple(kept))
