"""The plan: when and who, what is open from last time, and an agenda whose minutes add up."""

from collections.abc import Callable
from functools import partial
from typing import Any

from plgwork.analysis.agendas import fitted, moved, starts
from plgwork.models.agreements import Party
from plgwork.models.meetings import Block, Meeting, MeetingKind, Plan
from plgwork.models.people import Substitute
from plgwork.pages.guard import guarded
from plgwork.pages.meetings import guardrails
from plgwork.pages.meetings.blocks import Blocks, told_of
from plgwork.pages.meetings.coming import Coming, when_problems
from plgwork.pages.meetings.doing import owed
from plgwork.pages.meetings.sitting import Sitting
from plgwork.pages.meetings.taking_away import TakingAway
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.pages.wording import at_time, in_words
from plgwork.widgets import Form, Links, Panels, Section, Table

ADD, FIT, CHANGE = "Add a block", "Fit the blocks to the time", "Change when, where and who"
CALL_OFF, HAND_OVER = "Call it off", "Hand it to a substitute"
RIGHTS = (
    "They plan, run and record this one meeting in your place, on its day and no longer. They see "
    "nothing else of your PLG that they could not see before."
)
FULL = "Every minute is taken. Make another block shorter first, and this one finds its place."
NOTHING, AGAIN = "Begin with an empty agenda", "As last time"
HEAD = ["Block", "From", "Minutes", "Kind of work", "Protocol", "Brings work"]


