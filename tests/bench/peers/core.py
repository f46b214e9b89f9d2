"""What the small page is about: a survey's answers as diverging bars, and a note that is kept."""

import io
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

FOLDER = Path(os.environ.get("PEERS_DATA", "."))
ITEMS = [f"q{one:02d}" for one in range(1, 13)]
GROUPS = ["none", "school", "role"]
COLOURS = ["#ca0020", "#f4a582", "#d9d9d9", "#92c5de", "#0571b0"]
LABELS = ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"]
ROLES, SCHOOLS = ["Teacher", "Assistant", "Office", "Head"], [f"School {one}" for one in "ABCDEF"]
PEOPLE, SEED = 2_000, 7


def make(folder: Path) -> None:
    """Write the answers into a folder: made up from a seed, the same every time."""
    chance = np.random.default_rng(SEED)
    given = {
        "school": chance.choice(SCHOOLS, PEOPLE),
        "role": chance.choice(ROLES, PEOPLE, p=[0.6, 0.2, 0.15, 0.05]),
    }
    for at, item in enumerate(ITEMS):
        shares = np.roll([0.08, 0.17, 0.2, 0.35, 0.2], at % 5)
        given[item] = chance.choice([1, 2, 3, 4, 5], PEOPLE, p=shares)
    pd.DataFrame(given).to_csv(folder / "survey.csv", index=False)


def load() -> pd.DataFrame:
    """The answers, as they were handed in."""
    return pd.read_csv(FOLDER / "survey.csv")


def png(answers: pd.DataFrame, by: str) -> bytes:
    """The chart as a picture: 12 bars, or 12 for each group."""
    page = io.BytesIO()
    draw(shares(answers, by)).savefig(page, format="png")
    return page.getvalue()


def shares(answers: pd.DataFrame, by: str) -> pd.DataFrame:
    """Per cent of each of the five answers, a row for each item and group."""
    keys = ["item"] if by == "none" else ["item", by]
    long = answers.melt(["school", "role"], ITEMS, "item", "answer")
    counts = long.groupby([*keys, "answer"]).size().unstack("answer", fill_value=0)
    return counts.div(counts.sum(axis=1), axis=0) * 100


def draw(table: pd.DataFrame) -> Figure:
    """Diverging bars: half of Neutral lies on each side of the middle."""
    rows = np.arange(len(table))
    figure = Figure(figsize=(8, max(4.2, len(table) * 0.16 + 1)), dpi=100)
    axes = figure.add_subplot()
    left = -(table[1] + table[2] + table[3] / 2).to_numpy()
    for answer, (label, colour) in enumerate(zip(LABELS, COLOURS, strict=True), start=1):
        width = table[answer].to_numpy()
        axes.barh(rows, width, left=left, color=colour, label=label, height=0.85)
        left = left + width
    names = [one if isinstance(one, str) else " ".join(one) for one in table.index]
    axes.set_yticks(rows, names, fontsize=8 if len(names) == len(ITEMS) else 5)
    axes.invert_yaxis()
    axes.axvline(0, color="k", lw=0.6)
    axes.set_xlabel("per cent")
    axes.legend(ncols=5, fontsize=7, loc="upper center", bbox_to_anchor=(0.45, 1.12))
    figure.subplots_adjust(left=0.16, right=0.98, top=0.9, bottom=0.12)
    return figure


def keep(note: str) -> str:
    """Keep a note, and say that it is kept."""
    with closing(sqlite3.connect(FOLDER / "notes.sqlite", timeout=10)) as notes:
        notes.execute("pragma journal_mode=wal")
        with notes:
            notes.execute("create table if not exists note (id integer primary key, text text)")
            at = notes.execute("insert into note (text) values (?)", (note,)).lastrowid
    return f"Saved #{at}"
