"""Google Forms, from the form or from its sheet: a time stamp first, rows of a grid in brackets."""

from plgwork.intake.surveys.rows import bracketed, column, headed, is_moment, mostly, respondents
from plgwork.intake.surveys.table import Head, Shape, Table
from plgwork.models.exports import Format, Use
from plgwork.models.labels import plain, tidy

FORMAT = Format.GOOGLE_FORMS
STAMPS = {
    *("timestamp", "marca temporal", "horodateur", "zeitstempel", "carimbo de data/hora"),
    *("informazioni cronologiche", "tijdstempel", "tidsstempel", "tidstämpel", "aikaleima"),
    *("sygnatura czasowa", "časová značka", "отметка времени", "zaman damgası", "タイムスタンプ"),
    *("時間戳記", "时间戳记", "타임스탬프", "timestemp", "time stamp", "dấu thời gian"),
}
ADDRESSES = {"email address", "username", "email", "e-mail address", "score", "total score"}


def signature(table: Table) -> tuple[str, ...]:
    """A time stamp in the first column; grids in brackets."""
    first = plain(table.heads[0]) if table.heads else ""
    grid = [cell for cell in table.heads if all(bracketed(tidy(cell)))]
    reasons = []
    if first in STAMPS:
        reasons.append(f"The first column is “{tidy(table.heads[0])}”.")
        if mostly(column(table.rows[1:], 0), is_moment):
            reasons.append("It holds the moment of each answer.")
        if len(table.heads) > 1 and plain(table.heads[1]) in ADDRESSES:
            reasons.append(f"“{tidy(table.heads[1])}” follows it.")
    elif len(grid) < 2:
        return ()
    if len(grid) > 1:
        reasons.append(f"{len(grid)} headings hold a question and, in brackets, its row.")
    return tuple(reasons)


def shape(table: Table) -> Shape:
    """One row of headings, then a row for each respondent."""
    rows, dropped = respondents(table.rows[1:])
    return Shape(tuple(_head(table, at) for at in range(len(table.heads))), rows, dropped)


def _head(table: Table, at: int) -> Head:
    heading = table.heads[at]
    if at == 0 and plain(heading) in STAMPS:
        return Head(heading, tidy(heading), use=Use.PERSONAL, why="The moment of the answer.")
    if plain(heading) in {"score", "total score"} or plain(heading).endswith(
        ("[score]", "[feedback]")
    ):
        return Head(heading, tidy(heading), use=Use.LEFT_OUT, why="Marks of a quiz.")
    stem, text = bracketed(tidy(heading))
    if not text:
        stem, text = "", stem
    return Head(heading, text or headed(table.heads, at) or f"Column {at + 1}", stem)
