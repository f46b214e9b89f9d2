"""Reference data as coded answers, without the import: what is counted here is known."""

from collections.abc import Mapping, Sequence

import numpy as np

from plgwork.models.answers import MISSING, Answers, Grouping
from plgwork.models.instruments import Instrument, Item, Scale


def coded(
    rows: Sequence[Mapping[str, str]],
    labels: Mapping[str, Sequence[str]],
    scales: Mapping[str, Sequence[str]] | None = None,
    reverse: Sequence[str] = (),
    by: Sequence[str] = (),
) -> Answers:
    """Answers to the columns of ``labels``; the first items of an instrument are named by place.

    ``scales`` and ``by`` name columns too; a cell that is no label is no answer.
    """
    names = {column: f"q{place}" for place, column in enumerate(labels)}
    items = tuple(
        Item(
            id=names[column],
            column=column,
            text=column,
            labels=tuple(answers),
            favourable=len(answers) // 2,
            reverse=column in reverse,
        )
        for column, answers in labels.items()
    )
    scored = tuple(
        Scale(id=name, name=name, items=tuple(names[one] for one in columns))
        for name, columns in (scales or {}).items()
    )
    instrument = Instrument(id="reference", title="Reference", items=items, scales=scored)
    columns = [_codes([row[one] for row in rows], answers) for one, answers in labels.items()]
    groupings = tuple(_grouping([row[one] for row in rows], one) for one in by)
    return Answers(instrument, np.array(columns, np.int8).T, groupings)


def _codes(cells: Sequence[str], labels: Sequence[str]) -> list[int]:
    places = {label: place for place, label in enumerate(labels)}
    return [places.get(one.strip(), MISSING) for one in cells]


def _grouping(cells: Sequence[str], heading: str) -> Grouping:
    labels = tuple(sorted({one for one in cells if one}))
    places = {label: place for place, label in enumerate(labels)}
    codes = np.array([places.get(one, -1) for one in cells], np.int32)
    return Grouping(heading, heading, labels, codes)
