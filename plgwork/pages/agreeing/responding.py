"""What is open, talked over, and how far each goes along."""

from typing import Any

from plgwork.analysis.deciding import HANDS, in_words, standing, why_not
from plgwork.errors import AccessError, WorkbookError
from plgwork.models.agreements import MOST_COMMENT, Fist, Given, Proposal, Response, State
from plgwork.pages.agreeing import editions
from plgwork.pages.agreeing.closing import Closing
from plgwork.pages.agreeing.matters import NAMES
from plgwork.pages.agreeing.sitting import Sitting
from plgwork.pages.guard import guarded
from plgwork.pages.school.answers import Message, Problems, answering
from plgwork.pages.wording import at_time
from plgwork.pages.wording import in_words as day_in_words
from plgwork.widgets import Changes, Form, Hands, Panels, Section, Table, Talk

MEANINGS = {
    Fist.BLOCK: ("I block it", "It would do harm, and I say why."),
    Fist.TALK_MORE: ("I want to talk more", "Something has to be different first."),
    Fist.DOUBTS: ("I have doubts", "I would rather change something."),
    Fist.FINE: ("I am fine with it", "Not my first choice; I go along."),
    Fist.GOOD: ("I think it is good", "I will do my part."),
    Fist.LEAD: ("I will lead it", "I will help others to it."),
}
OVER = {
    "title": "This is no longer open",
    "lines": [
        "It was adopted, withdrawn or made one with another while you wrote. Your words are still "
        "below, for you to copy; they were not sent."
    ],
    "links": [{"text": "What we agreed", "href": "#what-we-agreed", "quiet": True}],
}
NO_WORDS = "Write what you want to say first."
BECAME = {
    State.ADOPTED: "adopted",
    State.MERGED: "became one with another",
    State.WITHDRAWN: "withdrawn",
}


