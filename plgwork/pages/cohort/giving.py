"""Expertise offered and sought, and who would find whom."""

from typing import Any

from plgwork.analysis.matches import alike, matches
from plgwork.models.cohorts import MOST_WORDS, Expertise, Saying, Side
from plgwork.pages.cohort.sitting import Sitting
from plgwork.pages.guard import guarded
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.widgets import Form, Panels, Section, Talk

VOCABULARIES = ("skills", "kinds-of-work")
SIDES = {Side.OFFERS: "I can show", Side.SEEKS: "I would like to learn"}


class Giving:
    """Matches first, then what everybody said, then a form for one's own."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        content = sitting.workbook.content
        terms = [term for name in VOCABULARIES for term in content.vocabulary(name).terms]
        self._names = {term.id: term.name for term in terms}
        self.panels, self.talk = Panels(), Talk(title="What people offer and seek")
        self.talk.empty = "Nobody has said anything yet."
        self.form = Form(title="What can you show, what would you like to learn?", submit="Say it")
        for look in ("plg-inside", "plg-noprint"):
            self.form.add_class(look)
        self.form.listen("submit", answering(self.form, self._say))
        self.talk.listen("back", guarded(sitting.say)(self._take_back))
        self.section = Section("expertise", self.panels, self.talk)
        if sitting.group:
            self.section.show(self.panels, self.talk, self.form)
            self._ask()

    def reread(self) -> None:
        """Show what is said now; what is being written stays."""
        sitting = self._sitting
        said = sitting.store.expertise.of(sitting.plg_id) if sitting.group else []
        self.talk.items = [self._item(one) for one in said]
        self.panels.panels = [self._matched(said)]

    def _ask(self) -> None:
        sides = [{"id": side.value, "name": name} for side, name in SIDES.items()]
        topics = [{"id": one, "name": name} for one, name in self._names.items()]
        words = {"name": "words", "kind": "text", "label": "In a few words, if you like"}
        self.form.ask(
            [
                {"name": "side", "kind": "select", "label": "You", "options": sides}
                | {"value": Side.OFFERS.value},
                {"name": "topic", "kind": "select", "label": "What", "options": topics}
                | {"value": topics[0]["id"]},
                {**words, "wide": True, "value": ""},
            ],
            lines=[
                f"{self._sitting.readers} read it under your name, until you take it back. Who "
                "seeks what somebody else offers is shown to all of you."
            ],
        )

    def _say(self, message: Message) -> Problems:
        given = Answers(message, {})
        topic, words = given.text("topic"), given.text("words")
        if topic not in self._names or given.text("side") not in set(Side):
            return {"topic": "Choose one of these."}
        if len(words) > MOST_WORDS:
            return {"words": f"At most {MOST_WORDS} letters; these are {len(words)}."}
        saying = Saying(side=Side(given.text("side")), topic=topic, words=words)
        self._sitting.store.expertise.say(self._sitting.plg_id, saying)
        self._ask()
        self.reread()
        return {}

    def _take_back(self, message: Message) -> None:
        self._sitting.store.expertise.take_back(str(message.get("id", "")))
        self.reread()

    # --- showing ----------------------------------------------------------------------------

    def _item(self, one: Expertise) -> dict[str, Any]:
        does = "can show" if one.saying.side is Side.OFFERS else "would like to learn"
        text = one.saying.words or self._name(one)
        note = f"{does}: {self._name(one)}" if one.saying.words else does
        by = "You" if one.mine else one.by
        return {"id": one.id, "by": by, "text": text, "note": note, "mine": one.mine}

    def _matched(self, said: list[Expertise]) -> dict[str, Any]:
        pairs = [(one, self._both(*one)) for one in matches(said)]
        pairs += [(one, self._same(*one)) for one in alike(said)]
        mine = [words for pair, words in pairs if any(one.mine for one in pair)]
        others = [words for pair, words in pairs if not any(one.mine for one in pair)]
        none = ["When somebody seeks what another offers, it says so here."]
        many = "1 match" if len(others) == 1 else f"{len(others)} matches"
        more = {"summary": f"Among the others: {many}", "lines": others}
        return {
            "title": "Who could find whom",
            "lines": [] if pairs else none,
            "items": [{"text": words} for words in mine],
            "wide": True,
        } | ({"more": more} if others else {})

    def _both(self, seeks: Expertise, offers: Expertise) -> str:
        topic = self._name(seeks)
        if seeks.mine:
            return f"You and {offers.by}: you both work at “{topic}”. {offers.by} can show it."
        if offers.mine:
            return f"You and {seeks.by}: you both work at “{topic}”. You can show it."
        return f"{seeks.by} would like to learn what {offers.by} can show: {topic}"

    def _same(self, one: Expertise, other: Expertise) -> str:
        topic = self._name(one)
        if one.mine or other.mine:
            who = other.by if one.mine else one.by
            return f"You and {who}: you both would like to learn “{topic}”. Nobody offers it yet."
        return f"{one.by} and {other.by} both would like to learn: {topic}"

    def _name(self, one: Expertise) -> str:
        return self._names.get(one.saying.topic, one.saying.topic)
