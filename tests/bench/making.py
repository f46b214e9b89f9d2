"""Answers to time: made up from a seed, the same every time."""

from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv

QUESTIONS, SCHOOLS, SEED = 60, 20, 7
SHARES = (0.05, 0.15, 0.2, 0.4, 0.2)
LABELS = {
    "codes": ("1", "2", "3", "4", "5"),
    "labels": (
        "Strongly disagree",
        "Disagree",
        "Neither agree nor disagree",
        "Agree",
        "Strongly agree",
    ),
}


def make(path: Path, kind: str, people: int, questions: int = QUESTIONS) -> None:
    """A file of so many people: their school, and what they answered to each question."""
    chance = np.random.default_rng(SEED)
    schools = [f"School {one:02}" for one in range(SCHOOLS)]
    columns = {"School": _texts(schools, chance.integers(0, SCHOOLS, people))}
    for one in range(questions):
        given = chance.choice(len(SHARES), people, p=SHARES)
        columns[f"Question {one + 1}"] = _texts(LABELS[kind], given)
    csv.write_csv(pa.table(columns), path, csv.WriteOptions(quoting_style="none"))


def _texts(texts: object, at: np.ndarray) -> pa.Array:
    made = pa.DictionaryArray.from_arrays(pa.array(at.astype(np.int32)), pa.array(texts))
    return made.cast(pa.string())
