"""The next meeting and its agenda: the coach chooses one, and it stands for all of them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from plgwork.analysis.agendas import starts
from plgwork.analysis.patterns import meeting_on, next_day
from plgwork.errors import AccessError
from plgwork.models.agreements import Party
from plgwork.models.cohorts import CohortAgenda
from plgwork.models.meetings import Block, MeetingKind, Plan, total
from plgwork.models.meetings import Meeting as Planned
from plgwork.models.schedules import Slot
from plgwork.pages.cohort.sitting import Sitting
from plgwork.pages.guard import guarded
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.pages.wording import at_time, in_words
from plgwork.widgets import Form, Links, Panels, Section

AHEAD = timedelta(days=70)
MOST_MINUTES = 60  # where a cohort has no time yet
CHOOSE = "Choose the agenda"
SUGGESTED = "A suggestion, until the coach chooses an agenda for all of you"
NOT_YOURS = "The coach of your cohort chooses the agenda."
NO_DAY = "First a day is needed on which the cohort meets: a leader or the steward can set it."
REPLACES = (
    "It takes the place of the blocks that are planned for {day}. Who brings work stays, where a "
    "block of the same name is in it."
)


class Meeting:
    """The meeting that is next, with the agenda that is kept for it, or one that would fit."""

    def __init__(self, sitting: Sitting, address: Callable[[str, str], str]) -> None:
        self._sitting, self._address = sitting, address
        self._agendas = sitting.workbook.content.cohort_agendas
        self._planned: Planned | None = None
        self._slot: Slot | None = None
        self.panels, self.links, self.form = Panels(), Links(), Form(dialog=True)
        self.links.listen("ask", guarded(sitting.say)(lambda _message: self._ask()))
        self.form.listen("submit", answering(self.form, self._choose))
        self.section = Section("meeting", self.panels, self.links, self.form)

    def reread(self) -> None:
        """Show the agenda with its start times, as it stands for everybody now."""
        self._find()
        dated = self._planned or self._slot
        self.panels.panels = [self._panel()] if self._sitting.group else []
        offered = dated is not None and self._sitting.coach
        self.links.items = [{"text": CHOOSE, "quiet": self._kept is not None}] if offered else []

    def _find(self) -> None:
        """The next meeting: planned by somebody, or as the schedule has it."""
        self._planned, self._slot = None, self._by_schedule()
        if self._sitting.group is None:
            return
        store, today = self._sitting.store.meetings, self._sitting.workbook.today
        last = self._slot.day if self._slot else today + AHEAD
        found = store.between([Party(plg_id=self._sitting.plg_id)], today, last)
        self._planned = store.meeting(found[0].id) if found else None

    def _by_schedule(self) -> Slot | None:
        group, workbook = self._sitting.group, self._sitting.workbook
        if group is None or group.plg.meets is None:
            return None
        meets, days = group.plg.meets, workbook.store.schedules.school_days()
        day = next_day(meets.pattern, workbook.today, days)
        plg = group.plg
        return meeting_on(day, plg.id, plg.name, meets, workbook.zone) if day else None

    # --- choosing ---------------------------------------------------------------------------

    def _ask(self) -> None:
        self._require_coach()
        kept = self._kept
        options = [{"id": one.id, "name": one.name} for one in self._agendas.values()]
        chosen = (kept or self._suggested).id
        field = {"name": "agenda", "label": "Agenda", "kind": "select", "wide": True}
        lines = [f"{self._sitting.readers} see it at once, here and on Meetings."]
        if self._planned and self._planned.blocks and kept is None:
            lines.append(REPLACES.format(day=in_words(self._planned.day)))
        lines += [f"{one.name}: {one.serves}" for one in self._agendas.values()]
        self.form.ask(
            [field | {"options": options, "value": chosen}],
            title=CHOOSE, submit="Set it for all of us", lines=lines,
        )  # fmt: skip

    def _choose(self, message: Message) -> Problems:
        self._require_coach()
        agenda = self._agendas.get(Answers(message, {}).text("agenda"))
        if agenda is None:
            return {"agenda": "Choose one of these."}
        store = self._sitting.store.meetings
        if planned := self._planned:
            kept = {name: getattr(planned, name) for name in Plan.model_fields}
            changed = kept | _taking(agenda, _bringing(planned.blocks))
            store.change(planned.id, planned.number, Plan.model_validate(changed))
        elif slot := self._slot:
            store.plan(self._new(slot, agenda))
        else:
            raise AccessError(NO_DAY)
        self.reread()
        return {}

    def _require_coach(self) -> None:
        if not self._sitting.coach:
            raise AccessError(NOT_YOURS)

    def _new(self, slot: Slot, agenda: CohortAgenda) -> Plan:
        return Plan(
            of=Party(plg_id=slot.of),
            kind=MeetingKind.PLG,
            name=slot.name,
            starts_at=slot.starts_at,
            day=slot.day,
            place=slot.place,
            facilitator=self._sitting.workbook.me.id,
            **_taking(agenda, {}),
        )

    # --- showing ----------------------------------------------------------------------------

    @property
    def _kept(self) -> CohortAgenda | None:
        """The agenda that stands for everybody; None while none does, or it was made by hand."""
        blocks = _outline(self._planned.blocks) if self._planned else []
        return next((one for one in self._agendas.values() if _outline(one.blocks) == blocks), None)

    @property
    def _suggested(self) -> CohortAgenda:
        group = self._sitting.group
        meets = group.plg.meets if group else None
        return _fitting(list(self._agendas.values()), meets.minutes if meets else MOST_MINUTES)

    def _panel(self) -> dict[str, Any]:
        planned, agenda = self._planned, self._kept
        if planned is None or not planned.blocks:
            agenda = self._suggested
            blocks: Sequence[Block] = agenda.blocks
            told = {"kicker": SUGGESTED, "title": agenda.name}
        else:
            blocks = planned.blocks
            told = {"title": agenda.name if agenda else "The agenda, as you planned it"}
        facts = [["Together", f"{total(tuple(blocks))} minutes"], *self._when()]
        return {"wide": True, **told, "facts": facts, "items": self._items(blocks), **self._more()}

    def _items(self, blocks: Sequence[Block]) -> list[dict[str, Any]]:
        dated = self._planned or self._slot
        today = self._sitting.workbook.now()
        begins = dated.starts_at if dated else datetime.combine(today, time(), today.tzinfo)
        local = begins.astimezone(self._sitting.workbook.zone)
        begun = zip(starts(blocks, local), blocks, strict=True)
        return [self._item(_at(at, dated is not None), block) for at, block in begun]

    def _item(self, at: str, block: Block) -> dict[str, Any]:
        """A block; what happens in it and where it leads is told where one of ours has its name."""
        ours = (one for agenda in self._agendas.values() for one in agenda.blocks)
        known = next((one for one in ours if one.name == block.name), None)
        names = self._planned.names if self._planned else {}
        brings = f"{names[block.brings]} brings work" if block.brings in names else ""
        return {
            "title": f"{at} {block.name}",
            "text": known.happens if known else "",
            "note": ", ".join(filter(None, (f"{block.minutes} minutes", brings))),
        } | ({"href": f"#{known.leads}"} if known and known.leads else {})

    def _more(self) -> dict[str, Any]:
        if self._planned is None:
            return {}
        href = self._address("meetings", f"id={self._planned.id}")
        href += "#plan" if self._sitting.workbook.place.served else ""
        return {"links": [{"text": "Its plan and its record", "href": href, "quiet": True}]}

    def _when(self) -> list[list[str]]:
        group, zone = self._sitting.group, self._sitting.workbook.zone
        if planned := self._planned:
            begins, ends = planned.starts_at.astimezone(zone), planned.ends_at.astimezone(zone)
            place = planned.place
        elif slot := self._slot:
            begins, ends, place = slot.starts_at, slot.ends_at, slot.place
        elif group and group.plg.meets:
            return [["Next meeting", "none in the school days that are entered"]]
        else:
            return [["Next meeting", "not set yet: a leader or the steward can say when and where"]]
        when = f"{in_words(begins.date())}, {at_time(begins)} to {at_time(ends)}"
        return [["Next meeting", when], ["Where", place or "not said yet"]]


def _outline(blocks: Sequence[Block]) -> list[tuple[str, int]]:
    return [(one.name, one.minutes) for one in blocks]


def _bringing(blocks: Sequence[Block]) -> Mapping[str, str]:
    return {one.name: one.brings for one in blocks if one.brings}


def _taking(agenda: CohortAgenda, brings: Mapping[str, str]) -> dict[str, Any]:
    """The minutes and blocks of an agenda, as a plan has them."""
    told = [{name: getattr(one, name) for name in Block.model_fields} for one in agenda.blocks]
    kept = [one | {"brings": brings.get(one["name"], one["brings"])} for one in told]
    return {"minutes": agenda.minutes, "blocks": tuple(map(Block.model_validate, kept))}


def _fitting(agendas: Sequence[CohortAgenda], minutes: int) -> CohortAgenda:
    """The longest agenda that fits into so many minutes; the shortest where none does."""
    into = [one for one in agendas if one.minutes <= minutes]
    if into:
        return max(into, key=lambda one: one.minutes)
    return min(agendas, key=lambda one: one.minutes)


def _at(moment: datetime, known: bool) -> str:
    return f"{at_time(moment)}:" if known else f"{moment:%H:%M}".replace("00:", "minute ", 1) + ":"
