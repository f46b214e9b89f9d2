"""A school in which sixty facilitate, and those of them who write without a browser."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from threading import Condition

from plgwork.models.accounts import Account
from plgwork.models.people import Membership, Person, Role, Roster
from plgwork.store import Store
from plgwork.store.migrate import migrate
from tests.browser import oak
from tests.browser.looking import Caller, NotOpenedError
from tests.browser.oak import account, password
from tests.browser.serving import Served
from tests.browser.wiring import LineLostError, Wire, wired
from tests.deploy.replicas import SEAT

PAGE = "reflection"
AT_ONCE = 6  # who open a page at one moment; all the others write meanwhile
BREATH = 2.0  # seconds between two texts of one person
PATIENCE = 300


def crowd(number: int) -> tuple[str, ...]:
    """The ids of so many people."""
    return tuple(f"facilitator-{one:02}" for one in range(1, number + 1))


def found(url: str, people: tuple[str, ...] = ()) -> None:
    """Found the school of the accounts door, with these people besides, all of whom joined."""
    migrate(url)
    store = Store.open(url)
    try:
        store.found(oak.SCHOOL, _with(people), invented=False)
        with ThreadPoolExecutor(2) as two:  # a password takes a tenth of a second
            list(two.map(lambda one: oak.join(store, one), (*oak.PEOPLE, *people)))
    finally:
        store.close()


def _with(people: tuple[str, ...]) -> Roster:
    roles = (Role.MEMBER, Role.FACILITATOR)
    ours = oak.ROSTER
    return ours.model_copy(
        update={
            "people": ours.people + tuple(_person(one, roles) for one in people),
            "memberships": ours.memberships + tuple(_in_the_cohort(one) for one in people),
            "accounts": ours.accounts
            + tuple(Account(person_id=one, name=account(one)) for one in people),
        }
    )


def _person(one: str, roles: tuple[Role, ...]) -> Person:
    name = one.replace("-", " ").title()
    return Person(id=one, school_id="oak", name=name, work="", staff_kind="teacher", roles=roles)


def _in_the_cohort(one: str) -> Membership:
    return Membership(plg_id="cohort", person_id=one, facilitates=False, since=oak.BEGAN)


def come_in(front: Served, person: str, seat: str = "") -> Caller:
    """Somebody who signs in by a program; at this one of the servers, where it is named."""
    caller = Caller(front, {SEAT: seat} if seat else {})
    caller.get("sign-in")
    form = {"name": account(person), "password": password(person)}
    answer = caller.post("sign-in", form)
    assert answer.status == 302, answer.text
    return caller


@dataclass
class Writer:
    """Somebody who writes on one card without pause, and knows what was called saved."""

    person: str
    caller: Caller
    typed: str = ""
    saved: str = ""
    title: str = ""
    saves: int = 0
    reloads: int = 0
    _tickets: "count[int]" = field(default_factory=lambda: count(1))

    async def sit_down(self, stack: AsyncExitStack) -> Wire:
        """Open the page; what was called saved before is there, or something typed since."""
        wire = await stack.enter_async_context(wired(self.caller, PAGE))
        if self.saved:
            assert wire.states[self._card(wire)]["text"] in (self.saved, self.typed)
        return wire

    async def write(self, wire: Wire, text: str) -> None:
        """Write, and wait until it is called saved."""
        card, ticket = self._card(wire), next(self._tickets)
        self.title, self.typed = wire.states[card]["title"], text
        await wire.send(card, {"kind": "write", "text": text, "ticket": ticket})
        await wire.until(lambda: wire.states[card]["answer"].get("ticket") == ticket)
        assert wire.states[card]["answer"]["problem"] == ""
        self.saved = text
        self.saves += 1

    def _card(self, wire: Wire) -> str:
        """The first card with a question on the purpose, and from then on the same."""
        return wire.find(
            lambda state: (
                "bases" in state
                and (state["title"] == self.title if self.title else state["area"] == "Purpose")
            )
        )


class Crowd:
    """Many who write at the same time, each without a browser, for as long as the block lasts."""

    def __init__(self, front: Served, seats: dict[str, str]) -> None:
        self._front, self._seats = front, seats
        self.writers: list[Writer] = []
        self._told = Condition()
        self._enough = False

    def wait_until(self, wanted: Callable[[], bool]) -> None:
        """Wait, while they write, until this is so."""
        with self._told:
            assert self._told.wait_for(lambda: wanted() or self._enough, PATIENCE)
        assert wanted(), "somebody could not go on writing"

    def all_write_again(self) -> None:
        """Wait until each of them has begun and saved another text."""
        before = {one.person: one.saves for one in self.writers}
        self.wait_until(lambda: all(one.saves > before[one.person] + 1 for one in self.writers))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Let them come in, open their pages, and write; a failure of any of them is one of all."""
        with ThreadPoolExecutor(1) as beside:  # the browsers' own loop runs in this thread
            work = beside.submit(asyncio.run, self._write())
            work.add_done_callback(lambda _: self._stop())
            try:
                yield
            finally:
                self._stop()
                work.result()

    def _stop(self) -> None:
        with self._told:
            self._enough = True
            self._told.notify_all()

    async def _write(self) -> None:
        a_few = asyncio.Semaphore(AT_ONCE)

        async def come(person: str, seat: str) -> Writer:
            async with a_few:
                return Writer(person, await asyncio.to_thread(come_in, self._front, person, seat))

        self.writers = await asyncio.gather(*(come(*one) for one in self._seats.items()))
        async with asyncio.TaskGroup() as all_of_them:
            for one in self.writers:
                all_of_them.create_task(self._write_on(one, a_few))

    async def _write_on(self, writer: Writer, a_few: asyncio.Semaphore) -> None:
        """Write on and on, and after every break of the line on a page that is opened anew."""
        while not self._enough:
            async with AsyncExitStack() as stack:
                with suppress(LineLostError, NotOpenedError):  # one loads it anew
                    async with a_few:
                        wire = await writer.sit_down(stack)
                    await self._type(writer, wire)
            if not self._enough:
                writer.reloads += 1

    async def _type(self, writer: Writer, wire: Wire) -> None:
        while not self._enough:
            await writer.write(wire, f"This is text {writer.saves} of {writer.person}.")
            with self._told:
                self._told.notify_all()
            await asyncio.sleep(BREATH)
