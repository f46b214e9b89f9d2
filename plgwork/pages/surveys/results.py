"""The fourth step: what was let out, to look at: everybody, a group, groups beside one another."""

from functools import partial
from typing import Any
from urllib.parse import parse_qs

from plgwork.models.figures import EVERYONE, WITHHELD, Row
from plgwork.models.instruments import Kind
from plgwork.models.surveys import Release
from plgwork.pages import answered
from plgwork.pages.guard import guarded
from plgwork.pages.surveys import chosen, moving, responding, same_people, sureness
from plgwork.pages.surveys.comparing import Comparing
from plgwork.pages.surveys.groupings import spoken
from plgwork.pages.surveys.open_answers import OpenAnswers
from plgwork.pages.surveys.sitting import Sitting
from plgwork.pages.surveys.views import Views
from plgwork.pages.wording import in_words
from plgwork.widgets import Fields, Panels, Section

By = tuple[str, ...]
NOTHING = {
    "title": "No results yet",
    "lines": ["Results are what was let out. Open a survey of your school, or let figures out."],
    "links": [{"text": "Go to Your file", "href": "#your-file"}],
}
DRAWING = {"title": "One moment", "lines": ["What was let out is being drawn."]}
NAMED = 3  # items that are named as strongest, and as weakest
KEEP = "A group that is withheld keeps its row, without a number."
KINDS = "These questions have different answers. Each says which of its own count here."
MOST_LINES = 6  # in a trend of items


