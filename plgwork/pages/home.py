"""Home: one's own groups, what is due this month, and what one's role needs first."""

from collections.abc import Iterator
from typing import Any

from plgwork.analysis.patterns import next_day
from plgwork.analysis.progress import progress
from plgwork.analysis.setup import setup
from plgwork.models.months import Month
from plgwork.models.people import Group, PlgKind, Role, TrainingState
from plgwork.models.progress import Progress
from plgwork.models.reflections import Entry, EntryKind, SharedCopy
from plgwork.pages import answered
from plgwork.pages.agreeing import standing as agreed
from plgwork.pages.culture import closing_round
from plgwork.pages.followups import due
from plgwork.pages.groupings import asked
from plgwork.pages.learn import standing
from plgwork.pages.meetings import to_do
from plgwork.pages.page import Page
from plgwork.pages.reflection.leftover import Leftover
from plgwork.pages.run import going
from plgwork.pages.school.people import file_link
from plgwork.pages.wording import at_time, excerpt, in_words, meeting
from plgwork.widgets import Panels, Section
from plgwork.workbook import Workbook

Panel = dict[str, Any]
DRAFTS = 2
EXCERPT = 140
FIRST = "Set up your school"
STEPS = {
    EntryKind.OUTCOME: "look-back",
    EntryKind.ANSWER: "write",
    EntryKind.COMMITMENT: "plan",
}


