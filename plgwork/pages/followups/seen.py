"""The first step: what asks for a conversation, what one might ask first, and two ways to go on."""

from typing import Any

from plgwork.models.followups import History, Occasion, Settled
from plgwork.pages.followups import phrases
from plgwork.pages.followups.opening import Begins
from plgwork.pages.followups.sitting import Sitting
from plgwork.pages.guard import guarded
from plgwork.pages.wording import listed
from plgwork.widgets import Links, Panels, Section

OPEN, TALKED = "Open a follow-up", "We have talked"
SETTLED = {
    "title": "Good that you have talked",
    "lines": ["It does not come back to you, until something new is seen."],
}
BEGUN = {
    "title": "Your follow-up is open",
    "lines": ["You own it. Nobody was told anything by it."],
    "links": [{"text": "Write its note", "href": "#follow-ups"}],
}
NOTHING = {
    "title": "Nothing asks for a conversation just now",
    "lines": ["You can still open a follow-up by hand, below."],
}
ELSEWHERE = {
    "title": "What is seen goes to those who look after a PLG",
    "lines": [
        "Whoever facilitates a PLG sees what concerns it. Coaches, and the one leader named for "
        "follow-ups, see what concerns a PLG as a whole.",
        "Nobody here gets a list of people.",
    ],
}


class Seen:
    """Each occasion as a panel with its two buttons; below them, what is looked at."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.begins = Begins(sitting, lambda: self._say(BEGUN))
        self._drawn: dict[Occasion, tuple[Panels, Links]] = {}
        self._said: list[Panels] = []
        self.below = Panels()
        self.section = Section("seen")

    @property
    def note(self) -> str:
        """What the step says of itself in a word or two."""
        return f"{len(self._sitting.occasions) or 'nothing'} just now"

    def reread(self) -> None:
        """Show what is seen; what is drawn already stays, and so does keyboard focus."""
        seen = self._sitting.occasions
        self._drawn = {one: self._drawn.get(one) or self._draw(one) for one in seen}
        for one, (panels, _) in self._drawn.items():
            panels.panels = [self._panel(one)]
        nothing = [] if seen else [NOTHING if self._sitting.histories else ELSEWHERE]
        self.below.panels = [*nothing, *self._looked_at()]
        drawn = [part for pair in self._drawn.values() for part in pair]
        self.section.show(*self._said, *drawn, self.below, self.begins.form)

    def _say(self, panel: dict[str, Any]) -> None:
        """Put a word in place of what is gone; keyboard focus goes there."""
        self._said = [Panels(panels=[panel | {"wide": True}], wanted=True)]

    def _panel(self, occasion: Occasion) -> dict[str, Any]:
        history = self._sitting.histories[occasion.matter.plg_id]
        asks = f"You might ask first: {self._sitting.question(occasion)}"
        return {
            "wide": True,
            "kicker": phrases.short(occasion, history),
            "title": self._sitting.sentence(occasion),
            "lines": [asks, *self._others(history)],
        }

    def _others(self, history: History) -> list[str]:
        """Who has a follow-up on this PLG already, of those that one may read."""
        owners = {
            one.owner
            for one in self._sitting.followups
            if one.plg_id == history.plg_id and one.ended_at is None and not one.mine and one.owner
        }
        has = "has" if len(owners) == 1 else "have"
        return [f"{listed(sorted(owners))} {has} a follow-up here already."] if owners else []

    def _draw(self, occasion: Occasion) -> tuple[Panels, Links]:
        links = Links(items=[{"text": OPEN}, {"text": TALKED, "quiet": True}])

        @guarded(self._sitting.say)
        def asked(message: dict[str, Any]) -> None:
            if message.get("text") == TALKED:
                self._settle(occasion)
            else:
                self.begins.ask(occasion)

        links.listen("ask", asked)
        return Panels(), links

    def _settle(self, occasion: Occasion) -> None:
        settled = Settled(matter=occasion.matter, through=occasion.through)
        self._sitting.workbook.store.followups.settle(settled)
        self._say(SETTLED)
        self._sitting.changed()

    def _looked_at(self) -> list[dict[str, Any]]:
        """What each PLG adopted to be asked about, and where that is done."""
        known = self._sitting.histories.values()
        if not known:
            return []
        terms = {one.id: one.name for one in self._terms()}
        told = [
            f"{one.plg}: {'; '.join(terms[sign] for sign in asks) or 'nothing so far'}"
            for one in known
            for asks in [[each for each in self._sitting.asks(one) if each in terms]]
        ]
        return [
            {
                "kicker": "What is looked at",
                "title": "Only what a PLG agreed to, and whether it meets",
                "lines": [
                    "Being away, bringing work and the like are looked at where a PLG adopted it "
                    "with its expectations, on Culture. Nobody is scored, and nobody’s reflections "
                    "are looked at.",
                ],
                "more": {"summary": "What each PLG asked to be asked about", "lines": told},
                "links": [
                    {
                        "text": "Expectations, on Culture",
                        "href": self._sitting.page.address("culture"),
                        "quiet": True,
                    }
                ],
            }
        ]

    def _terms(self) -> Any:
        return self._sitting.workbook.content.vocabulary("occasions").terms
