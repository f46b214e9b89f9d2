"""Setting a run up: which protocol, with whom, for how long, and the plan that comes of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import ipywidgets as ipw

from plgwork.analysis.fit import fit, instead
from plgwork.analysis.running import steps
from plgwork.models.protocols import Fitted, Misfit, Protocol
from plgwork.models.runs import MOST_NAME, MOST_QUESTION, Run, RunPlan, RunRoles
from plgwork.pages.guard import guarded
from plgwork.pages.page import Page
from plgwork.pages.run import preparation
from plgwork.pages.run.ran import table
from plgwork.pages.wording import at_time
from plgwork.widgets import Form, Links, Notice, Section

PEOPLE, MINUTES = 8, 45
MOST_PEOPLE, MOST_MINUTES = 1000, 600
OFFERED = 4
CHOOSE = "Choose a protocol, and its plan stands here."
FIND = "Find a protocol for what you bring"
KEPT = "Shown to the group while it runs, and kept with what ran."
NOBODY = "No PLG: just this once"
Values = dict[str, Any]


class Outset:
    """The form, the preparation of a dilemma, and the plan; a run is handed to ``begun``."""

    def __init__(self, page: Page, query: dict[str, str], begun: Callable[[Run], None]) -> None:
        self._page = page
        self._begun = begun
        self._workbook = page.workbook
        self._groups = self._workbook.store.people.my_groups()
        self._protocols = self._workbook.content.protocols
        self._question = ""
        self._ticket = 0
        self.prepare = Section("prepare")
        self.plan = Section("plan")
        self.form = Form(title="Set it up", heading="h2", submit="Start", live=True)
        self.form.add_class("plg-roomy")
        self.form.listen("change", guarded(page.notice.say)(self._changed))
        self.form.listen("submit", guarded(self._refuse)(self._start))
        self.parts: list[ipw.Widget] = [self.prepare, self.form, self.plan]
        self.values = self._first(query)
        self.form.fields = self._fields()
        self._draw()

    # --- what is asked ------------------------------------------------------------------

    def _first(self, query: dict[str, str]) -> Values:
        """What stands in the form on arrival: from the address, or from one's own PLG."""
        by_id = {group.plg.id: group for group in self._groups}
        chosen = by_id.get(query.get("plg", "")) or next(iter(self._groups), None)
        meets = chosen.plg.meets if chosen else None
        asked = query.get("protocol", "")
        if asked and asked not in self._protocols:
            self._page.notice.say(f"There is no protocol {asked!r} here. Choose one below.")
        return {
            "protocol": asked if asked in self._protocols else "",
            "people": query.get("people") or str(len(chosen.members) if chosen else PEOPLE),
            "minutes": query.get("minutes") or str(meets.minutes if meets else MINUTES),
            "plg": chosen.plg.id if chosen else "",
        }

    def _fields(self) -> list[dict[str, Any]]:
        protocols = sorted(self._protocols.values(), key=lambda one: one.name)
        choices = [{"id": "", "name": "Choose…"}, *map(_option, protocols)]
        groups = [{"id": one.plg.id, "name": one.plg.name} for one in self._groups]
        names = [{"id": one, "name": one} for one in self._names()]
        fields: list[dict[str, Any]] = [
            {"name": "protocol", "label": "Protocol", "kind": "select", "options": choices},
            {"name": "people", "label": "How many people", "kind": "number", "min": 1},
            {"name": "minutes", "label": "How many minutes", "kind": "number", "min": 1},
            {
                "name": "plg",
                "label": "With which PLG",
                "kind": "select",
                "options": [*groups, {"id": "", "name": NOBODY}],
                "note": "Its members can then follow along, and see what ran.",
            },
            {"name": "presenter", "label": "Who presents", "options": names},
            {"name": "timekeeper", "label": "Who keeps time", "options": names},
            {"name": "notes", "label": "Who takes notes", "options": names},
        ]
        if not self._prepared:
            fields.append({"name": "question", "label": "The question", "wide": True, "note": KEPT})
        return [{**one, "value": self.values.get(str(one["name"]), "")} for one in fields]

    def _names(self) -> list[str]:
        return sorted({person.name for group in self._groups for person in group.members})

    @property
    def _protocol(self) -> Protocol | None:
        return self._protocols.get(str(self.values.get("protocol", "")))

    @property
    def _prepared(self) -> bool:
        return self._protocol is not None and preparation.belongs_to(self._protocol)

    # --- what comes of it ---------------------------------------------------------------

    def _changed(self, message: dict[str, Any]) -> None:
        before = self._prepared
        self.values = {**self.values, **_texts(message)}
        if self._prepared != before:
            self.form.fields = self._fields()
        self._draw()

    def _draw(self) -> None:
        if self._prepared != bool(self.prepare.children):
            card = preparation.card(self._question, self._take_question, self._page.notice.say)
            self.prepare.show(*([card] if self._prepared else []))
        self.plan.show(*self._planned())

    def _take_question(self, text: str) -> None:
        self._question = text

    def _planned(self) -> list[ipw.Widget]:
        protocol = self._protocol
        if protocol is None:
            library = {"text": FIND, "href": self._page.address("protocols"), "quiet": True}
            return [Notice(text=CHOOSE), Links(items=[library])]
        problems = _problems(self.values)
        if problems:
            return [Notice(text=next(iter(problems.values())))]
        found = self._fit(protocol)
        return [self._table(found)] if isinstance(found, Fitted) else self._others(found)

    def _fit(self, protocol: Protocol) -> Fitted | Misfit:
        return fit(protocol, int(self.values["people"]), int(self.values["minutes"]))

    def _table(self, plan: Fitted) -> ipw.Widget:
        speakers = self._workbook.content.vocabulary("speakers")
        now, rows = self._workbook.now(), []
        for step in steps(plan, speakers, self._roles()):
            rows.append([step.name, f"{step.minutes} min", _from(now), step.speaker])
            now += timedelta(minutes=step.minutes)
        rows.append(["End", "", _from(now), ""])
        label = f"{plan.protocol.name}, {_together(plan.groups)}, if you start now"
        return table(label, ["Step", "Minutes", "From", "Who speaks"], rows)

    def _others(self, misfit: Misfit) -> list[ipw.Widget]:
        kind = misfit.protocol.kinds[0]
        every = self._protocols.values()
        found = instead(every, misfit.people, misfit.minutes, kind) or instead(
            every, misfit.people, misfit.minutes
        )
        links = [self._offer(one) for one in found[:OFFERED]]
        on = " These would fit:" if links else " Nothing here fits that many people and minutes."
        said = f"{misfit.protocol.name} does not fit. {misfit.reason}{on}"
        return [Notice(text=said), Links(items=links)]

    def _offer(self, plan: Fitted) -> dict[str, Any]:
        query: dict[str, str | int] = {
            "protocol": plan.protocol.id,
            "people": plan.people,
            "minutes": plan.minutes,
            "plg": str(self.values.get("plg", "")),
        }
        address = self._page.address("run", urlencode(query))
        return {"text": plan.protocol.name, "href": address, "quiet": True}

    # --- Start --------------------------------------------------------------------------

    def _start(self, message: dict[str, Any]) -> None:
        self._ticket = int(message.get("ticket", 0))
        self.values = {**self.values, **_texts(message)}
        problems = _problems(self.values)
        if self._protocol is None:
            problems = {"protocol": "Choose which protocol to run.", **problems}
        if problems or self._protocol is None:
            self.form.refuse(self._ticket, "", problems)
            return
        plan = self._fit(self._protocol)
        if isinstance(plan, Misfit):
            self._draw()
            self.form.refuse(self._ticket, "", {"minutes": plan.reason})
            return
        run = self._workbook.store.runs.begin(self._run_plan(plan))
        self.form.accept(self._ticket)
        self._begun(run)

    def _refuse(self, problem: str) -> None:
        self.form.refuse(self._ticket, problem)

    def _run_plan(self, plan: Fitted) -> RunPlan:
        roles = self._roles()
        question = self._question if self._prepared else str(self.values.get("question", ""))
        return RunPlan(
            protocol_id=plan.protocol.id,
            name=plan.protocol.name,
            plg_id=self._plg(),
            people=plan.people,
            minutes=plan.minutes,
            groups=plan.groups,
            steps=steps(plan, self._workbook.content.vocabulary("speakers"), roles),
            roles=roles,
            question=question.strip()[:MOST_QUESTION],
        )

    def _plg(self) -> str | None:
        chosen = str(self.values.get("plg", ""))
        return chosen if chosen in {group.plg.id for group in self._groups} else None

    def _roles(self) -> RunRoles:
        typed = {name: str(self.values.get(name, "")) for name in RunRoles.model_fields}
        return RunRoles(**{name: text.strip()[:MOST_NAME] for name, text in typed.items()})


def _option(protocol: Protocol) -> dict[str, str]:
    return {"id": protocol.id, "name": protocol.name}


def _texts(message: dict[str, Any]) -> Values:
    return {name: str(value).strip() for name, value in dict(message.get("values", {})).items()}


def _problems(values: Values) -> dict[str, str]:
    """What is wrong with the numbers, each beside its field."""
    limits = {"people": MOST_PEOPLE, "minutes": MOST_MINUTES}
    found = {}
    for name, most in limits.items():
        typed = str(values.get(name, ""))
        if not typed.isascii() or not typed.isdigit() or not 1 <= int(typed[:9]) <= most:
            found[name] = f"How many {name}? Write a whole number from 1 to {most:,}."
    return found


def _from(moment: datetime) -> str:
    return at_time(moment)


def _together(groups: tuple[int, ...]) -> str:
    if len(groups) == 1:
        return f"{groups[0]} people together"
    sizes = sorted(set(groups), reverse=True)
    return f"{len(groups)} groups of {' or '.join(map(str, sizes))}"
