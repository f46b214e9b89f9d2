"""A codebook that two people apply on their own, and what they see when both are done."""

from typing import Any
from uuid import uuid4

from plgwork.errors import AccessError
from plgwork.models.codebooks import CODERS, MOST_CODE, MOST_MEANING, Code, Codebook, OpenQuestion
from plgwork.models.surveys import Quoted
from plgwork.pages.guard import guarded
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.pages.surveys.agreeing import agreed, compared
from plgwork.pages.surveys.giving import Giving
from plgwork.pages.surveys.sitting import Sitting
from plgwork.widgets import Form, Links, Panels, Table

ADD, BEGIN, GO_ON, DONE, ANEW = (
    "Add a code",
    "Code them on your own",
    "Go on coding",
    "I am done",
    "Begin anew",
)
LEAST_CODES = 2
WHAT = {
    "title": "What are they about?",
    "lines": [
        "Write down what an answer may be about, as codes. Then two of you code all answers, each "
        "on your own: neither sees what the other gave before both are done. You see then how far "
        "you agree, and which answers to talk about.",
        "Every leader and coach of your school sees the codes, who codes, and in the end both "
        "codings. Once somebody codes, the codes stay as they are.",
    ],
}
LOST = {
    False: "What you coded goes for good. What the other coded stays.",
    True: "What both of you coded goes for good. Then the codes can be changed.",
}


class CodingTogether:
    """The codes of one question, who codes, and what came of it."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._store = sitting.workbook.store.codebooks
        self._of: OpenQuestion | None = None
        self._book, self._code = Codebook(), ""
        self.panels, self.links = Panels(), Links()
        self.codes = Table(label="Codes", head=["Code", "What counts", "What does not"])
        self.giving = Giving(sitting)
        self.differ = Table(label="Where you differ: talk about these")
        self.differ.add_class("plg-written")
        self.code, self.anew = Form(dialog=True), Form(dialog=True)
        guard = guarded(sitting.say)
        self.codes.listen("open", guard(self._open))
        self.links.listen("ask", guard(self._do))
        self.code.listen("submit", answering(self.code, self._keep))
        self.code.listen("other", guard(self._drop))
        self.anew.listen("submit", guard(self._begin_anew))

    @property
    def parts(self) -> list[Any]:
        """What stands below the answers."""
        return [
            self.panels,
            *([self.differ] if self.differ.rows else []),
            *(self.codes, self.links),
            *(self.giving.parts if self._mine_open else []),
            *(self.code, self.anew),
        ]

    def show(self, of: OpenQuestion, quoted: Quoted) -> None:
        """Show how far the coding of a question has come."""
        self._of, self._book = of, self._store.codebook(of)
        book = self._book
        self.codes.verb = "" if book.codings else "Change"
        self.codes.rows = [
            {"id": one.id, "cells": [one.name, one.counts, one.does_not]} for one in book.codes
        ]
        self.giving.show(of, book, quoted.answers)
        self.panels.panels = [WHAT, *_who(book, len(quoted.answers)), *agreed(book)]
        names = [one.name for one in book.codings] if book.done else []
        self.differ.head = ["Answer", "What was written", *names]
        self.differ.rows = compared(book, quoted.answers)
        self.links.items = [{"text": one, "quiet": one == ANEW} for one in self._onward()]

    def found(self, of: OpenQuestion) -> dict[str, Any]:
        """What goes out of a question's coding: its themes, and how far the two agree."""
        from plgwork.analysis.themes import agreement, themes
        from plgwork.pages.surveys.agreeing import in_short

        book = self._store.codebook(of)
        return {"themes": themes(book), "agreement": in_short(agreement(book))} if book.done else {}

    @property
    def _mine_open(self) -> bool:
        mine = self._book.mine
        return mine is not None and mine.finished_at is None

    def _onward(self) -> list[str]:
        book, mine = self._book, self._book.mine
        if mine is None:
            free = len(book.codes) >= LEAST_CODES and len(book.codings) < CODERS
            return [*([] if book.codings else [ADD]), *([BEGIN] if free else [])]
        if mine.finished_at is not None:
            return [ANEW]
        return [DONE if self.giving.all_given else GO_ON, ANEW]

    def _do(self, message: Message) -> None:
        of, asked = self._of, message.get("text")
        if of is None:
            return
        if asked == ADD:
            self._ask(Code(id=uuid4().hex, name="A new code"), new=True)
        elif asked == ANEW:
            lines = [LOST[self._book.done]]
            self.anew.ask([], title="Begin anew?", lines=lines, submit="Begin anew", danger=True)
        elif asked == GO_ON:
            self.giving.go_on()
        elif asked == BEGIN:
            self._store.begin(of)
            self._sitting.changed()
            self.giving.go_on()
        elif asked == DONE:
            self._store.finish(of)
            self._sitting.changed()
            self._sitting.say("You are done.")

    def _open(self, message: Message) -> None:
        known = {one.id: one for one in self._book.codes}
        if message.get("id") not in known:
            raise AccessError("This code is no longer here.")
        self._ask(known[str(message.get("id"))], new=False)

    def _ask(self, code: Code, new: bool) -> None:
        self._code = code.id
        self.code.ask(
            _fields(None if new else code),
            title="A new code" if new else code.name,
            submit="Save",
            other="" if new else "Take it out",
        )

    def _keep(self, message: Message) -> Problems:
        answers = Answers(message, {})
        name, counts, does_not = (answers.text(one) for one in ("name", "counts", "does_not"))
        problems = _problems(name, counts, does_not)
        if self._of and not problems:
            code = Code(id=self._code, name=name, counts=counts, does_not=does_not)
            self._store.keep(self._of, code)
            self._sitting.changed()
        return problems

    def _drop(self, _message: Message) -> None:
        if self._of:
            self._store.drop(self._of, self._code)
            self.code.shown = False
            self._sitting.changed()

    def _begin_anew(self, _message: Message) -> None:
        if self._of:
            self._store.begin_anew(self._of)
            self.anew.shown = False
            self._sitting.changed()


def _who(book: Codebook, many: int) -> list[dict[str, Any]]:
    if not book.codings or book.done:
        return []
    items = []
    for one in book.codings:
        far = "done" if one.finished_at else "coding"
        if one.mine and not one.finished_at:
            far = f"{len(one.given or ()):,} of {many:,} answers coded"
        items.append({"title": "You" if one.mine else one.name, "text": far})
    lines = ["Once two are done, how far they agree stands here."]
    if len(items) < CODERS:
        lines.append("One more person can code them.")
    return [{"title": "Who codes", "items": items, "lines": lines}]


def _fields(code: Code | None) -> list[dict[str, Any]]:
    labels = {
        "name": ("Code", "In a word or two: “Time”, “Rooms”.", code and code.name),
        "counts": ("What counts", "So that both of you decide alike.", code and code.counts),
        "does_not": ("What does not", "What is easily taken for it.", code and code.does_not),
    }
    return [
        {"name": name, "label": label, "note": note, "value": value or "", "wide": True}
        for name, (label, note, value) in labels.items()
    ]


def _problems(name: str, counts: str, does_not: str) -> Problems:
    problems: Problems = {}
    if not 1 <= len(name) <= MOST_CODE:
        problems["name"] = f"A code needs a name, of at most {MOST_CODE} letters."
    for field, text in (("counts", counts), ("does_not", does_not)):
        if len(text) > MOST_MEANING:
            problems[field] = f"At most {MOST_MEANING} letters; these are {len(text)}."
    return problems