class Home(Page):
    """Panels for whoever is here, the most pressing first."""

    name = "home"

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        self.panels = Panels()
        self.today = Section("today", self.panels)
        self.when_changed([], self.reread)
        Leftover(self)
        self.reread()

    def reread(self) -> None:
        """Show how things stand now."""
        self.groups = self.workbook.store.people.my_groups()
        self._days = self.workbook.store.schedules.school_days()
        self.live.topics = [
            f"person:{self.workbook.me.id}",
            f"school:{self.workbook.school.id}",
            *(f"plg:{group.plg.id}" for group in self.groups),
        ]
        roles = set(self.workbook.me.roles)
        steward = [self._to_set_right()] if Role.STEWARD in roles else []
        # What runs is watched by people in a room; then, on a school's first day, nothing is as
        # pressing as to set it up.
        panels: list[Panel] = [going.panel(self, run) for run in going.open_runs(self.workbook)]
        panels += [one for one in steward if one["title"] == FIRST]
        if roles & {Role.FACILITATOR, Role.COACH}:
            panels.append(self._due())
        names = {group.plg.id: group.plg.name for group in self.groups}
        panels += closing_round.panels(self, names)
        open_now, purposes = agreed.panels(self, self.groups)
        panels += open_now
        panels += to_do.panels(self)
        panels += due.panels(self)
        panels += [self._group(group) for group in self.groups] or ([] if panels else [_no_group()])
        panels += purposes
        if roles & {Role.FACILITATOR, Role.COACH}:
            panels.append(self._shared())
        panels += asked.panels(self.workbook, self.groups, self.address)
        panels += answered.panels(self.workbook, self.address)
        panels += standing.panels(self)
        if Role.COACH in roles:
            panels.append(self._training())
        panels += [one for one in steward if one["title"] != FIRST]
        if roles & {Role.LEADER, Role.COACH, Role.STEWARD}:
            panels += self._all_groups()
        self.panels.panels = panels

    # --- what is due ----------------------------------------------------------------------

    def _due(self) -> Panel:
        month = self.workbook.month
        now = self._progress(month)
        name = month.name
        address = self.address("reflection", f"month={month.id}")
        if now.finished:
            title, verb = f"Your reflection on {name} is done", f"Read {name} again"
        elif now.begun:
            title, verb = f"Go on with {name}", f"Go on with {name}"
        else:
            title, verb = f"Reflect on {name}", f"Begin {name}"
        return {
            "kicker": "This month",
            "title": title,
            "lines": [_left(now)],
            "items": [self._draft(entry) for entry in self._last_written(month)],
            "links": [
                {"text": verb, "href": address},
                {"text": "My year", "href": self.address("year"), "quiet": True},
                {"text": "Find a protocol", "href": self.address("protocols"), "quiet": True},
            ],
        }

    def _last_written(self, month: Month) -> list[Entry]:
        """What was written last for this month, to go on with."""
        entries = self.workbook.store.reflections.entries_of(month)
        written = [one for one in entries if one.text.strip() and one.subject.kind in STEPS]
        return sorted(written, key=lambda one: one.current[0].saved_at, reverse=True)[:DRAFTS]

    def _draft(self, entry: Entry) -> dict[str, str]:
        address = self.address("reflection", f"month={entry.subject.month}")
        step = STEPS[entry.subject.kind]
        return {
            "title": entry.subject.asked or "What you will do next month",
            "text": excerpt(entry.text, EXCERPT),
            "href": f"{address}#{step}" if self.workbook.place.served else address,
        }

    def _progress(self, month: Month) -> Progress:
        store, calendar = self.workbook.store.reflections, self.workbook.calendar
        since = min(Month(calendar.year_of(month), calendar.starts), calendar.before(month))
        return progress(
            store.entries_of(month),
            store.ratings_between(month, month),
            store.planned_before(month, since),
            len(self.workbook.content.indicators.indicators),
        )

    # --- groups -----------------------------------------------------------------------------

    def _group(self, group: Group) -> Panel:
        facts = [["Facilitated by", _names(group) or self._nobody(group)], *self._when(group)]
        mine = group.plg.kind is PlgKind.SCHOOL
        return {
            "kicker": "Your PLG" if mine else "You also belong to",
            "title": group.plg.name,
            "facts": facts,
            "more": {
                "summary": f"Who is in it: {len(group.members)} people",
                "lines": [f"{one.name}, {one.work}" for one in group.members],
            },
            "links": [
                {
                    "text": "Plan or record a meeting",
                    "href": self.address("meetings"),
                    "quiet": True,
                },
                {
                    "text": "Run a protocol",
                    "href": self.address("run", f"plg={group.plg.id}"),
                    "quiet": True,
                },
            ],
        }

    def _nobody(self, group: Group) -> str:
        """That nobody facilitates a group, since when, and who can name somebody."""
        schedules = self.workbook.store.schedules
        last = schedules.facilitated_last().get(group.plg.id)
        since = f"{last.name} until {in_words(last.until)}, nobody since" if last else "nobody yet"
        acting = " or ".join(person.name for person in schedules.stewards()) or "the steward"
        return f"{since}: {acting} can name someone"

    def _when(self, group: Group) -> list[list[str]]:
        meets = group.plg.meets
        if meets is None:
            return [["Next meeting", "not set yet: a leader or the steward can say when and where"]]
        day = next_day(meets.pattern, self.workbook.today, self._days)
        if day is None:
            return [["Next meeting", "none in the school days that are entered"]]
        when = f"{in_words(day)}, {at_time(meets.starts)} to {at_time(meets.ends)}"
        facts = [["Next meeting", when], ["Where", meets.place]]
        if group.substitute and group.substitute_day == day:
            facts.insert(0, ["This time", f"{group.substitute.name} facilitates"])
        return facts

    def _to_set_right(self) -> Panel:
        people = self.workbook.store.people
        now = setup(people.staff(), people.groups(), people.accounts())
        href = self.address("school")
        if not now.begun:
            return {
                "kicker": "For the steward",
                "title": FIRST,
                "lines": ["Four short steps: the calendar, the people, their PLGs, invitations."],
                "links": [{"text": FIRST, "href": href}, file_link(self) | {"quiet": True}],
            }
        open_questions = [
            f"{group.plg.name}: {what}"
            for group in self.workbook.store.people.groups()
            for what in _unanswered(group)
        ]
        return {
            "kicker": "For the steward",
            "title": "Who facilitates, when and where",
            "lines": open_questions or ["Every PLG has a facilitator, a time and a place."],
            "links": [
                {"text": "People and PLGs", "href": href, "quiet": True},
                {"text": "When they meet", "href": self.address("structure"), "quiet": True},
            ],
        }

    def _all_groups(self) -> list[Panel]:
        """The table of all, once there is any."""
        rows = [
            [
                group.plg.name,
                _names(group) or "nobody yet",
                meeting(group.plg.meets) if group.plg.meets else "not set yet",
                str(len(group.members)),
            ]
            for group in self.workbook.store.people.groups()
        ]
        told: Panel = {
            "wide": True,
            "kicker": self.workbook.school.name,
            "title": "Every PLG: who facilitates, when and where",
            "table": {
                "label": "Every PLG",
                "head": ["PLG", "Facilitator", "Meets", "People"],
                "rows": rows,
            },
        }
        return [told] if rows else []

    # --- the cohort ---------------------------------------------------------------------------

    def _shared(self) -> Panel:
        month = self.workbook.month
        copies = self.workbook.store.reflections.shared_with_me(month)
        none = "Nobody has shared anything yet. Most people write late in the month."
        return {
            "kicker": "Your cohort",
            "title": f"What others shared of {month.name}",
            "lines": [] if copies else [none],
            "items": [self._copy(copy) for copy in copies],
        }

    def _copy(self, copy: SharedCopy) -> dict[str, str]:
        areas = self.workbook.content.vocabulary("areas")
        area = f", on {areas.name(copy.area.value).lower()}" if copy.area else ""
        return {
            "title": copy.asked or "What I will do next",
            "text": copy.text,
            "note": f"{copy.author}{area}",
        }

    def _training(self) -> Panel:
        trainings = self.workbook.store.people.trainings()
        state = {one.person_id: one for one in trainings}
        cohort = [g for g in self.groups if g.plg.kind is PlgKind.FACILITATORS]
        people = [person for group in cohort for person in group.members]
        going = [p.name for p in people if _state(state.get(p.id)) is TrainingState.IN_TRAINING]
        none = [p.name for p in people if p.id not in state]
        facts = [["Trained", str(len(people) - len(going) - len(none))]]
        facts += [["In training", ", ".join(going)]] if going else []
        facts += [["No training yet", ", ".join(none)]] if none else []
        return {"kicker": "For the coach", "title": "Training of your cohort", "facts": facts}


