"""Commands that count a survey's export, and say of it what may be shown."""

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from plgwork import settings as environment
from plgwork.errors import ContentError, IntakeError

if TYPE_CHECKING:
    from plgwork.cli.counting import Bys, Reading
    from plgwork.content import Library
    from plgwork.intake.surveys import Export
    from plgwork.models.answers import Tally
    from plgwork.models.exports import Found
    from plgwork.models.instruments import Instrument, Questionnaire

app = typer.Typer(
    help="Surveys: from an export to figures that may be shown.", no_args_is_help=True
)

File = Annotated[Path, typer.Argument(help="What your survey tool exported: CSV, Excel or SPSS.")]
Asked = Annotated[
    str, typer.Option("--instrument", help="One of the workbook's instruments, or a file of yours.")
]
By = Annotated[
    list[str] | None,
    typer.Option("--by", help="A column that tells groups apart; a,b crosses two. Repeat it."),
]
LeastN = Annotated[int, typer.Option("--min-n", help="The smallest group shown; 5 at least.")]
Exact = Annotated[
    bool, typer.Option("--exact", help="Withhold nothing: for the owner of the file alone.")
]
ALONE = "Exact figures, for the owner of the file alone: nothing is withheld. Do not pass them on."


class Kind(StrEnum):
    """How a summary is printed."""

    JSON = "json"
    TEXT = "text"


AsKind = Annotated[Kind, typer.Option("--format", help="For a program, or to read.")]


class Tool(StrEnum):
    """What a questionnaire is written for."""

    QUALTRICS = "qualtrics"
    LIMESURVEY = "limesurvey"
    GOOGLE = "google"
    PAPER = "paper"


ENDINGS = {Tool.QUALTRICS: "txt", Tool.LIMESURVEY: "txt", Tool.GOOGLE: "gs", Tool.PAPER: "docx"}


@app.command()
def form(
    questionnaire: Annotated[str, typer.Argument(help="Its id; without one they are listed.")] = "",
    tool: Annotated[Tool, typer.Option("--for", help="What it is written for.")] = Tool.PAPER,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Where to.")] = None,
) -> None:
    """Write one of the questionnaires for a survey tool, or as pages to print."""
    known = _library().questionnaires
    if questionnaire not in known:
        if questionnaire:
            raise IntakeError(
                [f"There is no questionnaire {questionnaire!r}; these there are:\n{_listed(known)}"]
            )
        typer.echo(_listed(known))
        return
    writer = import_module(f"plgwork.documents.questionnaires.{tool}")
    path = output or Path(f"{questionnaire}-{tool}.{ENDINGS[tool]}")
    path.write_bytes(getattr(writer, tool)(known[questionnaire]))
    typer.echo(f"{path} holds the questionnaire “{known[questionnaire].instrument.title}”.")


def _listed(known: "Mapping[str, Questionnaire]") -> str:
    return "\n".join(f"{name}: {one.instrument.title}" for name, one in sorted(known.items()))


@app.command()
def summary(
    file: File,
    instrument: Asked = "",
    by: By = None,
    min_n: LeastN = 5,
    exact: Exact = False,
    kind: AsKind = Kind.JSON,
) -> None:
    """Say what an export holds, through the gate that keeps people from being told apart."""
    from plgwork.analysis import disclosure
    from plgwork.cli.counting import counted
    from plgwork.documents.summary import lines
    from plgwork.documents.summary import summary as told
    from plgwork.models.figures import Choice

    reading = _reading(instrument, by or ())
    count = counted(_there(file), reading, min_n=None if exact else min_n)
    alone = tuple(one for (one,) in (b for b in count.by if len(b) == 1))
    choice = Choice(breakdowns=alone, crossings=tuple(b for b in count.by if len(b) > 1))
    withheld: Sequence[str] = ()
    if exact:
        table = disclosure.exact([count.tally], choice)
    else:
        let_out = disclosure.release([count.tally], choice, min_n=min_n)
        table, withheld = let_out.table, let_out.withheld
    fits = disclosure.fits(count.tally, table)
    said = told(count.found, count.tally.instrument, table, fits, withheld)
    if exact:
        typer.echo(ALONE, err=True)
    typer.echo(json.dumps(said, ensure_ascii=False, indent=1) if kind is Kind.JSON else lines(said))


