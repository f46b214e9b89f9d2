"""What a group does with a proposal: word it anew, make one of two, withdraw it, adopt it."""

from typing import Any

from plgwork.models.agreements import LASTS, Kind, Matter, Proposal, Source
from plgwork.pages.agreeing.matters import NAMES
from plgwork.pages.agreeing.reviewing import WHAT_HAPPENS, chosen_day, day_field
from plgwork.pages.agreeing.sitting import Sitting
from plgwork.pages.guard import guarded
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.widgets import Form, Links

ADOPT, REVISE, MERGE, WITHDRAW = (
    "Adopt it",
    "Word it anew",
    "Make one of two",
    "Withdraw it",
)
GONE = {"review_on": "This proposal is no longer open."}


class Closing:
    """Buttons below the hands, and the dialogs they open."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._store = sitting.workbook.store
        self._proposal: Proposal | None = None
        self._began: Proposal | None = None  # as it stood when its words were opened
        self._other: Proposal | None = None
        self.links = Links()
        names = ("adopt", "revise", "choose", "merge", "withdraw")
        self.adopt, self.revise, self.choose, self.merge, self.withdraw = self._forms = [
            Form(dialog=True) for _ in names
        ]
        self.links.listen("ask", guarded(sitting.say)(self._do))
        acts = (self._adopt, self._revise, self._choose, self._merge, self._withdraw)
        for form, act in zip(self._forms, acts, strict=True):
            form.listen("submit", answering(form, act))

    @property
    def parts(self) -> list[Any]:
        """What stands on the page."""
        return [self.links, *self._forms]

    def reread(self, proposal: Proposal | None) -> None:
        """Offer what can be done with a proposal as it stands; nothing without one."""
        self._proposal = proposal
        if proposal is None:
            self.links.items = []
            return
        ready = not self._sitting.rule.missing(proposal.show)
        offered = [
            *([ADOPT] if ready else []),
            REVISE,
            *([MERGE] if self._others(proposal) else []),
            *([WITHDRAW] if proposal.mine else []),
        ]
        self.links.items = [{"text": one, "quiet": one != ADOPT} for one in offered]

    def _others(self, proposal: Proposal) -> list[Proposal]:
        same = [one for one in self._sitting.open if one.kind is proposal.kind]
        return [one for one in same if one.id != proposal.id]

    def _do(self, message: Message) -> None:
        proposal = self._proposal
        if proposal is None:
            return
        self._began = proposal
        name = NAMES[proposal.kind]
        if message.get("text") == ADOPT:
            day = self._sitting.workbook.today + LASTS
            lines = [f"It then binds {self._sitting.choice.who}. {WHAT_HAPPENS}"]
            self.adopt.ask([day_field(day)], title=f"Adopt: {name}", submit=ADOPT, lines=lines)
        elif message.get("text") == REVISE:
            fields = self._sitting.matters.fields(proposal.kind, proposal.latest.matter)
            lines = ["It becomes a new version. Hands are shown to it anew; the old ones are kept."]
            self.revise.ask(fields, title=REVISE, submit="Make it the next version", lines=lines)
        elif message.get("text") == MERGE:
            self._ask_which(proposal)
        elif message.get("text") == WITHDRAW:
            lines = ["It can still be read under earlier ones, and nobody is asked about it."]
            self.withdraw.ask([], title="Withdraw it?", submit=WITHDRAW, lines=lines, danger=True)

    def _ask_which(self, proposal: Proposal) -> None:
        options = [
            {
                "id": one.id,
                "name": f"{'yours' if one.mine else f'by {one.by}'}: {self._begins(one)}",
            }
            for one in self._others(proposal)
        ]
        field = {"name": "other", "kind": "select", "label": "With which?", "wide": True}
        self.choose.ask(
            [{**field, "options": options, "value": options[0]["id"]}],
            title=MERGE,
            submit="Go on to the words",
            lines=["You word both as one. Both are kept as what it was made of."],
        )

    def _begins(self, one: Proposal) -> str:
        [(_, text), *_] = self._sitting.matters.parts(one.latest.matter)
        return f"{text[:60]}…" if len(text) > 60 else text

    # --- what is sent -----------------------------------------------------------------------

    def _adopt(self, message: Message) -> Problems:
        day, problems = chosen_day(message, self._sitting.workbook.today)
        if self._began is None or day is None:
            return problems or GONE
        self._store.agreements.adopt(self._began.id, self._began.latest.number, day)
        self._sitting.changed()
        self._sitting.say("Adopted. It stands under what you agreed, and on everybody’s Home.")
        return {}

    def _revise(self, message: Message) -> Problems:
        if self._began is None:
            return GONE
        matter, problems = self._read(self._began.kind, message)
        if matter is None:
            return problems
        self._store.proposals.revise(self._began.id, self._began.latest.number, matter)
        self._sitting.changed()
        self._sitting.say("It is the next version. Show your hand to it, too.")
        return {}

    def _read(self, kind: Kind, message: Message) -> tuple[Matter | None, Problems]:
        return self._sitting.matters.read(kind, message, self._sitting.worded(kind))

    def _choose(self, message: Message) -> Problems:
        known = {one.id: one for one in self._sitting.open}
        one, other = self._began, known.get(Answers(message, {}).text("other"))
        if one is None or other is None:
            return {"other": "This proposal is no longer open."}
        self._other = other
        matters = self._sitting.matters
        both = matters.together(one.latest.matter, other.latest.matter)
        lines = ["This is what both of them say. Word it as one; hands are shown to it anew."]
        self.merge.ask(matters.fields(one.kind, both), title=MERGE, submit=MERGE, lines=lines)
        return {}

    def _merge(self, message: Message) -> Problems:
        if self._began is None or self._other is None:
            return GONE
        matter, problems = self._read(self._began.kind, message)
        if matter is None:
            return problems
        two = (self._began, self._other)
        sources = [Source(proposal_id=one.id, number=one.latest.number) for one in two]
        self._store.proposals.merge(sources, matter)
        self._sitting.changed()
        self._sitting.say("Both became one. Show your hand to it, too.")
        return {}

    def _withdraw(self, _message: Message) -> Problems:
        if self._began:
            self._store.proposals.withdraw(self._began.id)
            self._sitting.changed()
            self._sitting.say("It is withdrawn.")
        return {}
