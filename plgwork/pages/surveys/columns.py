"""One column, and how somebody who knows better puts it right."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from plgwork.models.exports import Column, Use
from plgwork.pages.guard import guarded
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.pages.surveys.sitting import Sitting
from plgwork.widgets import Form

USES = {
    Use.SCALE: "Answers from low to high",
    Use.CHOICE: "One of several answers",
    Use.SEVERAL: "Several answers at once",
    Use.OPEN: "Words of their own",
    Use.GROUP: "A group people belong to",
    Use.CODE: "A code of their own",
    Use.PERSONAL: "Points to a person: left out",
    Use.LEFT_OUT: "Left out",
}
LABELLED = (Use.SCALE, Use.CHOICE, Use.SEVERAL, Use.GROUP)
MOST_LABELS = 120
ORDER = "One on each line; those in order lowest first. Nobody needs to have used it."
TURNED = "Asked the other way round: agreeing is unfavourable. It is turned in scores alone."
THESE = "These stand in the file. Put them in order, lowest first, then save."
TOO_MANY = f"More than {MOST_LABELS} different things stand in this column: no answers to count."
PERSON = "It seems to point to people. Make something else of it only if you know that it does not."


class ColumnForm:
    """A dialog for one column; what is saved there is kept with the file."""

    def __init__(self, sitting: Sitting, changed: Callable[[], None]) -> None:
        self._sitting = sitting
        self._changed = changed
        self.form = Form(dialog=True)
        self.form.listen("submit", answering(self.form, self._save))
        self._column: Column | None = None
        self._shown: dict[str, Any] = {}

    def open(self, column: Column) -> None:
        """Show how a column is read."""
        self._column = column
        self._shown = _shown(column)
        lines = [column.why] if column.why else []
        lines += [PERSON] if column.use is Use.PERSONAL else []
        self._ask(lines)

    def _ask(self, lines: Sequence[str]) -> None:
        column = self._column
        title = (column and (column.text or column.heading)) or "This column"
        self.form.ask(_fields(self._shown), title=title, lines=list(lines), submit="Save")

    def _save(self, message: Message) -> Problems:
        file, column = self._sitting.file, self._column
        if file is None or column is None or column not in file.found.columns:
            return {"use": "What was found has changed meanwhile. Close this and open it again."}
        answers = Answers(message, self._shown)
        use = Use(answers.text("use")) if answers.text("use") in set(Use) else column.use
        labels, apart = (
            _lines(message, "labels", self._shown),
            _lines(message, "apart", self._shown),
        )
        if use in LABELLED and not labels:
            return self._propose(file.cells(column), use)
        if problems := _problems(column, use, labels, apart, answers):
            return problems
        file.correct(column.id, _corrected(column, use, labels, apart, answers))
        self._changed()
        return {}

    def _propose(self, cells: Sequence[str], use: Use) -> Problems:
        """Show what stands in the file, for a column of which no answers are known."""
        if len(cells) > MOST_LABELS:
            return {"use": TOO_MANY}
        self._shown |= {"use": use.value, "labels": "\n".join(_ordered(cells))}
        guarded(self._sitting.say)(self._ask)([THESE])
        return {"labels": THESE}


def _shown(column: Column) -> dict[str, Any]:
    return {
        "use": column.use.value,
        "text": column.text or column.heading,
        "labels": "\n".join(column.labels),
        "favourable": str(max(column.favourable, 1)),
        "reverse": ["reverse"] if column.reverse else [],
        "apart": "\n".join(column.apart),
    }


def _fields(shown: dict[str, Any]) -> list[dict[str, Any]]:
    uses = [{"id": use.value, "name": name} for use, name in USES.items()]
    fields: list[dict[str, Any]] = [
        {"name": "use", "label": "Read as", "kind": "select", "options": uses},
        {
            "name": "favourable",
            "label": "How many at the top count as favourable",
            "kind": "number",
            "min": 1,
        },
        {"name": "text", "label": "What was asked", "wide": True},
        {"name": "labels", "label": "Answers", "kind": "textarea", "note": ORDER, "wide": True},
        {
            "name": "apart",
            "label": "Answers that are not on the scale",
            "kind": "textarea",
            "note": "“Don’t know” and its like, one on each line.",
            "wide": True,
        },
        {
            "name": "reverse",
            "label": "Direction",
            "kind": "checks",
            "options": [{"id": "reverse", "name": TURNED}],
            "wide": True,
        },
    ]
    return [field | {"value": shown[field["name"]]} for field in fields]


def _lines(message: Message, name: str, shown: dict[str, Any]) -> tuple[str, ...]:
    values = message.get("values")
    told = values.get(name, shown[name]) if isinstance(values, dict) else shown[name]
    lines = [" ".join(line.split()) for line in str(told).splitlines()]
    return tuple(line for line in lines if line)


def _problems(
    column: Column, use: Use, labels: Sequence[str], apart: Sequence[str], answers: Answers
) -> Problems:
    if use not in LABELLED:
        return {}
    twice = [one for one, many in Counter([*labels, *apart]).items() if many > 1]
    lost = [one for one in (*column.labels, *column.apart) if one not in {*labels, *apart}]
    top = answers.text("favourable")
    problems: Problems = {}
    if len(labels) < 2 and use is not Use.SEVERAL:
        problems["labels"] = "There must be two answers at least."
    elif len(labels) > MOST_LABELS:
        problems["labels"] = f"At most {MOST_LABELS} answers can be counted."
    elif lost:
        problems["labels"] = (
            f"“{lost[0]}” is gone. Put it back, or among the answers that are not on the scale."
        )
    if twice:
        problems["apart" if twice[0] in apart else "labels"] = f"“{twice[0]}” stands here twice."
    if use is Use.SCALE and not (top.isdecimal() and 1 <= int(top) < max(len(labels), 2)):
        problems["favourable"] = "At least one answer counts as favourable, and one does not."
    return problems


def _corrected(
    column: Column, use: Use, labels: tuple[str, ...], apart: tuple[str, ...], answers: Answers
) -> Column:
    update: dict[str, Any] = {"use": use, "why": "You said so.", "text": answers.text("text")}
    if use in LABELLED:
        update |= {"labels": labels, "apart": apart}
    if use is Use.SCALE:
        update["favourable"] = int(answers.text("favourable"))
        update["reverse"] = bool(answers.chosen("reverse"))
    if use is Use.SEVERAL and not column.separator and column.use is not Use.SEVERAL:
        update["separator"] = ";"
    return column.model_copy(update=update)


def _ordered(cells: Sequence[str]) -> list[str]:
    numbers = all(one.lstrip("-").isdecimal() for one in cells)
    return sorted(cells, key=int) if numbers else list(cells)
