"""The step “Move people”: the groups of the draft, what is said of each, and who is in which."""

from collections.abc import Iterator
from typing import Any

from plgwork.errors import AccessError
from plgwork.models.groupings import MOST_NAME, DraftGroup, Place, RosterDraft
from plgwork.pages.groupings.desk import Desk
from plgwork.pages.groupings.phrases import facts, group_lines, people
from plgwork.pages.groupings.reasons import Reasons
from plgwork.pages.guard import guarded
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.widgets import Board, Form, Links, Panels, Section, Table

NOWHERE = "nowhere"  # the column of those who are in no group yet
ADD = "Add a group"
LEAD, STOP_LEADING = "Let them facilitate this group", "Let them no longer facilitate"
CLOSED = {
    "title": "No draft is open",
    "lines": ["Open one in the step Drafts, or begin one there."],
    "links": [{"text": "Drafts", "href": "#drafts"}],
}
GROUP = [
    "A group that goes on from last year keeps its name until the steward changes it on the page "
    "School. Whoever is in a group that you take out is in no group then."
]


class Moving:
    """The board, the groups to change, and the reasons of those who are alone in their role."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.closed = Panels()
        self.board = Board(label="Groups and their people")
        self.groups = Table(label="Groups", verb="Change", head=["Group", "Way to group", "From"])
        self.more = Links()
        self.group = Form(dialog=True)
        self.reasons = Reasons(desk)
        self.section = Section(
            "move",
            *(self.closed, self.board, self.more, self.groups, self.group, *self.reasons.parts),
        )
        self._asked, self._changing = 0, ""
        guard = guarded(self._problem)
        self.board.listen("ask", guard(self._tell))
        self.board.listen("move", guard(self._move))
        self.board.listen("lead", guard(self._lead))
        self.more.listen("ask", guarded(desk.say)(lambda _message: self._ask_for("")))
        self.groups.listen("open", guarded(desk.say)(self._open))
        self.group.listen("submit", answering(self.group, self._save))
        self.group.listen("other", guarded(desk.say)(lambda _message: self._remove()))

    def reread(self) -> None:
        """Show the draft as it is kept, and what is said of it."""
        draft = self._desk.draft
        self.closed.panels = [] if draft else [CLOSED]
        self.board.facts = [list(one) for one in facts(self._desk.judged)] if draft else []
        self.board.columns = list(self._columns(draft)) if draft else []
        changeable = self._desk.changeable
        self.more.items = list(self._offered()) if changeable else []
        self.groups.rows = [self._row(one) for one in draft.groups] if draft and changeable else []
        self.reasons.reread()

    def _offered(self) -> Iterator[dict[str, Any]]:
        """A group more; and where many are in none, not to move each of them by hand."""
        yield {"text": ADD, "href": "", "quiet": True}
        many = len(self._desk.judged.unplaced)
        if many > 1 and self._desk.opened.groups:
            text = f"Have places proposed for the {many} in no group"
            yield {"text": text, "href": "#propose", "quiet": True}

    # --- the board ----------------------------------------------------------------------------

    def _columns(self, draft: RosterDraft) -> Iterator[dict[str, Any]]:
        judged, names = self._desk.judged, self._desk.known.names
        if judged.unplaced:
            yield {
                **{"id": NOWHERE, "name": "In no group yet", "note": "", "lines": []},
                "people": [self._person(one, draft) for one in judged.unplaced],
            }
        for group, inside, said in zip(
            draft.groups, draft.outline.groups, judged.groups, strict=True
        ):
            yield {
                **{"id": group.id, "name": group.name, "note": self._way(group)},
                "lines": group_lines(said, names),
                "people": [self._person(one, draft) for one in self._sorted(inside.people)],
            }

    def _sorted(self, ids: tuple[str, ...]) -> list[str]:
        return [one.id for one in self._desk.known.staff if one.id in ids]

    def _person(self, person_id: str, draft: RosterDraft) -> dict[str, Any]:
        person = next(one for one in self._desk.known.staff if one.id == person_id)
        place = draft.place(person_id)
        return {
            **{"id": person_id, "name": person.name, "note": person.work},
            **{"mark": "facilitates" if place.facilitates else "", "number": place.number},
        }

    def _way(self, group: DraftGroup) -> str:
        ways = self._desk.workbook.configurations.configurations
        way = ways.get(group.grouping or "")
        return way.name if way else ""

    # --- one person ---------------------------------------------------------------------------

    def _tell(self, message: Message) -> None:
        """What is known of somebody, and where they could go."""
        draft, person_id = self._desk.opened, str(message.get("person", ""))
        person = next((one for one in self._desk.known.staff if one.id == person_id), None)
        if person is None:
            raise AccessError("This person is no longer here.")
        place, self._asked = draft.place(person_id), self._asked + 1
        lead = STOP_LEADING if place.facilitates else LEAD
        self.board.shown = {
            **{"id": person_id, "title": person.name, "asked": self._asked},
            "number": place.number,
            "lines": [person.work, *self._said(person_id)],
            "lead": lead if place.group_id and self._desk.changeable else "",
            "places": list(self._places(draft, place)) if self._desk.changeable else [],
        }

    def _said(self, person_id: str) -> Iterator[str]:
        known = self._desk.known
        state = known.training.get(person_id)
        if state:
            terms = self._desk.workbook.content.vocabulary("training-states")
            yield f"Training as a facilitator: {terms.name(state.value).lower()}."
        if person_id in known.free:
            yield f"Free: {', '.join(known.free[person_id])}."
        if wish := self._desk.wishes.get(person_id):
            yield f"Asked what group would serve them: “{wish}”"

    def _places(self, draft: RosterDraft, place: Place) -> Iterator[dict[str, str]]:
        for group, inside in zip(draft.groups, draft.outline.groups, strict=True):
            if group.id != place.group_id:
                note = people(len(inside.people))
                yield {"id": group.id, "name": group.name, "note": note}
        if place.group_id:
            yield {"id": NOWHERE, "name": "No group yet", "note": "to be decided later"}

    def _move(self, message: Message) -> None:
        draft, person_id = self._desk.opened, str(message.get("person", ""))
        to = str(message.get("to", ""))
        group_id = None if to == NOWHERE else to
        place = _seen(draft.place(person_id), message)
        if place.group_id == group_id:
            return
        names = {one.id: one.name for one in draft.groups}
        moved = place.model_copy(update={"group_id": group_id, "facilitates": False})
        self._desk.store.move(draft.id, moved)
        self._desk.refresh()
        who = self._desk.known.names.get(person_id, "")
        where = f"in {names[group_id]}" if group_id else "in no group"
        self.board.status = f"{who} is now {where}."

    def _lead(self, message: Message) -> None:
        draft, person_id = self._desk.opened, str(message.get("person", ""))
        place = _seen(draft.place(person_id), message)
        leads = not place.facilitates and place.group_id is not None
        self._desk.store.move(draft.id, place.model_copy(update={"facilitates": leads}))
        self._desk.refresh()
        verb = "facilitates now" if leads else "no longer facilitates"
        self.board.status = f"{self._desk.known.names.get(person_id, '')} {verb}."

    def _problem(self, problem: str) -> None:
        """Say it where one is, and show how things stand."""
        if self._desk.draft:
            self._desk.refresh()
        self.board.status = problem

    # --- the groups ---------------------------------------------------------------------------

    def _row(self, group: DraftGroup) -> dict[str, Any]:
        goes_on = "goes on" if group.plg_id else "new"
        return {"id": group.id, "cells": [group.name, self._way(group) or "not said", goes_on]}

    def _open(self, message: Message) -> None:
        self._ask_for(str(message.get("id", "")))

    def _ask_for(self, group_id: str) -> None:
        """A form for a group, or for a new one."""
        found = [one for one in self._desk.opened.groups if one.id == group_id]
        group = found[0] if found else None
        self._changing = group.id if group else ""
        ways = self._desk.workbook.configurations.configurations.values()
        options = [{"id": "", "name": "Not said"}, *({"id": w.id, "name": w.name} for w in ways)]
        way = {"name": "grouping", "label": "Way to group", "kind": "select", "options": options}
        name = {"name": "name", "label": "Name", "value": group.name if group else ""}
        self.group.ask(
            [
                *([] if group and group.plg_id else [name]),
                way | {"value": (group.grouping or "") if group else ""},
            ],
            title=group.name if group else ADD,
            lines=GROUP if group else [],
            submit="Save" if group else "Add",
            other="Take it out of the draft" if group else "",
        )

    def _save(self, message: Message) -> Problems:
        answers, draft = Answers(message, {}), self._desk.opened
        kept = next((one for one in draft.groups if one.id == self._changing), None)
        name = kept.name if kept and kept.plg_id else answers.text("name")
        if not name or len(name) > MOST_NAME:
            return {"name": f"Write what to call it, in at most {MOST_NAME} characters."}
        grouping = answers.text("grouping") or None
        if self._changing:
            self._desk.store.change_group(draft.id, self._changing, name, grouping)
        else:
            self._desk.store.add_group(draft.id, name, grouping)
        self._desk.refresh()
        self._desk.say(f"Saved: {name}.")
        return {}

    def _remove(self) -> None:
        draft = self._desk.opened
        gone = [one.name for one in draft.groups if one.id == self._changing]
        self._desk.store.remove_group(draft.id, self._changing)
        self.group.shown = False
        self._desk.refresh()
        self._desk.say(f"Taken out: {' '.join(gone)}. Its people are in no group yet.")


def _seen(place: Place, message: Message) -> Place:
    """A place as whoever moves somebody saw it: another window may have moved them since."""
    number = message.get("seen")
    seen = number if isinstance(number, int) and number >= 0 else 0
    return place.model_copy(update={"number": seen})