class Responding:
    """The open proposals, and one of them with all that belongs to it.

    ``begins`` is the link by which one proposes something.
    """

    def __init__(self, sitting: Sitting, begins: dict[str, Any]) -> None:
        self._begins = begins
        self._sitting = sitting
        self._store = sitting.workbook.store.proposals
        self._open, self._typed = "", ""
        self.table = Table(
            label="What is proposed",
            head=["Proposal", "By", "How it stands"],
            verb="Read",
            dialog=False,
        )
        self.panels, self.before = Panels(), Panels()
        self.changes, self.hands, self.talk = Changes(), Hands(), Talk()
        self.words = Form(title="Say something to it", submit="Say it", live=True)
        self.words.add_class("plg-inside")
        self.closing = Closing(sitting)
        self.section = Section("respond")
        self._listen()

    def _listen(self) -> None:
        guard = guarded(self._sitting.say)
        self.table.listen("open", guard(self._choose))
        self.talk.listen("back", guard(self._take_back))
        self.words.listen("submit", answering(self.words, self._say))
        self.words.listen("change", self._remember)
        self.hands.listen("show", self._show)

    def reread(self) -> None:
        """Show what is open, and the proposal one reads as it stands now."""
        sitting = self._sitting
        self.before.panels = _became(sitting.proposals)
        if not sitting.choice.mine:
            self._open = ""
            self.panels.panels = [not_yours(sitting)]
            self.section.show(self.panels)
            return
        self._tell()
        # The same parts at all times: what is drawn anew would lose what is typed in it.
        parts = [self.table, self.panels, self.changes, self.hands, *self.closing.parts]
        self.section.show(*parts, self.talk, self.words, self.before)

    def _tell(self) -> None:
        proposals = self._sitting.open
        many = len(proposals) > 1
        self.table.rows = [_row(one) for one in proposals] if many else []
        if self._open and self.proposal is None and self._typed.strip():
            self._over()
        elif not proposals:
            self._open, self.panels.panels = "", [_nothing(self._begins)]
            self._hide()
        else:
            proposal = self.proposal or _first(proposals)
            if self._open != proposal.id:
                self._ask(proposal)
            self._tell_of(proposal)

    def _over(self) -> None:
        """It was closed while somebody wrote to it: what they wrote stays, to be copied."""
        self._hide()
        self.panels.panels = [OVER]
        self.words.hidden = False

    def _hide(self) -> None:
        self.changes.items = []
        self.hands.title = self.talk.title = ""
        self.words.hidden = True
        self.closing.reread(None)

    @property
    def note(self) -> tuple[str, bool]:
        """What the step says of itself in a word or two, and whether one is done with it."""
        if not self._sitting.choice.mine:
            return "theirs", False
        found = self._sitting.open
        if waiting := sum(one.my_response is None for one in found):
            return f"{waiting} for your hand", False
        return (f"{len(found)} open", True) if found else ("nothing open", False)

    @property
    def proposal(self) -> Proposal | None:
        """The proposal one reads, while it is open."""
        return next((one for one in self._sitting.open if one.id == self._open), None)

    def _remember(self, message: Message) -> None:
        values = message.get("values")
        self._typed = str(values.get("text", "")) if isinstance(values, dict) else ""

    def _ask(self, proposal: Proposal) -> None:
        self._open, self._typed = proposal.id, ""
        self.words.hidden = False
        who = self._sitting.choice.who
        field = {"name": "text", "kind": "textarea", "label": "What do you want to say?"}
        self.words.ask(
            [{**field, "wide": True, "value": ""}],
            lines=[f"{_whole(who)} reads it under your name. You can take it back."],
        )

    def _tell_of(self, proposal: Proposal) -> None:
        sitting, latest = self._sitting, proposal.latest
        self.panels.panels = [self._panel(proposal)]
        items = editions.of_proposal(sitting.workbook, sitting.matters, proposal)
        sources = editions.of_sources(sitting.matters, proposal, sitting.proposals)
        self.changes.title, self.changes.items = "Versions, and what changed", [*items, *sources]
        self.talk.title = "What was said"
        self.talk.empty = "Nobody has said anything yet."
        self.talk.items = [
            {
                "id": one.id,
                "by": "You" if one.mine else one.by,
                "text": one.text,
                "note": f"{self._when(one.written_at)}{_to(one.number, latest.number)}",
                "mine": one.mine,
            }
            for one in proposal.comments
        ]
        self._tell_hands(proposal)
        self.closing.reread(proposal)

    def _panel(self, proposal: Proposal) -> dict[str, Any]:
        latest = proposal.latest
        by = "you" if proposal.mine else proposal.by or "somebody who left"
        return {
            "kicker": f"Proposed by {by}, {self._when(proposal.proposed_at)}",
            "title": f"{NAMES[proposal.kind]}, version {latest.number}",
            "items": [
                {"title": title, "text": text}
                for title, text in self._sitting.matters.parts(latest.matter)
            ],
        }

    def _tell_hands(self, proposal: Proposal) -> None:
        hands, mine, show = self.hands, proposal.my_response, proposal.show
        with hands.hold_sync():
            hands.title = "Your hand, from 0 to 5"
            hands.version = f"{proposal.id} {proposal.latest.number}"
            hands.before = [_who_sees(self._sitting), in_words(self._sitting.rule, show.people)]
            hands.hands = [
                {"value": fist.value, "name": name, "meaning": meaning}
                for fist, (name, meaning) in sorted(MEANINGS.items(), reverse=True)
            ]
            hands.mine = mine.fist.value if mine else -1
            hands.reason = mine.reason if mine else ""
            hands.shown = _shown(proposal.now)
            # Who has not answered is not led by how others did, unless they look.
            answered = f"{show.answered} of {show.people} answered."
            hands.standing = standing(show) if mine or not show.answered else answered
            hands.lines = [*_reasons(proposal.now), *why_not(show, self._sitting.rule)]

    # --- what one does ----------------------------------------------------------------------

    def _choose(self, message: Message) -> None:
        known = {one.id: one for one in self._sitting.open}
        if message.get("id") not in known:
            raise AccessError("This proposal is no longer open.")
        self._ask(known[str(message.get("id"))])
        self.reread()

    def _show(self, message: Message) -> None:
        ticket = message.get("ticket")
        ticket = ticket if isinstance(ticket, int) else 0

        @guarded(lambda problem: self.hands.refuse(ticket, problem))
        def take() -> None:
            proposal = self.proposal
            if proposal is None:
                raise AccessError("This proposal is no longer open. Your hand was not taken.")
            self._store.respond(proposal.id, _response(message, proposal, self.hands.version))
            self._sitting.changed()
            self.hands.accept(ticket, "Your hand is shown. You can change it until it is adopted.")

        take()

    def _say(self, message: Message) -> Problems:
        values = message.get("values")
        text = str(values.get("text", "")).strip() if isinstance(values, dict) else ""
        if not text:
            return {"text": NO_WORDS}
        if len(text) > MOST_COMMENT:
            return {"text": f"At most {MOST_COMMENT:,} letters; these are {len(text):,}."}
        proposal = self.proposal
        if proposal is None:
            raise AccessError("This proposal is no longer open. What you wrote is still here.")
        self._store.comment(proposal.id, proposal.latest.number, text)
        self._ask(proposal)
        self._sitting.changed()
        return {}

    def _take_back(self, message: Message) -> None:
        self._store.take_back(str(message.get("id", "")))
        self._sitting.changed()

    def _when(self, moment: Any) -> str:
        local = moment.astimezone(self._sitting.workbook.zone)
        return f"{day_in_words(local.date())}, {at_time(local)}"


