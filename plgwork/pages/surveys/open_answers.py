"""Open answers that were let out: to read, to search, to code together, some to take along."""

from collections.abc import Iterator
from typing import Any

from plgwork.models.codebooks import OpenQuestion
from plgwork.models.findings import OpenFinding
from plgwork.models.surveys import Quoted
from plgwork.pages.guard import guarded
from plgwork.pages.surveys.coding import CodingTogether
from plgwork.pages.surveys.sitting import Sitting
from plgwork.widgets import Concordance, Fields

MOST_SHOWN = 200  # lines at one time
MOST_QUOTED = 5  # answers to one question that are taken away
RULE = (
    "Answers are shown by themselves, never beside a group, in the order of the alphabet. “…” "
    "stands where words were taken out."
)
QUOTING = (
    f"Tick up to {MOST_QUOTED} to take away; they are ticked for as long as this page is open."
)


class OpenAnswers:
    """The answers to one open question at a time."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.fields = Fields(label="Open answers")
        self.list = Concordance(chooses=True)
        self.coding = CodingTogether(sitting)
        self._asked: dict[str, str] = {}
        self._chosen: dict[OpenQuestion, list[int]] = {}
        self._read: dict[OpenQuestion, Quoted] = {}
        guard = guarded(sitting.say)
        self.fields.listen("answer", guard(self._answer))
        self.list.listen("choose", guard(self._choose))

    def reread(self) -> None:
        """Show what was let out, as it is searched now."""
        survey = self._sitting.survey
        read = survey.read if survey else {}
        if read != self._read:
            self._read, self._asked = read, {}
            self.fields.fields = _fields(read)
        if self._read:
            self._show(*self._question())

    @property
    def parts(self) -> list[Any]:
        """What stands below the results; nothing where no open answers were let out."""
        return [self.fields, self.list, *self.coding.parts] if self._read else []

    def findings(self) -> Iterator[OpenFinding]:
        """What goes out of each question: themes, and the answers that were ticked."""
        for of, quoted in self._read.items():
            chosen = sorted(self._chosen.get(of, ()))
            yield OpenFinding(
                asked=quoted.asked,
                n=len(quoted.answers),
                quotes=tuple(quoted.answers[at] for at in chosen),
                **self.coding.found(of),
            )

    def _question(self) -> tuple[OpenQuestion, Quoted]:
        told = self._asked.get("open", "")
        at = int(told) if told.isdecimal() and int(told) < len(self._read) else 0
        return list(self._read.items())[at]

    def _answer(self, message: dict[str, Any]) -> None:
        values = message.get("values")
        if isinstance(values, dict):
            self._asked |= {name: str(value) for name, value in values.items()}
        ticket = message.get("ticket")
        self.fields.heard = ticket if isinstance(ticket, int) else 0
        self._sitting.changed()

    def _choose(self, message: dict[str, Any]) -> None:
        of, quoted = self._question()
        chosen, at = self._chosen.setdefault(of, []), str(message.get("id"))
        if not at.isdecimal() or int(at) >= len(quoted.answers):
            return
        if int(at) in chosen:
            chosen.remove(int(at))
        if message.get("chosen") and len(chosen) < MOST_QUOTED:
            chosen.append(int(at))
        self._sitting.changed()

    def _show(self, of: OpenQuestion, quoted: Quoted) -> None:
        sought = self._asked.get("sought", "")
        lines = list(_lines(quoted, sought))
        chosen = self._chosen.get(of, [])
        self.list.full = len(chosen) >= MOST_QUOTED
        self.list.label = quoted.asked
        self.list.note = f"{RULE} {QUOTING}"
        self.list.empty = f"No answer has a word that begins with “{sought.strip()}”."
        self.list.lines = [
            {**line, "chosen": int(line["id"]) in chosen} for line in lines[:MOST_SHOWN]
        ]
        at = list(self._read).index(of)
        values = {"open": str(at), "sought": sought} if len(self._read) > 1 else {"sought": sought}
        self.fields.show(values, status=_told(lines, len(quoted.answers), sought))
        self.coding.show(of, quoted)


def _lines(quoted: Quoted, sought: str) -> Iterator[dict[str, str]]:
    from plgwork.analysis.concordance import concordance

    if not sought.strip():
        for at, answer in enumerate(quoted.answers):
            yield {"id": str(at), "before": "", "word": "", "after": answer}
        return
    for line in concordance(quoted.answers, sought):
        yield {
            "id": str(line.answer),
            "before": line.before,
            "word": line.word,
            "after": line.after,
        }


def _told(lines: list[dict[str, str]], many: int, sought: str) -> str:
    # The answers themselves can be read and counted by whoever reads this: how many of them hold
    # a word tells nothing new, however few they are.
    if not sought.strip():
        told = f"{many:,} answers"
    else:
        holding = len({line["id"] for line in lines})
        told = f"{holding:,} of {many:,} answers have “{sought.strip()}”"
    return f"{told}; the first {MOST_SHOWN} lines are shown" if len(lines) > MOST_SHOWN else told


def _fields(read: dict[OpenQuestion, Quoted]) -> list[dict[str, Any]]:
    options = [
        {"id": str(at), "name": f"{one.asked} ({one.wave})" if one.wave else one.asked}
        for at, one in enumerate(read.values())
    ]
    which = {"name": "open", "label": "Open question", "kind": "select", "options": options}
    sought = {"name": "sought", "label": "Words in the answers", "kind": "search"}
    return [*([which | {"wide": True}] if len(read) > 1 else []), sought | {"wide": True}]
