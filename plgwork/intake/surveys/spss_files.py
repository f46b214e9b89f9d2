"""An SPSS file into cells: its names, its questions, and its answers in words and in order."""

import math
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyreadstat

from plgwork.errors import IntakeError
from plgwork.intake.surveys.table import Cells, Known, Table

BROKEN = (
    "This SPSS file cannot be read; it may have been cut off. Save it anew in SPSS, or export the "
    "answers as CSV with value labels."
)


def statistics_file(data: bytes) -> Table:
    """Two rows of heads (names, questions), then people; values that have a label are its words."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.sav"
        path.write_bytes(data)
        try:
            columns, meta = pyreadstat.read_sav(str(path), user_missing=True, output_format="dict")
        except Exception as error:  # the reader of a foreign format fails in its own ways
            raise IntakeError([BROKEN]) from error
    names = list(meta.column_names)
    words = {name: _words(meta.variable_value_labels.get(name, {})) for name in names}
    shown = [[_shown(value, words[name]) for value in columns[name]] for name in names]
    questions = tuple(str(label or "") for label in meta.column_labels)
    rows: list[Cells] = [tuple(names), questions, *zip(*shown, strict=True)]
    known = {
        at: found
        for at, name in enumerate(names)
        if (found := _known(words[name], meta, name)) is not None
    }
    return Table(rows, medium="sav", known=known)


def _words(labels: Mapping[Any, Any]) -> dict[Any, str]:
    return {value: str(label).strip() for value, label in labels.items() if str(label).strip()}


def _shown(value: Any, words: Mapping[Any, str]) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if value in words:
        return words[value]
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _known(words: Mapping[Any, str], meta: Any, name: str) -> Known | None:
    """The labels in the order of their values; those that the file itself calls missing apart."""
    numbers = sorted(value for value in words if isinstance(value, int | float))
    if len(numbers) < 2 or len(numbers) < len(words):
        return None
    gaps = meta.missing_ranges.get(name, [])
    gone = [value for value in numbers if any(one["lo"] <= value <= one["hi"] for one in gaps)]
    kept = [value for value in numbers if value not in gone]
    if len(kept) < 2:
        return None
    return Known(
        labels=tuple(dict.fromkeys(words[value] for value in kept)),
        apart=tuple(words[value] for value in gone),
        lowest=int(kept[0]),
        ordered=meta.variable_measure.get(name) != "nominal",
    )
