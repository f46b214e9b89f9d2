"""`make bench`: the same file counted in four ways, in turn; the medians go into the README.

Ratios are of one run, in which everything is timed in the same minutes on the same machine.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.afterwards import steps
from tests.bench.making import LABELS, QUESTIONS, make
from tests.bench.writing import README, ROOT, machine, ours, put, theirs

OURS, READING = "plgwork", "pyarrow"
SAID = {
    OURS: "plgwork: read and tally",
    READING: "pyarrow: reading alone",
    "polars": "polars: read and group",
    "pandas": "pandas: read and group",
}


@dataclass(frozen=True)
class Taken:
    """What one way of counting took in the middle of its runs."""

    seconds: float
    megabytes: float


def race(file: Path, kind: str, times: int, names: list[str], peers: str) -> dict[str, Taken]:
    """Each in its turn, so many times; ValueError where two of them count differently."""
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    counts = set()
    for _ in range(times):
        for name in names:
            told = _run(sys.executable if name == OURS else peers, name, file, kind)
            counts |= {told.pop("counts")} - {""}
            runs[name].append(told)
    if len(counts) != 1:
        raise ValueError(f"{kind}: they do not count the same")
    return {
        name: Taken(median(one["seconds"] for one in of), max(one["megabytes"] for one in of))
        for name, of in runs.items()
    }


def _run(python: str, name: str, file: Path, kind: str) -> dict[str, float]:
    script = str(Path(__file__).with_name("contestants.py"))
    command = [python, script, name, str(file), kind]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def table(taken: dict[str, dict[str, Taken]], people: int, times: int) -> str:
    """The medians as a table, each beside ours."""
    lines = [
        f"{people:,} people × {QUESTIONS} questions by 20 schools, in a CSV; medians of {times} "
        "runs in turn.\n“× ours” is how many times as long it takes as the workbook does.",
        "",
        "| | codes | × ours | memory | labels | × ours | memory |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name in next(iter(taken.values())):
        cells = [SAID[name]]
        for of in taken.values():
            one, ours = of[name], of[OURS]
            ratio = one.seconds / ours.seconds
            cells += [f"{one.seconds:.2f} s", f"{ratio:.2f}", f"{one.megabytes:,.0f} MB"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def after(taken: dict[str, float]) -> str:
    """What follows a tally, as a table."""
    rows = [f"| {name} | {1000 * seconds:.0f} ms |" for name, seconds in taken.items()]
    return "\n".join(["| after the tally | |", "|---|--:|", *rows])


def main(peers: str, people: int = 1_000_000, times: int = 3) -> None:
    """Make the files, run the race, and write down how it went."""
    with tempfile.TemporaryDirectory() as folder:
        taken = {}
        for kind in LABELS:
            file = Path(folder) / f"{kind}.csv"
            make(file, kind, people)
            taken[kind] = race(file, kind, times, list(SAID), peers)
        followed = steps(Path(folder) / "labels.csv")
    told = machine(*ours("numpy", "pyarrow"), *theirs(peers, ("pandas", "polars")))
    text = "\n\n".join((table(taken, people, times), after(followed), told))
    sys.stdout.write(f"{text}\n")
    put(text, README, "counting")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
