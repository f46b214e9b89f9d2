"""A file that is open: its cells, what was found in them, and what its owner put right."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from plgwork.errors import AccessError
from plgwork.models.exports import Column, Format, Found, Redaction, Use
from plgwork.models.surveys import MOST_NAME, Draft
from plgwork.workbook import Workbook

if TYPE_CHECKING:
    from plgwork.intake.surveys import Export
    from plgwork.models.answers import Answers, OpenAnswers, Tally
    from plgwork.models.instruments import AnchorFamily

MOST_CROSSED = 400  # cells of two groupings crossed; more would only be withheld
MOST_GROUPINGS = 6  # that are crossed with one another


class OpenFile:
    """A draft as it is read now. What is corrected is kept under the file's digest."""

    def __init__(self, workbook: Workbook, draft: Draft, data: bytes, export: "Export") -> None:
        self.draft = draft
        self._data = data
        self._drafts = workbook.store.drafts
        self._families: Sequence[AnchorFamily] = workbook.questionnaires.anchors
        self._known = [one.instrument for one in workbook.questionnaires.questionnaires.values()]
        self.export = export
        self._open: dict[str, OpenAnswers] | None = None
        kept = self._drafts.correction(draft.digest)
        if kept and kept.format is not export.format:
            self.export = _read(draft.name, data, kept.format)
        self.found = kept or self._find()

    def read_as(self, tool: Format) -> None:
        """Read it anew as another tool's; what was corrected so far is gone."""
        self.export = _read(self.draft.name, self._data, tool)
        self._keep(self._find())

    def correct(self, column_id: str, column: Column) -> None:
        """Read one column in another way."""
        self.correct_all({column_id: column})

    def correct_all(self, columns: Mapping[str, Column]) -> None:
        """Read several columns in another way, by their ids."""
        corrected = tuple(columns.get(one.id, one) for one in self.found.columns)
        self._keep(self.found.model_copy(update={"columns": corrected}))

    def merge(self, column_id: str, groups: Sequence[str]) -> str:
        """Read several groups of a column as one; what it is called."""
        column = self.column(column_id)
        if column is None or not set(groups) <= set(column.labels):
            raise AccessError("These groups are no longer here. Look at it once more.")
        merged = " and ".join(groups)
        one = {merged: tuple(x for group in groups for x in column.merged.get(group, (group,)))}
        known = {name: of for name, of in column.merged.items() if name not in groups}
        labels = tuple(one for one in column.labels if one not in groups)
        told = {cell: merged for cell, label in column.spellings.items() if label in groups}
        told |= dict.fromkeys(groups, merged)
        update = {"labels": (*labels, merged), "spellings": {**column.spellings, **told}}
        update |= {"merged": known | one}
        self.correct(column_id, column.model_copy(update=update))
        return merged

    def column(self, column_id: str) -> Column | None:
        """A column by its id."""
        return next((one for one in self.found.columns if one.id == column_id), None)

    def cells(self, column: Column) -> list[str]:
        """The different things that stand in a column, in their alphabet."""
        at = self.found.columns.index(column)
        return sorted({" ".join(text.split()) for text in self.export.columns[at].answers})

    @property
    def asked_in(self) -> str:
        """When most people answered, in months; "" where the file does not tell."""
        from plgwork.intake.surveys import asked_in

        return asked_in(self.export, self.found.columns)

    @property
    def open(self) -> "dict[str, OpenAnswers]":
        """The open questions and what was written to each, in its alphabet; by their ids."""
        from plgwork.intake.surveys import code

        if self._open is None:
            self._open = {one.id: one for one in code(self.export, self.found).open}
        return self._open

    @property
    def personal(self) -> set[str]:
        """What stands in the columns that point to a person."""
        columns = (one for one in self.found.columns if one.use is Use.PERSONAL)
        return {cell for one in columns for cell in self.cells(one)}

    def redact(self, question: str, answer: int, redaction: Redaction) -> None:
        """Keep what is taken out of an open answer, by its place in the alphabet."""
        of = {**self.found.redactions.get(question, {}), answer: redaction}
        redactions = {**self.found.redactions, question: of}
        self._keep(self.found.model_copy(update={"redactions": redactions}))

    def count(self, title: str, wave: str) -> "Tally":
        """The counts of everybody, of every group, and of two groupings crossed."""
        return self.tallied(self.answers(title, wave))

    def tallied(self, answers: "Answers") -> "Tally":
        """The same of answers that are at hand."""
        from plgwork.analysis.tally import tally

        return tally(answers, _counted(self.found.columns))

    def answers(self, title: str, wave: str) -> "Answers":
        """The answers as they are counted, with the codes people made; to be kept nowhere."""
        from plgwork.analysis.disclosure import pooled
        from plgwork.intake.surveys import code

        answers = code(self.export, self.found, wave)
        named = answers.instrument.model_copy(update={"title": title})
        return pooled(replace(answers, instrument=named))

    def _find(self) -> Found:
        from plgwork.intake.surveys import find, recognised

        return recognised(find(self.export, self._families), self._known)

    def _keep(self, found: Found) -> None:
        self._drafts.correct(found)
        self.found, self._open = found, None


def _counted(columns: Sequence[Column]) -> list[tuple[str, ...]]:
    groups = [one for one in columns if one.use is Use.GROUP]
    pairs = combinations(groups[:MOST_GROUPINGS], 2)
    crossed = [
        (one.id, two.id) for one, two in pairs if len(one.labels) * len(two.labels) <= MOST_CROSSED
    ]
    return [*((one.id,) for one in groups), *crossed]


def opened(workbook: Workbook, draft: Draft) -> OpenFile:
    """One of the visitor's own files."""
    data = workbook.store.drafts.file(draft.id)
    return OpenFile(workbook, draft, data, _read(draft.name, data))


def taken(workbook: Workbook, name: str, data: bytes) -> OpenFile:
    """A file that was just handed in. One that cannot be read is not kept."""
    name = " ".join("".join(filter(str.isprintable, name)).split())[:MOST_NAME] or "A file"
    export = _read(name, data)
    return OpenFile(workbook, workbook.store.drafts.keep(name, data), data, export)


def _read(name: str, data: bytes, tool: Format | None = None) -> "Export":
    from plgwork.intake.surveys import open_export  # numpy, only where a file is read

    return open_export(data, name, tool)
