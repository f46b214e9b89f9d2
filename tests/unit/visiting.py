"""How a test visits the pages without a browser: two small schools, a clock, a workbook."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import ipywidgets as ipw
from sqlalchemy import Engine

from plgwork import Workbook
from plgwork.content import load
from plgwork.models.content import Area
from plgwork.models.months import Month
from plgwork.models.people import Roster
from plgwork.models.reflections import EntryKind, Subject
from plgwork.pages.reflection import Reflection
from plgwork.settings import shipped
from plgwork.store import Store, VisitorStore
from plgwork.store.engine import connect
from plgwork.widgets import Card
from plgwork.workbook import Place
from tests.store.world import OAK, OAKS, PINE, PINES

FOLDERS = [shipped("content")]
CONTENT = load(FOLDERS)
SEPTEMBER, OCTOBER, NOVEMBER = Month(2026, 9), Month(2026, 10), Month(2026, 11)


class Clock:
    """A clock that a test sets."""

    def __init__(self, moment: str) -> None:
        self.set(moment)

    def set(self, moment: str) -> None:
        """The moment in the time of Oak School."""
        self.now = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(OAK.timezone))

    def later(self, **some: int) -> None:
        """Let time pass: ``later(minutes=5)``."""
        self.now += timedelta(**some)

    def __call__(self) -> datetime:
        return self.now


def _found(oaks: Roster) -> Store:
    store = Store.in_memory()
    store.found(PINE, PINES, invented=True)
    store.found(OAK, oaks, invented=True)
    return store


@cache
def _founded() -> Store:
    """The schools as nobody has touched them; only to be copied."""
    return _found(OAKS)


def _copy(store: Store) -> Store:
    """Another database in memory, in which everything stands that stands in this one."""
    copy = connect("sqlite://")
    _raw(store._engine).backup(_raw(copy))
    return Store(copy)


def _raw(engine: Engine) -> sqlite3.Connection:
    raw: Any = engine.raw_connection().driver_connection
    connection: sqlite3.Connection = raw
    return connection


class Schools:
    """A store in memory with two schools, and the workbooks its people open."""

    def __init__(self, clock: Clock, oaks: Roster = OAKS) -> None:
        self.clock = clock
        self.store = _copy(_founded()) if oaks is OAKS else _found(oaks)

    def workbook(self, person: str, **place: Any) -> Workbook:
        """The workbook as one person opens it."""
        return Workbook(CONTENT, self.store, person, self.clock, Place(**place), FOLDERS)

    def as_seen_by(self, person: str) -> VisitorStore:
        """The store as one person may see it."""
        return self.store.for_visitor(person, self.clock)

    def reflection(self, person: str, **place: Any) -> Reflection:
        """The reflection as one person opens it."""
        return Reflection(self.workbook(person, **place))


def question(about: str = "voice-heard-least", month: Month = OCTOBER) -> Subject:
    """A prompt of our October, as it is asked."""
    prompt = CONTENT.prompts[about]
    return Subject(
        month=month.id,
        kind=EntryKind.ANSWER,
        about=about,
        asked=prompt.text,
        area=prompt.area,
    )


def plan(month: Month = OCTOBER, about: str = "plan") -> Subject:
    """Something planned."""
    return Subject(month=month.id, kind=EntryKind.COMMITMENT, about=about, asked="")


def cards(part: ipw.Widget) -> list[Card]:
    """The cards in a part of a page, from top to bottom."""
    return list(_cards(part))


def _cards(part: ipw.Widget) -> Iterator[Card]:
    if isinstance(part, Card):
        yield part
    for child in getattr(part, "children", ()):
        yield from _cards(child)


def card_of(page: Reflection, area: Area, number: int = 0) -> Card:
    """The first card of an area, or a later one."""
    return cards(page.write.children[list(Area).index(area)])[number]


def send(card: Card, text: str, kind: str = "write", ticket: int = 1, **more: Any) -> None:
    """Send what the browser sends when somebody writes in a card or chooses on it."""
    card.receive({"kind": kind, "text": text, "ticket": ticket, **more})


def notes(page: Reflection) -> dict[str, str]:
    """What the steps say is left to do, by their names."""
    return {one["slug"]: one["note"] for one in page.steps.items}


def done(page: Reflection) -> set[str]:
    """The steps that are done."""
    return {one["slug"] for one in page.steps.items if one["done"]}
