"""Who could have answered: a number, a list, or the people known here. Kept with the wave."""

import base64
from collections.abc import Mapping
from typing import Any

from plgwork.models.figures import Roster
from plgwork.models.people import PlgKind
from plgwork.pages.guard import guarded
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.pages.surveys.groupings import spoken
from plgwork.pages.surveys.sitting import Sitting
from plgwork.widgets import Form

WHY = [
    "Then everybody sees how many of you spoke. A number is enough. A list says it of groups as "
    "well: one row for each person, and a column that names their group as the survey does.",
    "Of a list only numbers are kept: how many, and how many in each group. No names.",
]
HERE = "Take everybody who is in a PLG here"
MOST = 1_000_000
GONE = "The survey is no longer open, or figures of this wave are let out already."


class Rostering:
    """A form, once a wave is counted and before anything of it is let out."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.form = Form(title="Who could have answered?", submit="Keep this number")
        self.form.listen("submit", answering(self.form, self._number))
        self.form.listen("file", answering(self.form, self._list))
        self.form.listen("other", guarded(sitting.say)(lambda _message: self._known_here()))
        self._asked: Any = None

    def reread(self) -> bool:
        """Show what is known; whether there is anything to ask."""
        survey = self._sitting.survey
        wave = survey.open_wave if survey else None
        if survey is None or wave is None:
            self._asked = None
            return False
        now = survey.id, wave.name, wave.rostered
        if self._asked != now:
            self._asked = now
            number = "" if wave.rostered is None else str(wave.rostered)
            self.form.ask(
                _fields(number), lines=[*WHY, *_so_far(wave.roster, survey.headings)], other=HERE
            )
        return True

    def _number(self, message: Message) -> Problems:
        told = Answers(message, {"number": ""}).text("number")
        if not told:
            return self._keep(None)
        if not told.isdecimal() or not 1 <= int(told) <= MOST:
            return {"number": "Write how many people were asked, as a number."}
        return self._keep(Roster(people=int(told)))

    def _list(self, message: Message) -> Problems:
        from plgwork.intake.surveys import listed

        data = base64.b64decode(str(message.get("data", "")))
        return self._keep(listed(data, str(message.get("name", "")), self._spellings()))

    def _known_here(self) -> None:
        """Everybody who is in a group here: in which, of which kind, and with what work."""
        from plgwork.intake.surveys import rostered

        workbook = self._sitting.workbook
        kinds = {one.id: one.name for one in workbook.content.vocabulary("staff-kinds").terms}
        rows: dict[str, tuple[str, str, str]] = {}
        for group in workbook.store.people.groups():
            for one in group.members:
                if one.school_id == workbook.school.id:
                    plg = group.plg.name if group.plg.kind is PlgKind.SCHOOL else ""
                    plg = plg or rows.get(one.id, ("",))[0]
                    rows[one.id] = plg, kinds.get(one.staff_kind, ""), one.work
        if rows:
            self._keep(rostered(list(rows.values()), self._spellings()))

    def _spellings(self) -> dict[str, Mapping[str, str]]:
        """How each group may be written: as it is counted, and as the file wrote it."""
        survey, file = self._sitting.survey, self._sitting.file
        found: dict[str, Mapping[str, str]] = {}
        for one in survey.tallies[-1].breakdowns if survey else ():
            if len(one.by) == 1:
                column = file.column(one.by[0]) if file else None
                written = dict(column.spellings) if column else {}
                found[one.by[0]] = written | {group: group for (group,) in one.groups}
        return found

    def _keep(self, roster: Roster | None) -> Problems:
        survey = self._sitting.survey
        if survey is None or survey.open_wave is None:
            return {"number": GONE}
        survey.could_answer(roster)
        self._sitting.changed()
        said = " ".join(_so_far(roster, survey.headings))
        self._sitting.say(said or "Nobody says any more who could answer.")
        return {}


def _fields(number: str) -> list[dict[str, Any]]:
    return [
        {
            "name": "number",
            "label": "How many people were asked",
            "kind": "number",
            "min": 1,
            "value": number,
        },
        {
            "name": "list",
            "label": "Or a list of them",
            "kind": "file",
            "note": "CSV with headings, up to 2 MB. It is counted at once.",
        },
    ]


def _so_far(roster: Roster | None, headings: Mapping[str, str]) -> list[str]:
    if roster is None:
        return []
    known = "; ".join(spoken((by,), headings) for by in roster.groups)
    groups = f"Known of the groups of: {known}." if known else "Of groups nothing is known."
    return [f"{roster.people:,} people could have answered. {groups}"]
