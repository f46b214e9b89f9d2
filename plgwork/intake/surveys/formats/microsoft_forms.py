"""Microsoft Forms, as Excel or CSV: who and when first, then the questions by their words alone."""

import re

from plgwork.intake.surveys.rows import column, headed, is_moment, mostly, respondents
from plgwork.intake.surveys.table import Head, Shape, Table
from plgwork.models.exports import Format, Use
from plgwork.models.labels import plain, tidy

FORMAT = Format.MICROSOFT_FORMS
START = {
    *("start time", "hora de inicio", "heure de début", "startzeit", "hora de início", "ora di"),
    *("ora di inizio", "begintijd", "starttid", "starttidspunkt", "godzina rozpoczęcia"),
}
END = {
    *("completion time", "hora de finalización", "heure de fin", "fertigstellungszeit"),
    *("hora de conclusão", "ora di completamento", "tijd van voltooien", "slutförandetid"),
    *(
        "fullføringstidspunkt",
        "fuldførelsestidspunkt",
        "godzina ukończenia",
        "fecha de finalización",
    ),
}
OTHERS = {
    *("last modified time", "hora de la última modificación", "heure de la dernière modification"),
    *("uhrzeit der letzten änderung", "zeitpunkt der letzten änderung"),
}
WHO = {
    *("id", "email", "name", "correo electrónico", "nombre", "adresse de messagerie", "nom"),
    *("e-mail", "e-mailadres", "naam", "posta elettronica", "nome", "e-post", "namn", "navn"),
}
QUIZ = re.compile(r"^(total points|quiz feedback|grade posted time|(points|feedback) - .*)$")


def signature(table: Table) -> tuple[str, ...]:
    """ID, start and completion; or the same columns in another language, by what is in them."""
    heads = [plain(cell) for cell in table.heads[:8]]
    body = table.rows[1:]
    reasons = [
        f"There is a column “{tidy(table.heads[at])}”."
        for at, head in enumerate(heads)
        if head in START | END | OTHERS
    ]
    foreign = (
        not reasons
        and len(heads) > 3
        and heads[0] == "id"
        and all(mostly(column(body, at), is_moment) for at in (1, 2))
    )
    if foreign:
        reasons += ["The first column numbers the answers.", "Two moments follow: start and end."]
    if reasons and heads[:1] == ["id"]:
        reasons.append("The first column is “ID”.")
    return tuple(reasons) if len(reasons) > 1 else ()


def shape(table: Table) -> Shape:
    """One row of headings, then a row for each respondent."""
    rows, dropped = respondents(table.rows[1:])
    return Shape(tuple(_head(table, at) for at in range(len(table.heads))), rows, dropped)


def _head(table: Table, at: int) -> Head:
    heading, text = table.heads[at], headed(table.heads, at) or f"Column {at + 1}"
    same = plain(heading)
    # Where the headings are of another language, the first five still are who and when.
    begun = any(plain(one) in END for one in table.heads[at : at + 8])
    moments = at in (1, 2) and mostly(column(table.rows[1:], at), is_moment)
    if same in START | END | OTHERS or moments:
        return Head(heading, text, use=Use.PERSONAL, why="The moment of the answer.")
    if at < 6 and same in WHO and (at == 0 or not begun):
        return Head(heading, text, use=Use.PERSONAL, why="Who answered.")
    if QUIZ.match(same):
        return Head(heading, text, use=Use.LEFT_OUT, why="Marks of a quiz.")
    return Head(heading, text)
