"""The record: one screen, which says first who can read it."""

from collections.abc import Mapping
from typing import Any

from plgwork.analysis.played import to_the_debrief, to_the_end
from plgwork.models.meetings import Became, Course, Meeting, Presence
from plgwork.models.months import Month
from plgwork.models.reflections import EntryKind, Subject
from plgwork.pages.guard import guarded
from plgwork.pages.meetings import guardrails, looking_back
from plgwork.pages.meetings.doing import Doing, owed
from plgwork.pages.meetings.noting import Noting
from plgwork.pages.meetings.sitting import Sitting
from plgwork.pages.reflection.desk import Desk
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.pages.wording import at_time, in_words
from plgwork.widgets import Form, Links, Panels, Paper, RatingSheet, Section

PRESENCES = {
    Presence.PRESENT: "Came",
    Presence.PART: "For a part",
    Presence.NOTICE: "Away with notice",
    Presence.AWAY: "Away",
}
ANSWERS = {"yes": "Yes", "partly": "Partly", "no": "Not this time"}
COURSES = {
    Became.HELD: "It took place",
    Became.SHORTENED: "It took place, and was shortened",
    Became.DISPLACED: "It did not take place",
}
PROPOSED = "Proposed: Yes. {clock} Nothing is recorded until you choose."
# What the clock can tell of the questions that a record asks: for one protocol, and for several.
CLOCKS = {
    "protocol-finished": (
        to_the_end,
        "The clock reached the last step at {at}.",
        "The clocks of all {many} protocols reached the last step, the latest at {at}.",
    ),
    "debriefed": (
        to_the_debrief,
        "The closing step began at {at}.",
        "The closing steps of all {many} protocols began, the latest at {at}.",
    ),
}
NO_NAMES = "Name no student in it, and write nothing that a colleague should not read."
EVERYBODY = "Everybody else came"
OWN = "Only you can open what you write here. It stands in your year as well."