class Results:
    """The newest release of the survey that is open. Every view is a part of it."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.panels, self.sure, self.moved = Panels(), Panels(), Panels()
        self.chosen = Panels()
        self.section = Section("results")
        self.whose = Fields(label="Whose answers are shown")
        self.compare = Fields(label="Compare groups")
        for fields in (self.whose, self.compare):
            fields.listen("answer", guarded(sitting.say)(partial(self._chosen, fields)))
        self.open = OpenAnswers(sitting)
        query = parse_qs(sitting.workbook.place.query)
        self._asked = {name: given[0] for name, given in query.items()}
        self._shown: tuple[str, int] | None = None
        self.views: Views | None = None
        self.comparing: Comparing  # of the views there are

    def reread(self) -> None:
        """Show the newest release, as it was looked at."""
        survey = self._sitting.survey
        if survey is None or not survey.releases:
            self.views = self._shown = None
            self.panels.panels = [NOTHING]
            self.section.show(self.panels)
            return
        release = survey.releases[-1]
        if self._shown != (survey.id, release.number):
            self._shown = survey.id, release.number
            self.panels.panels = [DRAWING]  # the first pictures take a moment
            self.section.show(self.panels)
            self._begin(Views(release.table, survey.asked(release.table), self._sitting.say))
        if self.views:
            self._show(self.views, release)

    @property
    def lines(self) -> By:
        """What a trend is drawn of; nothing where there is one wave."""
        return _lines(self.views) if self.views and len(self._waves) > 1 else ()

    def _begin(self, views: Views) -> None:
        # What stands in the address is of the first survey that is shown.
        self.views, self._asked = views, self._asked if self.views is None else {}
        table = views.table
        self._groups = list(dict.fromkeys((row.by, row.group) for row in table.rows))
        self._waves = list(dict.fromkeys(row.wave for row in table.rows))
        self.comparing = Comparing(table, views.instrument)
        self.whose.fields = [_select("whose", "Whose answers", map(self._whose, self._groups))]
        self.compare.fields = [
            _select("question", "What was asked", self.comparing.questions.values()),
            _select("by", "Compared by", [spoken(by, table.headings) for by in self.comparing.bys]),
        ]

    def _chosen(self, fields: Fields, message: dict[str, Any]) -> None:
        values = message.get("values")
        if isinstance(values, dict):
            self._asked |= {name: str(value) for name, value in values.items()}
        ticket = message.get("ticket")
        fields.heard = ticket if isinstance(ticket, int) else 0
        self.reread()

    def _whose(self, of: tuple[By, By]) -> str:
        by, group = of
        headings = self.views.table.headings if self.views else {}
        return f"{spoken(by, headings)}: {' × '.join(group)}" if by else EVERYONE

    def _place(self, name: str, many: int, first: int = 0) -> int:
        """Where what was chosen stands among so many; ``first`` where nothing was."""
        told = self._asked.get(name, "")
        return int(told) if told.isdecimal() and int(told) < many else first

    def _show(self, views: Views, release: Release) -> None:
        by, group = self._groups[self._place("whose", len(self._groups))]
        whose = str(self._groups.index((by, group)))
        self.whose.show({"whose": whose}, status=f"Shown: {self._whose((by, group))}")
        rate = [] if by else [*responding.overall(views.table, self._waves[-1])]
        self.panels.panels = [
            self._told(views, release, by, group) | {"wide": not rate},
            *rate,
            *_ends(views, by, group),
        ]
        self.chosen.panels = [
            *chosen.panels(views.table, views.instrument, by, group, self._waves[-1])
        ]
        parts: list[Any] = [
            *([self.whose] if len(self._groups) > 1 else []),
            self.panels,
            views.overview(by, group),
            views.items(by, group),
            self.chosen,
        ]
        if self.comparing.bys and self.comparing.questions:
            parts += self._compared(views)
        if self.lines:
            parts.append(views.trend(self.lines))
        self.moved.panels = [
            *moving.panels(views.table, views.instrument),
            *same_people.panels(views.table, views.instrument),
            *self._promised(release),
            *responding.by_group(views.table, self._waves[-1]),
        ]
        self.open.reread()
        self.section.show(*parts, self.moved, *self.open.parts)

    def _compared(self, views: Views) -> list[Any]:
        """One question by groups: the one that was chosen, else what stands furthest apart."""
        bys, questions = self.comparing.bys, list(self.comparing.questions)
        by = bys[self._place("by", len(bys), bys.index(self.comparing.by))]
        first = questions.index(self.comparing.telling(by)[0])
        at = self._place("question", len(questions), first)
        self.compare.show({"question": str(at), "by": str(bys.index(by))}, status=KEEP)
        sure = sureness.panel(views.table, views.instrument, questions[at], by, self._waves[-1])
        self.sure.panels = [sure]
        return [self.compare, views.groups(questions[at], by), self.sure]

    def _promised(self, release: Release) -> list[dict[str, Any]]:
        """What was answered to the wave before the one that is shown."""
        survey = self._sitting.survey
        asked = {one.number: one.table.rows[-1].wave for one in survey.releases} if survey else {}
        found = [
            (one, asked[one.number])
            for one in self._sitting.workbook.store.surveys.answers()
            if survey and one.survey_id == survey.id and one.number < release.number
        ]
        earlier = [pair for pair in found if pair[1] != self._waves[-1]]
        if not earlier:
            return []
        said, wave = max(earlier, key=lambda pair: pair[0].number)
        told = answered.panel(self._sitting.workbook, said)
        return [told | {"kicker": f"After {wave}", "title": "What was promised then"}]

    def _told(self, views: Views, release: Release, by: By, group: By) -> dict[str, Any]:
        wave = self._waves[-1]
        people = next(
            (
                f"{row.people:,}"
                for row in views.table.of(by=by, wave=wave)
                if row.group == group and row.people is not None
            ),
            WITHHELD,
        )
        day = in_words(release.released_at.astimezone(self._sitting.workbook.zone).date())
        return {
            "kicker": self._whose((by, group)),
            "title": views.instrument.title,
            "facts": [
                ["Asked", wave],
                ["People who answered", people],
                ["Let out", day],
                ["Smallest group shown", f"{views.table.min_n} people"],
            ],
        }


def _ends(views: Views, by: By, group: By) -> list[dict[str, Any]]:
    """The items that were answered most and least favourably, where enough can be told apart."""
    wave = views.table.rows[-1].wave
    rows = [
        row
        for row in views.table.of(by=by, wave=wave)
        if row.group == group and row.favourable is not None and row.favourable.p is not None
    ]
    rows.sort(key=lambda row: -(row.favourable.p or 0.0) if row.favourable else 0.0)
    many = min(NAMED, len(rows) // 2)
    if not many:
        return []
    kinds = {views.instrument.item(row.item).favourable_answers for row in rows}
    lines = [KINDS] if len(kinds) > 1 else []
    return [
        {"title": title, "lines": lines, "items": [_item(views, row) for row in found]}
        for title, found in (("Strongest", rows[:many]), ("Weakest", rows[-many:][::-1]))
    ]


def _item(views: Views, row: Row) -> dict[str, str]:
    answers = views.instrument.item(row.item).favourable_answers
    return {
        "title": views.name(row.item),
        "text": f"{row.share} said {answers} (n\u00a0=\u00a0{row.n:,})",
    }


def _lines(views: Views) -> By:
    asked = {row.item for row in views.table.rows}
    instrument = views.instrument
    lines = [one.id for one in instrument.scales if one.id in asked]
    lines = lines or [
        one.id for one in instrument.items if one.kind is Kind.SCALE and one.id in asked
    ]
    return tuple(lines[:MOST_LINES])


def _select(name: str, label: str, names: Any) -> dict[str, Any]:
    options = [{"id": str(at), "name": words} for at, words in enumerate(names)]
    return {"name": name, "label": label, "kind": "select", "options": options, "wide": True}
