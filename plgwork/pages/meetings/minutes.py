"""A meeting in words alone, as Word and paper show it; and the paper that prints."""

from collections.abc import Iterator, Mapping
from typing import Any

from plgwork.analysis.agendas import starts
from plgwork.models.meetings import Action, Became, Meeting, Minutes
from plgwork.pages.meetings import guardrails
from plgwork.pages.meetings.doing import owed
from plgwork.pages.meetings.recording import ANSWERS, COURSES, came_as
from plgwork.pages.meetings.sitting import Sitting
from plgwork.pages.wording import at_time, in_words
from plgwork.widgets import Paper

NEXT, BEGIN = "What we do next: who, by when", "Begin with what you said you would do"
LINES, MORE_LINES = 2, 3  # to write on by hand


class OnPaper:
    """What prints of the meeting that is open: its minutes, or an agenda with room for notes."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.paper = Paper()

    def reread(self) -> None:
        """Take in how the meeting stands."""
        meeting = self._sitting.meeting
        self.paper.sheet = _sheet(told(self._sitting, meeting)) if meeting else {}


def told(sitting: Sitting, meeting: Meeting) -> Minutes:
    """All of a meeting, in words."""
    content, names = sitting.workbook.content, sitting.names()
    asked, parts = content.vocabulary("record-questions"), content.vocabulary("record-notes")
    return Minutes(
        title=meeting.name,
        school=sitting.workbook.school.name,
        when=f"{in_words(meeting.day)} {meeting.day.year}, {sitting.time(meeting)}",
        place=meeting.place,
        why=guardrails.why(guardrails.standing(sitting)),
        facilitator=names.get(meeting.facilitator, ""),
        note_taker=names.get(meeting.note_taker, ""),
        expected=tuple(sitting.expected().values()),
        to_do=tuple(map(_said, sitting.still_open())),
        agenda=tuple(_agenda(sitting, meeting, names)),
        became=_became(sitting, meeting),
        came=tuple((label, tuple(who)) for label, who in came_as(meeting, names)),
        answers=tuple(
            (one.name, ANSWERS.get(meeting.answers[one.id], ""))
            for one in asked.terms
            if one.id in meeting.answers
        ),
        notes=tuple((one.name, _texts(meeting, one.id)) for one in parts.terms),
        actions=tuple(map(_said, meeting.actions)),
    )


def _agenda(
    sitting: Sitting, meeting: Meeting, names: Mapping[str, str]
) -> Iterator[tuple[str, str, str, str]]:
    protocols = sitting.workbook.content.protocols
    begins = starts(meeting.blocks, sitting.local(meeting.starts_at))
    for block, when in zip(meeting.blocks, begins, strict=True):
        protocol = protocols.get(block.protocol_id)
        what = ", ".join(filter(None, (block.name, protocol.name if protocol else "")))
        yield at_time(when), f"{block.minutes} min", what, names.get(block.brings, "")


def _became(sitting: Sitting, meeting: Meeting) -> str:
    """``It took place, and was shortened: 35 of 55 minutes (Testing)``."""
    course = meeting.course
    if course is None:
        return ""
    if course.became is Became.HELD:
        return COURSES[course.became]
    by = sitting.workbook.content.vocabulary("time-takers").name(course.taken_by)
    if course.became is Became.DISPLACED:
        return f"{COURSES[course.became]} ({by})"
    return f"{COURSES[course.became]}: {course.minutes} of {meeting.minutes} minutes ({by})"


def _texts(meeting: Meeting, part: str) -> tuple[str, ...]:
    return tuple(note.text for note in meeting.about(part) if note.text.strip())


def _said(action: Action) -> str:
    return ", ".join(filter(None, (action.text, owed(action))))


# --- on paper -------------------------------------------------------------------------------------


def _sheet(told: Minutes) -> dict[str, Any]:
    """What the paper draws: facts, the agenda, and what was written or room to write it."""
    facts = [
        ("When", told.when),
        ("Where", told.place),
        ("Facilitates", told.facilitator),
        ("Takes notes", told.note_taker),
        ("Why we meet", told.why),
    ]
    head = ["From", "For", "What", "Brings work", *([] if told.recorded else ["Notes"])]
    return {
        "kicker": told.school,
        "title": told.title,
        "facts": [[name, words] for name, words in (*facts, *_went(told)) if words],
        "here": [] if told.recorded else list(told.expected),
        "head": head,
        "rows": [list(block) for block in told.agenda],
        "parts": _written(told) if told.recorded else _to_write(told),
    }


def _went(told: Minutes) -> list[tuple[str, str]]:
    came = [(label, ", ".join(who)) for label, who in told.came]
    return [("What became of it", told.became), *came, *told.answers]


def _written(told: Minutes) -> list[dict[str, Any]]:
    parts = [(title, list(texts)) for title, texts in told.notes]
    parts.append(("What we do next", list(told.actions)))
    return [{"title": title, "lines": lines} for title, lines in parts if lines]


def _to_write(told: Minutes) -> list[dict[str, Any]]:
    begin = [{"title": BEGIN, "lines": list(told.to_do)}] if told.to_do else []
    notes = [{"title": title, "room": LINES, "half": True} for title, _ in told.notes]
    return [*begin, *notes, {"title": NEXT, "room": MORE_LINES}]
