"""SPSS: names, questions and answers in words and in their order; the best carrier there is."""

from collections.abc import Sequence

from plgwork.intake.surveys.rows import respondents, shared
from plgwork.intake.surveys.table import Head, Shape, Table
from plgwork.models.exports import Format
from plgwork.models.labels import tidy

FORMAT = Format.SPSS


def signature(table: Table) -> tuple[str, ...]:
    """The file is of SPSS's own kind."""
    if table.medium != "sav":
        return ()
    reasons = ["It is an SPSS file.", "It names its variables.", "It carries its own questions."]
    return (*reasons, f"It names the answers of {len(table.known)} columns in their order.")


def shape(table: Table) -> Shape:
    """Two rows of heads: names, and questions where they were written."""
    # Another kind of file, taken for this one, has a single row of heads.
    count = 2 if table.medium == "sav" else 1
    names, questions = table.rows[0], [tidy(cell) for cell in table.rows[count - 1]]
    rows, dropped = respondents(table.rows[count:])
    heads = [Head(name, questions[at] or name, code=name) for at, name in enumerate(names)]
    return Shape(tuple(_stemmed(heads)), rows, dropped)


def _stemmed(heads: Sequence[Head]) -> list[Head]:
    """Questions that neighbours have in common, as exports write them: “question - row”."""
    found = list(heads)
    for at in range(1, len(found)):
        stem = shared([heads[at - 1].text, heads[at].text])
        if len(stem) < 12:
            continue
        for place in (at - 1, at):
            text = heads[place].text.removeprefix(stem).strip()
            if text:
                found[place] = Head(
                    heads[place].heading, text, stem.rstrip(" -:–"), code=heads[place].code
                )
    return found
