"""Answers that several questions share and nobody could order: put in order for all at once."""

from collections.abc import Callable, Iterator
from typing import Any

from plgwork.errors import AccessError
from plgwork.models.exports import Column, Use
from plgwork.models.instruments import good_half
from plgwork.pages.guard import guarded
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.pages.surveys.sitting import Sitting
from plgwork.widgets import Form, Links

Block = tuple[Column, ...]
ORDER = "One on each line, the lowest first. Move the lines until they stand as you asked them."
NAMED = 2  # answers by which a button names what it puts in order


class PuttingInOrder:
    """A button for each set of answers without an order, and the dialog in which they get one."""

    def __init__(self, sitting: Sitting, changed: Callable[[], None]) -> None:
        self._sitting, self._changed = sitting, changed
        self.links, self.form = Links(), Form(dialog=True)
        self.links.listen("ask", guarded(sitting.say)(self._ask))
        self.form.listen("submit", answering(self.form, self._save))
        self._block: Block = ()

    def reread(self) -> None:
        """Offer what is without an order now."""
        self.links.items = [{"text": _verb(block)} for block in self._blocks()]

    def _blocks(self) -> tuple[Block, ...]:
        return self._sitting.file.found.unordered if self._sitting.file else ()

    def _ask(self, message: Message) -> None:
        asked = message.get("text")
        block = next((one for one in self._blocks() if _verb(one) == asked), None)
        if block is None:
            raise AccessError("These answers have an order now. Look at the columns below.")
        self._block = block
        self.form.ask(
            list(_fields(block)),
            title="Put these answers in order",
            lines=["They are then read as answers from low to high, with a share and a mean."],
            submit="Save",
        )

    def _save(self, message: Message) -> Problems:
        file, block = self._sitting.file, self._block
        if file is None or block not in file.found.unordered:
            return {"labels": "What was found has changed meanwhile. Close this and open it again."}
        shown = {one["name"]: one["value"] for one in _fields(block)}
        answers, labels = Answers(message, shown), _told(message, shown)
        ticked, top = answers.chosen("questions"), answers.text("favourable")
        if problems := _problems(labels, _labels(block), top, ticked):
            return problems
        update = {"use": Use.SCALE, "why": "You said so.", "labels": labels, "favourable": int(top)}
        chosen = [one for one in block if one.id in ticked]
        file.correct_all({one.id: one.model_copy(update=update) for one in chosen})
        self._changed()
        return {}


def _labels(block: Block) -> tuple[str, ...]:
    """All answers that were given to one of them at least."""
    longest_first = sorted(block, key=lambda one: -len(one.labels))
    return tuple(dict.fromkeys(label for one in longest_first for label in one.labels))


def _verb(block: Block) -> str:
    first = _labels(block)[:NAMED]
    return f"Put in order: {', '.join(first)} …"


def _fields(block: Block) -> Iterator[dict[str, Any]]:
    labels = _labels(block)
    yield {
        "name": "labels",
        "label": "Answers",
        "kind": "textarea",
        "value": "\n".join(labels),
        "note": ORDER,
        "wide": True,
    }
    yield {
        "name": "favourable",
        "label": "How many at the top count as favourable",
        "kind": "number",
        "min": 1,
        "value": str(good_half(len(labels))),
    }
    yield {
        "name": "questions",
        "label": "Questions that are answered so",
        "kind": "checks",
        "options": [{"id": one.id, "name": one.text} for one in block],
        "value": [one.id for one in block],
        "wide": True,
    }


def _told(message: Message, shown: dict[str, Any]) -> tuple[str, ...]:
    values = message.get("values")
    told = values.get("labels", shown["labels"]) if isinstance(values, dict) else shown["labels"]
    return tuple(filter(None, (" ".join(line.split()) for line in str(told).splitlines())))


def _problems(
    labels: tuple[str, ...], known: tuple[str, ...], top: str, ticked: set[str]
) -> Problems:
    problems: Problems = {}
    if lost := [one for one in known if one not in labels]:
        problems["labels"] = f"“{lost[0]}” is gone. Put it back; what is not wanted, put lowest."
    elif len(set(labels)) < len(labels):
        problems["labels"] = "One of these answers stands here twice."
    if not (top.isdecimal() and 1 <= int(top) < len(labels)):
        problems["favourable"] = "At least one answer counts as favourable, and one does not."
    if not ticked:
        problems["questions"] = "Tick at least one question."
    return problems
