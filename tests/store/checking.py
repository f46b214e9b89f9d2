"""Norms that Oak School and Algebra adopt, and a group large enough to look back on them."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import insert

from plgwork.analysis.norm_checks import let_out
from plgwork.models.agreements import Fist, Line, Norms, Party, Response
from plgwork.models.figures import SuppressedTable
from plgwork.models.norms import Asked, Counted, Mark, NormCheck
from plgwork.store import Store
from plgwork.store.engine import connect, writing
from plgwork.store.schema.norms import norm_checks
from plgwork.store.taps import Outcome
from tests.store.deciding import ALGEBRA, REVIEW
from tests.store.world import NOW, run, visit

MARKS = {Mark.NOT_TODAY: "Not today", Mark.PARTLY: "Partly", Mark.KEPT: "We kept it"}
NORMS = Norms(
    lines=(
        Line(id="finish", text="We let each other finish."),
        Line(id="see-first", text="We say what we see first."),
        Line(id="on-time", text="We start on time."),
    )
)
KEPT = {one.id: Mark.KEPT for one in NORMS.lines}
TODAY = NOW.date()
OPEN_CODE = "7KQF-M2XA"


def agreed(store: Store, of: Party = ALGEBRA, matter: Norms = NORMS) -> None:
    """What Ana proposes is adopted by her group; by her school where a few are enough."""
    ana = visit(store, "ana")
    people = ("ana", "mia", "ben", "nia", "gus", "cora", "cody", "lee")
    proposal = ana.proposals.propose(of, matter)
    for person in people[: 2 if of.plg_id else None]:
        response = Response(number=1, fist=Fist.GOOD)
        visit(store, person).proposals.respond(proposal.id, response)
    ana.agreements.adopt(proposal.id, 1, REVIEW)


def crowd(url: str, many: int) -> list[str]:
    """So many more people in Algebra, after the last of whom all are of one mind."""
    people = [f"p{number:02d}" for number in range(many)]
    for person in people:
        run(
            url,
            f"INSERT INTO people VALUES ('{person}', 'oak', '{person}', '', 'teacher')",
            f"INSERT INTO roles VALUES ('{person}', 'member', '2026-08-03', NULL)",
            "INSERT INTO memberships (plg_id, person_id, since, facilitates, enrolled_at) VALUES "
            f"('algebra', '{person}', '2026-08-03', FALSE, '2026-08-03 00:00:00')",
        )
    return people


def already_open(url: str) -> None:
    """A check of Algebra that is open, as the database has it."""
    engine = connect(url)
    asked = Asked(norms=NORMS.lines, marks=MARKS).model_dump(mode="json")
    row = {"id": "open", "plg_id": "algebra", "code": OPEN_CODE, "number": 1, "asked": asked}
    row |= {"opened_by": "ana", "opened_at": NOW, "answered": 0}
    with writing(engine) as connection:
        connection.execute(insert(norm_checks).values(**row))
    engine.dispose()


def opened(store: Store, now: datetime = NOW) -> NormCheck:
    """Ana opens a check for Algebra."""
    return visit(store, "ana", now).checks.open("algebra", MARKS)


def tap(
    store: Store, check: NormCheck, person: str, taps: Mapping[str, Mark] | None = None
) -> Outcome:
    """Somebody answers."""
    return store.taps.answer(check.code, person, TODAY, KEPT if taps is None else taps)


def shown(check: NormCheck, counted: Counted, answered: int) -> SuppressedTable | None:
    """What the server makes of a check."""
    return let_out(check.asked, counted, answered, "20 Nov 2026")


def close(store: Store, check: NormCheck, person: str = "ana") -> NormCheck:
    """Ana closes it, and sees it as it is kept."""
    store.taps.close(check.code, person, TODAY, NOW, shown)
    return visit(store, "ana").checks.of("algebra")[0]