def _response(message: Message, proposal: Proposal, shown: str) -> Response:
    """The hand that was shown, to the version that was on the screen."""
    number = int(shown.rpartition(" ")[2]) if shown.startswith(proposal.id) else 0
    fist, reason = message.get("fist"), str(message.get("reason", "")).strip()
    if fist not in set(Fist) or isinstance(fist, bool):
        raise WorkbookError("Choose a hand from 0 to 5.")
    if fist == Fist.BLOCK and not reason:
        raise WorkbookError("Say why you block it: without a reason nobody could answer it.")
    if len(reason) > MOST_COMMENT:
        raise WorkbookError(f"At most {MOST_COMMENT:,} letters; these are {len(reason):,}.")
    return Response(number=max(number, 1), fist=Fist(fist), reason=reason)


def _first(proposals: list[Proposal]) -> Proposal:
    """What waits for one's hand first, else the newest."""
    return next((one for one in proposals if one.my_response is None), proposals[-1])


def _row(one: Proposal) -> dict[str, Any]:
    mine = "" if one.my_response else " Yours is wanted."
    show = one.show
    return {
        "id": one.id,
        "cells": [
            NAMES[one.kind],
            "you" if one.mine else one.by,
            f"{show.answered} of {show.people} answered.{mine}",
        ],
    }


def _shown(given: tuple[Given, ...]) -> list[dict[str, Any]]:
    return [
        {
            "value": fist.value,
            "name": HANDS[fist],
            "many": sum(one.fist is fist for one in given),
            "who": ["you" if one.mine else one.by for one in given if one.fist is fist],
        }
        for fist in sorted(Fist, reverse=True)
    ]


def _reasons(given: tuple[Given, ...]) -> list[str]:
    told = sorted((one for one in given if one.reason), key=lambda one: one.fist)
    return [f"{'You' if one.mine else one.by}, with {one.fist.value}: {one.reason}" for one in told]


def _who_sees(sitting: Sitting) -> str:
    return (
        f"{_whole(sitting.choice.who)} sees your hand and what you write to it, with your name. "
        "Nobody else does. Once it is adopted, all staff of your school see how many hands of each "
        "kind there were, and no names."
    )


def _whole(who: str) -> str:
    return f"{who[0].upper()}{who[1:]}"


def _to(number: int, latest: int) -> str:
    return "" if number == latest else f", to version {number}"


def _nothing(begins: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": "Nothing is proposed just now",
        "lines": [
            "What somebody proposes stands here for all of you: you read it, say something to it, "
            "and show with 0 to 5 fingers how far you go along. 0 blocks and says why; 5 leads."
        ],
        "links": [begins],
    }


def _became(proposals: list[Proposal]) -> list[dict[str, Any]]:
    closed = [one for one in proposals if one.state is not State.OPEN]
    if not closed:
        return []
    lines = [
        f"{NAMES[one.kind]}, by {'you' if one.mine else one.by or 'somebody who left'}: "
        f"{BECAME[one.state]}"
        for one in reversed(closed)
    ]
    summary = "1 proposal" if len(lines) == 1 else f"{len(lines)} proposals"
    return [{"title": "What became of earlier ones", "more": {"summary": summary, "lines": lines}}]


def not_yours(sitting: Sitting) -> dict[str, Any]:
    """What whoever only looks is told."""
    name = sitting.choice.name
    return {
        "title": f"{name} decides this among themselves",
        "lines": [
            f"Only those in {name} propose, comment and show a hand, and only they see who did. "
            "What they adopt you read under What we agreed, with how many hands of each kind "
            "there were, and no names."
        ],
        "links": [{"text": "What they agreed", "href": "#what-we-agreed", "quiet": True}],
    }
