"""The step “Publish”: what would change for whom, and then all of it or nothing."""

from typing import Any

from plgwork.models.groupings import DraftState, Judgement, Publication, RosterDraft
from plgwork.pages.groupings.desk import Desk, in_years
from plgwork.pages.groupings.moving import CLOSED
from plgwork.pages.groupings.phrases import change, listed, people
from plgwork.pages.school.answers import Message, Problems, answering
from plgwork.pages.wording import in_words
from plgwork.widgets import Form, Panels, Section

WORDS = [
    "Everybody of the school can read the groups then. Nobody reads why somebody is in a group, "
    "or who was to be with whom.",
    "Places that end keep all that was written in them. It cannot be undone in one step; another "
    "draft can be published in its place.",
]


class Publishing:
    """What would change, and a button."""

    def __init__(self, desk: Desk, times: str) -> None:
        self._desk = desk
        self._times = times  # where one says when groups meet
        self.panels = Panels()
        self.form = Form(title="What everybody reads then")
        self.section = Section("publish", self.panels, self.form)
        self.form.lines = list(WORDS)
        self._seen: Publication | None = None
        self.form.listen("submit", answering(self.form, self._publish))

    def reread(self) -> None:
        """Show what publishing the open draft would change, as things stand."""
        draft = self._desk.draft
        changeable = self._desk.changeable
        self.form.hidden = not changeable
        if draft is None:
            self._seen, self.panels.panels = None, [CLOSED]
        elif draft.state is DraftState.PUBLISHED:
            self._seen, self.panels.panels = None, [_published(draft, self._times)]
        else:
            begins = self._desk.begins(draft.year)
            self._seen = self._desk.store.publication(draft.id, begins)
            self.panels.panels = [*self._panels(draft, self._seen)]
            submit = f"Publish “{draft.name}”"
            if self.form.submit != submit:
                self.form.ask([], lines=WORDS, submit=submit)

    def _panels(self, draft: RosterDraft, seen: Publication) -> list[dict[str, Any]]:
        names, judged = self._desk.known.names, self._desk.judged
        rows = [change(one, names) for one in seen.changes]
        table = {
            "label": "What changes",
            "head": ["Person", "From", "To", "Facilitating"],
            "rows": rows,
        }
        return [
            {
                "kicker": f"{draft.name}, {in_years(draft.year)}",
                "title": f"From {in_words(seen.begins)} {seen.begins.year} on",
                "facts": [
                    ["Moves or changes", people(len(seen.changes))],
                    ["Stay as they are", people(seen.stay)],
                    *([["New PLGs", ", ".join(seen.begin)]] if seen.begin else []),
                    *([["PLGs without people", ", ".join(seen.rest)]] if seen.rest else []),
                ],
                "lines": self._look_first(judged),
            },
            *([_for_whom(table, _anybody_before(seen))] if rows else []),
        ]

    def _look_first(self, judged: Judgement) -> list[str]:
        """What one had better know before; nothing of it holds anybody up."""
        names = self._desk.known.names
        without = [group for group in judged.groups if not group.facilitators]
        unsaid = {one.person_id for one in self._desk.opened.reasons if one.text}
        alone = [one for one in judged.alone if one not in unsaid]
        return [
            *([f"In no group: {listed(judged.unplaced, names)}."] if judged.unplaced else []),
            *([f"Nobody facilitates yet in {len(without)} of the groups."] if without else []),
            *(
                [f"Alone in their role, and no reason yet: {listed(alone, names)}."]
                if alone
                else []
            ),
        ]

    def _publish(self, _message: Message) -> Problems:
        draft, seen = self._desk.opened, self._seen
        if seen is None:
            return {}
        try:
            self._desk.store.publish(draft.id, seen)
        finally:
            self._desk.refresh()
        when = f"{in_words(seen.begins)} {seen.begins.year}"
        self._desk.say(
            f"Published: {draft.name}, from {when} on. Whoever facilitates for the first time is "
            "not in the facilitators’ PLG yet. The steward adds them on School; that can wait."
        )
        return {}


def _anybody_before(seen: Publication) -> bool:
    return bool(seen.stay) or any(one.leaves for one in seen.changes)


def _for_whom(table: dict[str, Any], before: bool) -> dict[str, Any]:
    """Who goes where; folded where nobody was in a PLG before."""
    if before:
        return {"wide": True, "title": "What changes for whom", "table": table}
    fold = {"summary": "Everybody, one by one", "lines": [], "table": table}
    lines = ["Nobody was in a PLG before, so nobody leaves one."]
    return {"wide": True, "title": "What changes for whom", "lines": lines, "more": fold}


def _published(draft: RosterDraft, times: str) -> dict[str, Any]:
    return {
        "title": f"{draft.name} is published",
        "lines": ["It stays as it is. To change groups again, begin another draft."],
        "links": [
            {"text": "Say when groups meet", "href": times},
            {"text": "Drafts", "href": "#drafts", "quiet": True},
        ],
    }
