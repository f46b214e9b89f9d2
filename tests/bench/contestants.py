"""One way of counting a file, in a process of its own: `python contestants.py NAME FILE KIND`.

Prints as JSON the seconds it took without imports, the most memory the process held, and a digest
of the counts by school, question and answer, which is to be the same for all. It runs in the
workbook's environment and in the one of `requirements.txt`, and imports what it needs when named.
"""

import csv
import hashlib
import json
import re
import sys
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

Cell = tuple[str, str, str, int]  # school, question, answer, people
Work = Callable[[], Any]
Counts = Callable[[Any], Iterable[Cell]]


def plgwork(file: str, kind: str) -> tuple[Work, Counts]:
    """The workbook: found, read and tallied as `plgwork survey tally --by School` does."""
    counting = import_module("plgwork.cli.counting")
    reading = import_module("plgwork.cli.surveys")._reading("", ["School"])

    def work() -> Any:
        return counting.counted(Path(file), reading, min_n=5, large=0).tally

    def cells(tally: Any) -> Iterable[Cell]:
        for (school,), items in zip(
            tally.by("school").groups, tally.by("school").counts, strict=True
        ):
            for item, levels in zip(tally.instrument.items, items, strict=True):
                for label, n in zip(item.labels, levels, strict=False):
                    yield school, item.column, label, int(n)

    return work, cells


def pyarrow(file: str, kind: str) -> tuple[Work, Counts]:
    """Reading alone: as pyarrow reads by itself, labels as a dictionary."""
    arrow, reader = import_module("pyarrow"), import_module("pyarrow.csv")
    short = arrow.dictionary(arrow.int32(), arrow.string())
    types = dict.fromkeys(_names(file), short) if kind == "labels" else None
    options = reader.ConvertOptions(column_types=types)
    return lambda: reader.read_csv(file, convert_options=options), lambda _: ()


def polars(file: str, kind: str) -> tuple[Work, Counts]:
    """Polars: one lazy group-by for each question, all of them collected at once."""
    pl = import_module("polars")
    school, *questions = _names(file)
    short = pl.Int8 if kind == "codes" else pl.Categorical
    types = {school: pl.Categorical} | dict.fromkeys(questions, short)

    def work() -> Any:
        read = pl.read_csv(file, schema_overrides=types).lazy()
        return pl.collect_all([read.group_by(school, one).len() for one in questions])

    def cells(frames: Any) -> Iterable[Cell]:
        for one, frame in zip(questions, frames, strict=True):
            yield from ((str(a), one, str(b), n) for a, b, n in frame.iter_rows())

    return work, cells


def pandas(file: str, kind: str) -> tuple[Work, Counts]:
    """Pandas: read as it reads by itself, and one group-by for each question."""
    pd = import_module("pandas")
    school, *questions = _names(file)

    def work() -> Any:
        read = pd.read_csv(file)
        return {one: read.groupby([school, one]).size() for one in questions}

    def cells(sizes: Any) -> Iterable[Cell]:
        for one, size in sizes.items():
            yield from ((str(a), one, str(b), int(n)) for (a, b), n in size.items())

    return work, cells


def _names(file: str) -> list[str]:
    with Path(file).open(encoding="utf-8") as opened:
        return next(csv.reader(opened))


def _most_held() -> float:
    """Megabytes. Not by getrusage, which counts what the parent held when it forked."""
    told = re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text(encoding="utf-8"))
    return int(told[1]) / 1024 if told else float("nan")


def main(name: str, file: str, kind: str) -> None:
    """Do it once, and say how it went."""
    work, counts = globals()[name](file, kind)
    start = time.perf_counter()
    made = work()
    seconds = time.perf_counter() - start
    most = _most_held()
    cells = sorted(cell for cell in counts(made) if cell[3])
    digest = hashlib.sha256(json.dumps(cells).encode()).hexdigest() if cells else ""
    sys.stdout.write(json.dumps({"seconds": seconds, "megabytes": most, "counts": digest}))


if __name__ == "__main__":
    main(*sys.argv[1:])
