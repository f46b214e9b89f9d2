"""Algebra with people enough to look back on its norms, and a check that they closed."""

from datetime import date

from plgwork.analysis.norm_checks import let_out
from plgwork.models.figures import SuppressedTable
from plgwork.models.norms import Counted, Mark, NormCheck
from plgwork.models.people import Membership, Roster
from tests.store.checking import KEPT, MARKS, NORMS
from tests.store.deciding import ALGEBRA, REVIEW, show
from tests.unit.visiting import Schools


def join(schools: Schools, *people: str) -> None:
    """Let more people be in Algebra."""
    since = date(2026, 8, 3)
    rows = [Membership(plg_id="algebra", person_id=one, since=since) for one in people]
    schools.as_seen_by("sam").people.enrol(Roster(memberships=tuple(rows)))


def closed(schools: Schools, kept: int, of: int = 6) -> NormCheck:
    """A check in which so many say that all norms were kept, and the others that none was."""
    check = schools.as_seen_by("ana").checks.open("algebra", MARKS)
    today = schools.clock().date()
    not_kept = dict.fromkeys(KEPT, Mark.NOT_TODAY)
    for at, person in enumerate(["ana", "mia", "ben", "nia", "gus", "lee"][:of]):
        schools.store.taps.answer(check.code, person, today, KEPT if at < kept else not_kept)

    def shown(check: NormCheck, counted: Counted, answered: int) -> SuppressedTable | None:
        return let_out(check.asked, counted, answered, f"{today.day} {today:%b} {today.year}")

    schools.store.taps.close(check.code, "ana", today, schools.clock(), shown)
    return check


def adopt_all(schools: Schools) -> None:
    ana = schools.as_seen_by("ana")
    proposal = ana.proposals.propose(ALGEBRA, NORMS)
    for person in ("ana", "mia", "ben", "nia", "gus"):
        show(schools.as_seen_by(person), proposal, 4)
    ana.agreements.adopt(proposal.id, 1, REVIEW)