class Recording:
    """What became of a meeting, who came, how it went, what is to be kept of it."""

    def __init__(self, sitting: Sitting, paper: Paper) -> None:
        self._sitting, self.paper = sitting, paper
        self.said, self.read, self.check = Panels(), Panels(), Panels()
        self.course = Form(title="Did it take place?", submit="Keep", live=True)
        self.came = RatingSheet(anchors=list(PRESENCES.values()))
        self.went = RatingSheet(anchors=list(ANSWERS.values()))
        self.everybody = Links(items=[{"text": EVERYBODY, "quiet": True}])
        self.doing = Doing(sitting)
        self.section = Section("record")
        self.section.add_class("plg-record")
        for sheet in (self.came, self.went):
            sheet.add_class("plg-compact")
        self._of = ""
        self._notes: list[Noting] = []
        self._kept: dict[str, str] = {}
        guard = guarded(sitting.say)
        self.course.listen("submit", answering(self.course, self._say))
        self.course.listen("change", guard(self._fit))
        self.came.listen("rate", self._rating(self.came, self._attend))
        self.went.listen("rate", self._rating(self.went, self._answer))
        self.everybody.listen("ask", guard(lambda _message: self._all_came()))

    def _rating(self, sheet: RatingSheet, act: Any) -> Any:
        def refuse(problem: str) -> None:
            sheet.status = problem
            sheet.send({"kind": "refused"})

        return guarded(refuse)(lambda message: act(str(message["id"]), int(message["value"])))

    def reread(self) -> None:
        """Show the record of the meeting that is open; cards stay the same while one writes."""
        meeting = self._sitting.meeting
        if meeting is None:
            self._of = ""
            none = {"title": "Nothing to record yet", "lines": ["Plan the meeting first."]}
            self.said.panels = [none]
            self.section.show(self.said, self.paper)
            return
        who = f"{self._sitting.readers} {NO_NAMES}"
        before = {"kicker": "Before you write", "title": "Who reads this", "lines": [who]}
        self.said.panels = [before]
        self.read.panels = self._as_read(meeting)
        if not meeting.recordable:
            self._of = ""
            self.section.show(self.said, self.read, self.paper)
            return
        self._marks(meeting)
        self.check.panels = looking_back.panels(self._sitting)
        if self._of != meeting.id:
            self._begin(meeting)
        for note in self._notes:
            note.reread(meeting)
        self.doing.reread(meeting)

    def _begin(self, meeting: Meeting) -> None:
        self._of = meeting.id
        content = self._sitting.workbook.content
        self._notes = [
            Noting(self._sitting, term.id, term.name, term.meaning)
            for term in content.vocabulary("record-notes").terms
        ]
        self.came.key, self.went.key = f"came {meeting.id}", f"went {meeting.id}"
        names = self._sitting.expected()
        rows = [{"id": one, "text": name} for one, name in names.items()]
        self.came.groups = [{"name": "Who came?", "rows": rows}]
        asked = content.vocabulary("record-questions").terms
        self.went.groups = [
            {"name": "How did it go?", "rows": [{"id": one.id, "text": one.name} for one in asked]}
        ]
        self._kept = self._told(meeting)
        self.course.ask(self._fields(self._kept))
        self.doing.form.fields = []
        written = [
            self.course, *([self.came, self.everybody] if names else []), self.went,
            *(note.card for note in self._notes), self.doing.table, self.doing.form,
            self.doing.state, self.check, self.paper, self._own(meeting),
        ]  # fmt: skip
        self.section.show(self.said, *written)

    def _own(self, meeting: Meeting) -> Any:
        """A note that nobody else reads: kept as all else that one writes for oneself."""
        month = f"{meeting.day:%Y-%m}"
        asked = f"{meeting.name}, {in_words(meeting.day)}"
        subject = Subject(month=month, kind=EntryKind.NOTE, about=meeting.id, asked=asked)
        written = self._sitting.workbook.store.reflections.entries_of(Month.parse(month))
        mine = (one for one in written if one.subject.kind is EntryKind.NOTE)
        entry = next((one for one in mine if one.subject.about == meeting.id), None)
        desk = Desk(self._sitting.workbook, None)
        return desk.card(subject, entry, title="Your own note", why=OWN)

    def _proposed(self, meeting: Meeting) -> dict[str, dict[str, Any]]:
        """What the clocks of this day's protocols say, for whoever records to keep or to change."""
        ran, found = self._sitting.ran(), {}
        for question, (when, one, several) in CLOCKS.items():
            moments = when(ran)
            if moments and question not in meeting.answers:
                at = at_time(self._sitting.local(moments[-1]))
                clock = (one if len(moments) == 1 else several).format(at=at, many=len(moments))
                found[question] = {"value": 1, "why": PROPOSED.format(clock=clock)}
        return found

    def _marks(self, meeting: Meeting) -> None:
        presences, answers = list(PRESENCES), list(ANSWERS)
        self.came.marks = {
            who: presences.index(presence) + 1 for who, presence in meeting.came.items()
        }
        self.went.marks = {
            one: answers.index(said) + 1 for one, said in meeting.answers.items() if said in ANSWERS
        }
        self.went.proposed = self._proposed(meeting)

    # --- what is said -----------------------------------------------------------------------

    def _attend(self, person_id: str, value: int) -> None:
        presence = list(PRESENCES)[value - 1]
        records, meeting = self._sitting.workbook.store.records, self._opened()
        self._take(records.attend(meeting.id, {person_id: presence}), self.came)

    def _all_came(self) -> None:
        """Whoever nothing is said of yet came."""
        store = self._sitting.workbook.store
        # Somebody may have said of one of them just now that they were away.
        meeting = store.meetings.meeting(self._opened().id)
        unsaid = [one for one in self._sitting.expected() if one not in meeting.came]
        came = dict.fromkeys(unsaid, Presence.PRESENT)
        self._take(store.records.attend(meeting.id, came), self.came)

    def _answer(self, question: str, value: int) -> None:
        records, meeting = self._sitting.workbook.store.records, self._opened()
        self._take(records.answer(meeting.id, question, list(ANSWERS)[value - 1]), self.went)

    def _take(self, meeting: Meeting, sheet: RatingSheet) -> None:
        self._sitting.meeting = meeting
        self._marks(meeting)
        sheet.status = "Saved"

    def _opened(self) -> Meeting:
        if self._sitting.meeting is None:
            raise LookupError("no meeting is open")
        return self._sitting.meeting

    # --- what became of it ------------------------------------------------------------------

    def _told(self, meeting: Meeting) -> dict[str, str]:
        course = meeting.course
        return {
            "became": course.became.value if course else "",
            "minutes": str(course.minutes if course else meeting.minutes),
            "taken_by": course.taken_by if course else "",
        }

    def _fields(self, told: dict[str, str]) -> list[dict[str, Any]]:
        became = told["became"]
        choices = [("", "Not said yet"), *((one.value, name) for one, name in COURSES.items())]
        fields = [_select("became", "What became of it", choices)]
        if became in (Became.HELD.value, Became.SHORTENED.value):
            label = "How many minutes it had"
            fields.append({"name": "minutes", "label": label, "kind": "number", "min": 1})
        if became in (Became.SHORTENED.value, Became.DISPLACED.value):
            terms = self._sitting.workbook.content.vocabulary("time-takers").terms
            taken = [("", "Choose what took it"), *((one.id, one.name) for one in terms)]
            fields.append(_select("taken_by", "What took the time", taken))
        return [field | {"value": told[field["name"]]} for field in fields]

    def _fit(self, message: Message) -> None:
        """Ask for what belongs to the answer."""
        answers = Answers(message, self._kept)
        told = {name: answers.text(name) for name in self._kept}
        if told["became"] != self._kept["became"]:
            self._kept = told
            self.course.fields = self._fields(told)

    def _say(self, message: Message) -> Problems:
        answers = Answers(message, self._kept)
        became, minutes = answers.text("became"), answers.text("minutes")
        if became not in [one.value for one in Became]:
            return {"became": "Choose what became of it."}
        lost = became != Became.HELD.value
        taken_by = answers.text("taken_by") if lost else ""
        if lost and not taken_by:
            return {"taken_by": "Choose what took the time; it shows where PLG time goes."}
        if became == Became.DISPLACED.value:
            minutes = "0"
        elif not (minutes.isascii() and minutes.isdecimal() and 1 <= int(minutes[:5]) <= 480):
            return {"minutes": "Write how many minutes it had, from 1 to 480."}
        course = Course(became=Became(became), minutes=int(minutes), taken_by=taken_by)
        self._sitting.meeting = self._sitting.workbook.store.records.say(self._opened().id, course)
        self._sitting.changed()
        return {}

    # --- to read ------------------------------------------------------------------------------

    def _as_read(self, meeting: Meeting) -> list[dict[str, Any]]:
        """The record for whoever reads it and does not write it."""
        content, names = self._sitting.workbook.content, self._sitting.names()
        course = meeting.course
        came = [[label, ", ".join(who)] for label, who in came_as(meeting, names) if who]
        went = [
            [one.name, ANSWERS[meeting.answers[one.id]]]
            for one in content.vocabulary("record-questions").terms
            if meeting.answers.get(one.id) in ANSWERS
        ]
        items = [
            {"title": one.name, "text": note.text}
            for one in content.vocabulary("record-notes").terms
            for note in meeting.about(one.id)
            if note.text.strip()
        ]
        title = COURSES[course.became] if course else "Not recorded yet"
        items += [{"title": one.text, "note": owed(one)} for one in meeting.actions]
        kicker = f"{self._sitting.title(meeting)} {meeting.day.year}"
        why = guardrails.why(guardrails.standing(self._sitting))
        went += [["Why we meet", why]] if why else []
        return [{"kicker": kicker, "title": title, "facts": [*came, *went], "items": items}]


def came_as(meeting: Meeting, names: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """Who came, and who did not, by name; those whose names one may not know are left out."""
    return [
        (label, [names[who] for who, how in meeting.came.items() if how is one and who in names])
        for one, label in PRESENCES.items()
    ]


def _select(name: str, label: str, options: list[tuple[str, str]]) -> dict[str, Any]:
    shown = [{"id": one, "name": text} for one, text in options]
    return {"name": name, "label": label, "kind": "select", "options": shown}
