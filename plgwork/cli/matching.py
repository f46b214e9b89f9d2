"""Two exports of one survey, and the same people in both."""

from collections.abc import Sequence
from pathlib import Path

from plgwork.analysis.disclosure import pooled, release
from plgwork.analysis.pairing import pair
from plgwork.analysis.tally import tally
from plgwork.cli.counting import Reading
from plgwork.errors import IntakeError
from plgwork.intake.surveys import code, coded_by, open_export
from plgwork.models.answers import Answers
from plgwork.models.figures import Choice, SuppressedTable

ALIKE = "Both files are called {name}. Give them names by which their waves can be told apart."
NOTHING = "These files ask nothing alike. Say with --instrument how they are to be read."


def matched(
    first: Path, second: Path, reading: Reading, codes: Sequence[str], min_n: int
) -> SuppressedTable:
    """Everybody in both waves, which are called as their files are, and the same people."""
    if first.stem == second.stem:
        raise IntakeError([ALIKE.format(name=first.stem)])
    both = [_answers(one, reading, codes, min_n) for one in (first, second)]
    bys = dict.fromkeys((one.id,) for answers in both for one in answers.groupings)
    pairs = pair(both[0], both[1], list(bys))
    if not pairs.moved:
        raise IntakeError([NOTHING])
    return release([tally(one) for one in both], Choice(), min_n=min_n, pairs=pairs).table


def _answers(path: Path, reading: Reading, codes: Sequence[str], min_n: int) -> Answers:
    export = open_export(path.read_bytes(), path.name)
    found, _ = reading(export)
    return pooled(code(export, coded_by(found, codes), path.stem), min_n)
