"""`python -m tests.bench.pages`: measure all of it, or a part, and print the tables.

With `--into README.md` they are written there.
"""

import argparse
import asyncio
import sys
import tempfile
from dataclasses import fields
from pathlib import Path

from tests import means
from tests.bench.pages.contestants import ALL, NAMES, ROOT, Contestant
from tests.bench.pages.measuring import PARTS, measure, prepare
from tests.bench.pages.running import Run, Sizes
from tests.bench.pages.tables import busy, tables
from tests.bench.writing import machine, ours, put, theirs
from tests.browser.serving import make_school


def main(arguments: list[str]) -> None:
    """Measure, and say how it went."""
    asked = _parser().parse_args(arguments)
    of = tuple(one for one in ALL if one.name in asked.peers)
    sizes = Sizes(**{one.name: getattr(asked, one.name) for one in fields(Sizes)})
    with tempfile.TemporaryDirectory() as folder:
        school = Path(folder) / "school"
        make_school(school)
        prepare(school)
        program = means.chromium()  # with windows, as people have it
        figures = asyncio.run(
            measure(
                asked.only, lambda browser: Run(browser, school, Path(folder), of, sizes), program
            )
        )
    told = machine(busy(figures), *_versions(of))
    text = f"{tables(figures, of, sizes)}\n\n{told}"
    sys.stdout.write(f"{text}\n")
    if asked.into:
        put(text, asked.into, "pages")


def _versions(of: tuple[Contestant, ...]) -> list[str]:
    there = {one.name for one in of}
    told = ours("voila", "tornado")
    for name in ("streamlit", "panel", "solara", "marimo"):
        if name in there:
            told += theirs(str(ROOT / ".bench" / name / "bin" / "python"), [name])
    return told


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.pages", description=__doc__)
    for option, names in (("--only", tuple(PARTS)), ("--peers", NAMES)):
        parser.add_argument(
            option, type=_names, default=names, metavar="NAME,NAME", help=", ".join(names)
        )
    parser.add_argument("--into", type=Path, help="the README to write into")
    for one in fields(Sizes):
        parser.add_argument(f"--{one.name}", type=type(one.default), default=one.default)
    return parser


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split(","))


if __name__ == "__main__":
    main(sys.argv[1:])