class Planning:
    """The plan of the meeting that is open."""

    def __init__(self, sitting: Sitting, coming: Coming) -> None:
        self._sitting, self._coming = sitting, coming
        self.head = Panels()
        self.agenda = Table(head=HEAD, verb="Change")
        self.links = Links()
        self.block = Form(dialog=True, submit="Keep")
        self.settle = Form(dialog=True, submit="Keep")
        self.instead = Form(dialog=True, submit="Hand it over")
        self.taking_away = TakingAway(sitting)
        self.section = Section("plan")
        self._acts: dict[str, Callable[[], None]] = {}
        self._kept: dict[str, str] = {}
        self._number, self._asked_for = 0, ""
        self._listen()

    def _listen(self) -> None:
        guard = guarded(self._sitting.say)
        self.agenda.listen("open", guard(lambda message: self._ask(int(message["id"]))))
        self.links.listen("ask", guard(lambda message: self._act(str(message.get("text", "")))))
        self.block.listen("submit", answering(self.block, self._keep_block))
        self.block.listen("other", guard(lambda _message: self._remove()))
        self.settle.listen("submit", answering(self.settle, self._keep_plan))
        self.instead.listen("submit", answering(self.instead, self._hand_over))

    def reread(self) -> None:
        """Show the plan as it stands, or the ways to begin one."""
        meeting = self._sitting.meeting
        if meeting is None:
            self._show_ways()
            return
        found = guardrails.standing(self._sitting)
        marks = guardrails.marks(found)
        content = self._sitting.workbook.content
        self._blocks = Blocks(content, self._sitting.expected(), marks.topics if marks else ())
        agreed = guardrails.panels(self._sitting, found)
        self.head.panels = [self._when(meeting), *self._open(), *agreed]
        self.agenda.label = f"Agenda: {_adds_up(meeting)}"
        self.agenda.rows = self._rows(meeting)
        self.agenda.verb = "Change" if meeting.recordable else ""
        self._offer(self._ways_on(meeting) if meeting.recordable else {})
        self.taking_away.reread()
        self.section.show(
            *(self.head, self.agenda, self.links, self.taking_away.downloads),
            *(self.block, self.settle, self.instead),
        )

    # --- the ways to begin ------------------------------------------------------------------

    def _show_ways(self) -> None:
        slot = self._sitting.slot
        if slot is None:
            self.head.panels = [{"title": "No meeting is open", "lines": ["Choose one above."]}]
            self.section.show(self.head)
            return
        when = f"{in_words(slot.day)}, {at_time(slot.starts_at)} to {at_time(slot.ends_at)}"
        agendas = self._sitting.workbook.content.agendas_for(MeetingKind.PLG)
        self.head.panels = [
            {
                "kicker": f"{when}, {slot.place}",
                "title": f"{slot.name}: not planned yet",
                "lines": ["Choose what to begin from. Everything can be changed afterwards."],
                "items": [{"title": one.name, "text": one.when} for one in agendas],
            }
        ]
        ways: dict[str, Callable[[], None]] = {
            one.name: partial(self._begin, one.blocks) for one in agendas
        }
        if before := self._before():
            ways = {AGAIN: lambda: self._begin(before.blocks)} | ways
        self._offer(ways | {NOTHING: lambda: self._begin(())})
        self.section.show(self.head, self.links)

    def _before(self) -> Meeting | None:
        slot = self._sitting.slot
        group = self._sitting.group(slot.of) if slot else None
        if slot is None or group is None:
            return None
        of = Party(plg_id=group.plg.id)
        found = self._sitting.workbook.store.meetings.before(of, slot.day)
        return next((one for one in found if one.blocks), None)

    def _begin(self, blocks: tuple[Block, ...]) -> None:
        slot = self._sitting.slot
        minutes = round((slot.ends_at - slot.starts_at).total_seconds() / 60) if slot else 0
        nobody = tuple(one.model_copy(update={"brings": ""}) for one in blocks)
        meeting = self._coming.begin(fitted(nobody, minutes))
        self._sitting.meeting, self._sitting.slot = meeting, None
        self._sitting.changed()

    # --- the plan ---------------------------------------------------------------------------

    def _when(self, meeting: Meeting) -> dict[str, Any]:
        names = self._sitting.names()
        facts = [
            ["When", f"{in_words(meeting.day)}, {self._sitting.time(meeting)}"],
            ["Where", meeting.place or "not said yet"],
            ["Facilitates", names.get(meeting.facilitator, "nobody yet")],
            ["Takes notes", names.get(meeting.note_taker, "nobody yet")],
        ]
        return {"kicker": "The plan", "title": meeting.name, "facts": facts}

    def _open(self) -> list[dict[str, Any]]:
        """What was agreed on before and is still to do."""
        items = [{"title": one.text, "note": owed(one)} for one in self._sitting.still_open()]
        if not items:
            return []
        return [{"kicker": "Begin with", "title": "What you said you would do", "items": items}]

    def _rows(self, meeting: Meeting) -> list[dict[str, Any]]:
        begins = starts(meeting.blocks, self._sitting.local(meeting.starts_at))
        people = len(self._sitting.expected())
        return [
            {"id": str(i), "cells": self._blocks.row(block, at_time(when), people)}
            for i, (block, when) in enumerate(zip(meeting.blocks, begins, strict=True))
        ]

    def _offer(self, ways: dict[str, Callable[[], None]]) -> None:
        self._acts = ways
        self.links.items = [{"text": text, "quiet": number > 0} for number, text in enumerate(ways)]

    def _act(self, text: str) -> None:
        self._acts[text]()

    def _ways_on(self, meeting: Meeting) -> dict[str, Callable[[], None]]:
        ways = {} if meeting.blocks else self._agendas(meeting)
        ways[ADD] = lambda: self._ask(None)
        if meeting.blocks and meeting.left:
            ways[FIT] = lambda: self._keep(blocks=fitted(meeting.blocks, meeting.minutes))
        ways[CHANGE] = self._ask_plan
        if self._sitting.leads and meeting.day >= self._sitting.workbook.today:
            ways[HAND_OVER] = self._ask_instead
        if not (meeting.course or meeting.came or meeting.notes or meeting.actions):
            ways[CALL_OFF] = self._call_off
        return ways

    def _agendas(self, meeting: Meeting) -> dict[str, Callable[[], None]]:
        """What a meeting without an agenda can begin from."""
        return {
            one.name: partial(self._keep, blocks=fitted(one.blocks, meeting.minutes))
            for one in self._sitting.workbook.content.agendas_for(meeting.kind)
        }

    def _keep(self, **changes: Any) -> None:
        """Keep the plan with these changes, upon the number it was seen at."""
        meeting = self._opened()
        told = {name: getattr(meeting, name) for name in Plan.model_fields} | changes
        number = self._number or meeting.number
        self._number = 0
        self._sitting.meeting = self._sitting.workbook.store.meetings.change(
            meeting.id, number, Plan.model_validate(told)
        )
        self._sitting.changed()

    def _opened(self) -> Meeting:
        meeting = self._sitting.meeting
        if meeting is None:
            raise LookupError("no meeting is open")
        return meeting

    def _call_off(self) -> None:
        meeting = self._opened()
        self._sitting.workbook.store.meetings.call_off(meeting.id)
        self._sitting.meeting = None
        self._sitting.say(f"{self._sitting.title(meeting)} is called off.")
        self._sitting.changed()
        self._coming.open_nearest()

    # --- one block --------------------------------------------------------------------------

    def _ask(self, place: int | None) -> None:
        """Ask for a block: the one at this place, or a new one at the end."""
        meeting = self._opened()
        self._number = meeting.number
        if place is None:
            at = len(meeting.blocks)
            told = {"minutes": str(meeting.left) if meeting.left > 0 else "", "place": str(at)}
        else:
            at, told = place, told_of(meeting.blocks[place], place)
        self._asked_for = "" if place is None else str(place)
        self._kept = told
        others = [block.name for i, block in enumerate(meeting.blocks) if i != place]
        places = ["at the beginning", *(f"after {name}" for name in others)]
        self.block.ask(
            self._blocks.fields(told, places),
            title=ADD if place is None else meeting.blocks[at].name,
            other="" if place is None else "Remove this block",
            lines=[] if place is not None or meeting.left > 0 else [FULL],
        )

    def _keep_block(self, message: Message) -> Problems:
        meeting = self._opened()
        place = int(self._asked_for) if self._asked_for else None
        others = [one for i, one in enumerate(meeting.blocks) if i != place]
        left = meeting.minutes - sum(one.minutes for one in others)
        answers = Answers(message, self._kept)
        block, problems = self._blocks.read(answers, left, len(self._sitting.expected()))
        if block is None:
            return problems
        blocks = moved((*others, block), len(others), int(answers.text("place")) - len(others))
        self._keep(blocks=blocks)
        return {}

    def _remove(self) -> None:
        meeting, place = self._opened(), int(self._asked_for)
        self.block.shown = False
        self._keep(blocks=tuple(one for i, one in enumerate(meeting.blocks) if i != place))

    # --- when, where and who ----------------------------------------------------------------

    def _ask_plan(self) -> None:
        meeting = self._opened()
        self._number = meeting.number
        begins = self._sitting.local(meeting.starts_at)
        told = {
            "name": meeting.name,
            "day": meeting.day.isoformat(),
            "starts": f"{begins:%H:%M}",
            "minutes": str(meeting.minutes),
            "place": meeting.place,
            "facilitator": meeting.facilitator,
            "note_taker": meeting.note_taker,
        }
        self._kept = told
        self.settle.ask([one | {"value": told[one["name"]]} for one in self._asked()], title=CHANGE)

    def _asked(self) -> list[dict[str, Any]]:
        people = self._sitting.candidates()
        nobody = {"id": "", "name": "Nobody yet"}
        options = [nobody, *({"id": one, "name": name} for one, name in people.items())]
        who: dict[str, Any] = {"kind": "select", "options": options}
        return [
            {"name": "name", "label": "What it is called"},
            {"name": "day", "label": "Day", "kind": "date"},
            {"name": "starts", "label": "Begins at", "kind": "time"},
            {"name": "minutes", "label": "Minutes", "kind": "number", "min": 5, "max": 480},
            {"name": "place", "label": "Where"},
            {"name": "facilitator", "label": "Who facilitates", **who},
            {"name": "note_taker", "label": "Who takes notes", **who},
        ]

    def _keep_plan(self, message: Message) -> Problems:
        answers = Answers(message, self._kept)
        problems = when_problems(answers)
        if not answers.text("name"):
            problems["name"] = "Write what it is called."
        if problems:
            return problems
        who = {one: answers.text(one) for one in ("facilitator", "note_taker")}
        self._keep(name=answers.text("name")[:120], **self._coming.when(answers), **who)
        return {}

    # --- somebody in one's place ------------------------------------------------------------

    def _ask_instead(self) -> None:
        options = [{"id": one, "name": name} for one, name in self._sitting.colleagues().items()]
        who = {"name": "who", "label": "Who", "kind": "select", "options": options}
        self.instead.ask([who | {"value": options[0]["id"]}], title=HAND_OVER, lines=[RIGHTS])

    def _hand_over(self, message: Message) -> Problems:
        meeting, who = self._opened(), Answers(message, {}).text("who")
        given = Substitute(plg_id=meeting.of.plg_id or "", person_id=who, day=meeting.day)
        self._sitting.workbook.store.meetings.hand_over(given)
        self._keep(facilitator=who)
        name = self._sitting.names().get(who, "")
        self._sitting.say(f"{name} facilitates {self._sitting.title(meeting)}, that day alone.")
        return {}


def _adds_up(meeting: Meeting) -> str:
    if meeting.left > 0:
        return f"{meeting.left} of {meeting.minutes} minutes are still open"
    if meeting.left < 0:
        return f"{-meeting.left} minutes more than the {meeting.minutes} there are"
    return f"{meeting.minutes} minutes, all of them planned"