def _state(training: Any) -> TrainingState | None:
    return training.state if training else None


def _no_group() -> Panel:
    return {
        "kicker": "Your PLG",
        "title": "You are in no PLG yet",
        "lines": ["Ask the steward of your school to add you to one."],
    }


def _names(group: Group) -> str:
    return " and ".join(person.name for person in group.facilitators)


def _left(now: Progress) -> str:
    if now.finished:
        return "Nothing is left to do."
    if not now.begun:
        return "About fifteen minutes, in five short steps, in any order."
    return f"Left to do: {', '.join(_steps_left(now))}."


def _steps_left(now: Progress) -> Iterator[str]:
    untold, unrated = now.planned - now.told, now.indicators - now.rated
    if untold:
        yield f"look back on {untold} {'thing' if untold == 1 else 'things'} you planned"
    if unrated:
        yield f"rate {unrated} {'statement' if unrated == 1 else 'statements'}"
    if now.areas < 4:
        yield f"write in {4 - now.areas} more of the four areas" if now.areas else "write"
    if not now.commitments:
        yield "plan one thing for next month"


def _unanswered(group: Group) -> Iterator[str]:
    if not group.facilitators:
        yield "nobody facilitates it yet"
    if group.plg.meets is None:
        yield "when and where it meets is not set yet"


def build(workbook: Workbook) -> Home:
    """Home, for whoever is here."""
    return Home(workbook)
