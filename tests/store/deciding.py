"""What Oak School and its Algebra PLG propose, say, show and adopt."""

from datetime import date

from plgwork.models.agreements import (
    Agreement,
    Direction,
    Fist,
    Goal,
    Party,
    Proposal,
    Purpose,
    Response,
)
from plgwork.store import Store, VisitorStore
from tests.store.world import visit

OAKS_STAFF = Party(school_id="oak")
ALGEBRA = Party(plg_id="algebra")
COHORT = Party(plg_id="cohort")
REVIEW = date(2027, 5, 3)
WHY = Purpose(
    wording="We meet so that no student is lost between two lessons.",
    teachers="Each of us tries one thing and tells what came of it.",
    students="More students explain how they solved it.",
)
WHY_ELSE = WHY.model_copy(update={"wording": "We meet so that every student can say why."})
FEWER = Goal(name="Students who fail algebra", unit="students", direction="down", target=8)
MORE = Goal(name="Students who explain", unit="%", direction=Direction.UP, target=80)


def propose(visitor: VisitorStore, of: Party = ALGEBRA, matter: Purpose = WHY) -> Proposal:
    """Propose a purpose."""
    return visitor.proposals.propose(of, matter)


def show(visitor: VisitorStore, proposal: Proposal, fist: int, reason: str = "") -> None:
    """Show a hand to the latest version that a proposal had."""
    shown = Response(number=proposal.latest.number, fist=Fist(fist), reason=reason)
    visitor.proposals.respond(proposal.id, shown)


def ready(store: Store, of: Party = ALGEBRA, matter: Purpose = WHY) -> Proposal:
    """A proposal of Ana's that she and Mia go along with."""
    ana, mia = visit(store, "ana"), visit(store, "mia")
    proposal = propose(ana, of, matter)
    show(ana, proposal, 5)
    show(mia, proposal, 4)
    return ana.proposals.proposal(proposal.id)


def adopted(store: Store, matter: Purpose = WHY) -> Agreement:
    """What Algebra adopted."""
    proposal = ready(store, matter=matter)
    number = proposal.latest.number
    return visit(store, "ana").agreements.adopt(proposal.id, number, REVIEW)