@app.command()
def waves(
    first: File,
    second: Annotated[Path, typer.Argument(help="The same survey, asked again later.")],
    code: Annotated[
        list[str] | None,
        typer.Option("--code", help="A column of the code people made themselves. Repeat it."),
    ] = None,
    instrument: Asked = "",
    min_n: LeastN = 5,
    kind: AsKind = Kind.JSON,
) -> None:
    """Find the same people in two exports by their own codes, and say what they changed by."""
    from plgwork.cli.matching import matched
    from plgwork.documents.same_people import lines, summary

    reading = _reading(instrument, ())
    table = matched(_there(first), _there(second), reading, code or (), min_n)
    said = summary(table)
    typer.echo(json.dumps(said, ensure_ascii=False, indent=1) if kind is Kind.JSON else lines(said))


@app.command()
def tally(
    files: Annotated[list[Path], typer.Argument(help="Exports of one survey, or parts of one.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where the tally is written.")],
    instrument: Asked = "",
    by: By = None,
    wave: Annotated[str, typer.Option(help="What this wave is called: 2026 fall.")] = "",
    cluster: Annotated[
        str, typer.Option(help="A Dask scheduler whose workers reach the files: tcp://host:8786.")
    ] = "",
) -> None:
    """Count exports, and keep the counts alone. They hold nobody's answers, and small groups."""
    from plgwork.analysis.disclosure import MIN_N
    from plgwork.cli.clusters import on_cluster
    from plgwork.cli.counting import counted, threads

    workers = on_cluster(cluster) if cluster else threads
    reading = _reading(instrument, by or ())
    counts = [counted(_there(one), reading, wave, MIN_N, workers) for one in files]
    _written([one.tally for one in counts], output)


@app.command()
def add(
    files: Annotated[list[Path], typer.Argument(help="Tallies of one wave.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where their sum is written.")],
) -> None:
    """Add tallies of the parts of one wave."""
    from plgwork.analysis.written import read

    _written([read(_bytes(file)) for file in files], output)


def _written(tallies: "Sequence[Tally]", output: Path) -> None:
    from plgwork.analysis.tally import add as sum_up
    from plgwork.analysis.written import write

    try:
        whole = sum_up(tallies)
    except ValueError as error:
        raise IntakeError([f"These do not add up: {error}."]) from error
    output.write_bytes(write(whole))
    people = int(whole.breakdowns[0].people.sum())
    typer.echo(
        f"{output} holds the counts of {people} people. Small groups are in it: keep it safe."
    )


def _reading(instrument: str, by: Sequence[str]) -> "Reading":
    """How a file is read: by what was asked, and by the columns that tell groups apart."""
    from plgwork.intake.surveys import asked_as, find, grouped

    library = _library()
    asked = _instrument(instrument, library.questionnaires) if instrument else None

    def reading(export: "Export") -> "tuple[Found, Bys]":
        found = find(export, library.anchors)
        if asked is not None:
            found = asked_as(found, asked)
        bys = []
        for one in by:
            found, ids = grouped(export, found, one.split(","))
            bys.append(ids)
        return found, bys

    return reading


def _library() -> "Library":
    from plgwork.content import load_surveys

    return load_surveys(environment.read().content_folders)


def _instrument(named: str, known: "Mapping[str, Questionnaire]") -> "Instrument":
    from plgwork.content.reading import Source, read
    from plgwork.models.instruments import Instrument

    if named in known:
        return known[named].instrument
    path = Path(named)
    if not path.is_file():
        names = ", ".join(sorted(known))
        raise IntakeError([f"--instrument: one of {names}, or a file; not {named!r}."])
    source = Source(path)
    found = read(source, Instrument)
    if found is None:
        raise ContentError(source.problems)
    return found


def _there(file: Path) -> Path:
    """The file, if it can be read."""
    _opened(file).close()
    return file


def _bytes(file: Path) -> bytes:
    with _opened(file) as opened:
        return opened.read()


def _opened(file: Path) -> BinaryIO:
    try:
        return file.open("rb")
    except OSError as error:
        raise IntakeError([f"{file} cannot be read: {error.strerror}."]) from error
