"""What a school or a PLG may agree on: proposed, worded anew, talked over and responded to.

Whoever it binds sees who said what and who showed which hand; nobody else sees any of it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from plgwork.errors import AccessError
from plgwork.models.agreements import (
    Comment,
    Kind,
    Matter,
    Party,
    Proposal,
    Response,
    Source,
    State,
)
from plgwork.store.access import may, require
from plgwork.store.deliberations import binds, composed, party
from plgwork.store.engine import reading, upsert, writing
from plgwork.store.feed import announce
from plgwork.store.relations import Visitor
from plgwork.store.schema.agreements import comments, proposals, responses, wordings
from plgwork.store.schema.people import plgs, schools

Clock = Callable[[], datetime]
MEANWHILE = (
    "Somebody worded it anew meanwhile. Read the new version first; what you wrote is still here, "
    "and nothing was changed."
)
TWO = "Two different proposals about the same thing are needed, to make one of them."
OTHER_KIND = "A new version is about the same thing as the one before. Propose it on its own."


class Held(NamedTuple):
    """A proposal somebody may change just now: whom it binds, about what, its latest version."""

    id: str
    of: Party
    kind: Kind
    number: int


class Proposals:
    """The proposals of one's school and one's PLGs."""

    def __init__(self, engine: Engine, visitor: Visitor, clock: Clock) -> None:
        self._engine = engine
        self._visitor = visitor
        self._clock = clock

    def propose(self, of: Party, matter: Matter) -> Proposal:
        """Propose something to one's school or PLG."""
        with writing(self._engine) as connection:
            self._require_member(connection, of)
            return self._begin(connection, of, matter, ())

    def revise(self, proposal_id: str, number: int, matter: Matter) -> Proposal:
        """Word it anew, upon the version of this number; hands are then shown to the new one.

        AccessError where there is a newer version already.
        """
        with writing(self._engine) as connection:
            proposal = self._answerable(connection, proposal_id, number)
            if matter.kind is not proposal.kind:
                raise AccessError(OTHER_KIND)
            self._word(connection, proposal_id, number + 1, matter, ())
            announce(connection, [proposal.of.topic, proposal.of.home])
            return self._one(connection, proposal_id)

    def comment(self, proposal_id: str, number: int, text: str) -> Comment:
        """Say something to a version."""
        comment = Comment(
            id=uuid4().hex, number=number, by="", mine=True, text=text, written_at=self._clock()
        )
        with writing(self._engine) as connection:
            require(connection, self._visitor, proposals, "answered", proposal_id)
            proposal = _held(connection, proposal_id)
            if not 1 <= number <= proposal.number:
                raise AccessError(MEANWHILE)
            row = comment.model_dump(exclude={"by", "mine"})
            row |= {"proposal_id": proposal_id, "person_id": self._visitor.person_id}
            connection.execute(insert(comments).values(**row))
            announce(connection, [proposal.of.topic])
            return comment

    def take_back(self, comment_id: str) -> None:
        """Delete a comment of one's own, for good."""
        mine = may(self._visitor, comments, "taken back")
        with writing(self._engine) as connection:
            require(connection, self._visitor, comments, "taken back", comment_id)
            its = select(comments.c.proposal_id).where(comments.c.id == comment_id)
            proposal = _held(connection, connection.execute(its).scalar_one())
            connection.execute(delete(comments).where(comments.c.id == comment_id, mine))
            announce(connection, [proposal.of.topic])

    def respond(self, proposal_id: str, response: Response) -> None:
        """Show a hand to the latest version, in place of the one shown to it before."""
        with writing(self._engine) as connection:
            proposal = self._answerable(connection, proposal_id, response.number)
            shown = {
                "fist": response.fist.value,
                "reason": response.reason,
                "given_at": self._clock(),
            }
            key = {"proposal_id": proposal_id, "number": response.number}
            mine = may(self._visitor, responses, "given")
            connection.execute(
                upsert(connection, responses)
                .values(**key, person_id=self._visitor.person_id, **shown)
                .on_conflict_do_update(responses.primary_key, set_=shown, where=mine)
            )
            announce(connection, [proposal.of.topic, f"person:{self._visitor.person_id}"])

    def merge(self, sources: Sequence[Source], matter: Matter) -> Proposal:
        """Make one proposal of two, from these versions of theirs; both are kept as its sources."""
        with writing(self._engine) as connection:
            # In one order, so that two who merge the same do not wait for each other.
            kept = sorted(sources, key=lambda one: one.proposal_id)
            two = [self._answerable(connection, one.proposal_id, one.number) for one in kept]
            if len({one.id for one in two}) != 2 or len({(one.of, one.kind) for one in two}) > 1:
                raise AccessError(TWO)
            if matter.kind is not two[0].kind:
                raise AccessError(OTHER_KIND)
            for one in two:
                self._close(connection, one.id, State.MERGED)
            return self._begin(connection, two[0].of, matter, tuple(sources))

    def withdraw(self, proposal_id: str) -> None:
        """Take back what one proposed; it can still be read, and nobody responds to it any more."""
        with writing(self._engine) as connection:
            require(connection, self._visitor, proposals, "withdrawn", proposal_id)
            proposal = _held(connection, proposal_id)
            self._close(connection, proposal_id, State.WITHDRAWN)
            announce(connection, [proposal.of.topic, proposal.of.home])

    def proposal(self, proposal_id: str) -> Proposal:
        """One proposal, with all that was said and shown."""
        with reading(self._engine) as connection:
            require(connection, self._visitor, proposals, "read", proposal_id)
            return self._one(connection, proposal_id)

    def of(self, of: Party) -> list[Proposal]:
        """All that was proposed to a school or PLG of one's own, the oldest first."""
        with reading(self._engine) as connection:
            return composed(connection, self._visitor, binds(proposals, of))

    def waiting(self) -> list[Proposal]:
        """What is open and waits for the visitor's hand, the oldest first."""
        with reading(self._engine) as connection:
            open_now = proposals.c.state == State.OPEN.value
            found = composed(connection, self._visitor, open_now)
            return [one for one in found if one.my_response is None]

    def _require_member(self, connection: Connection, of: Party) -> None:
        if of.plg_id is not None:
            require(connection, self._visitor, plgs, "bound", of.plg_id)
        else:
            require(connection, self._visitor, schools, "bound", of.school_id or "")

    def _answerable(self, connection: Connection, proposal_id: str, number: int) -> Held:
        """An open proposal, held until this is done; AccessError but for its latest version."""
        require(connection, self._visitor, proposals, "answered", proposal_id)
        held = _held(connection, proposal_id)
        if held.number != number:
            raise AccessError(MEANWHILE)
        return held

    def _begin(
        self, connection: Connection, of: Party, matter: Matter, sources: tuple[Source, ...]
    ) -> Proposal:
        proposal_id = uuid4().hex
        connection.execute(
            insert(proposals).values(
                id=proposal_id,
                **of.model_dump(),
                kind=matter.kind.value,
                state=State.OPEN.value,
                proposed_by=self._visitor.person_id,
                proposed_at=self._clock(),
            )
        )
        self._word(connection, proposal_id, 1, matter, sources)
        announce(connection, [of.topic, of.home])
        return self._one(connection, proposal_id)

    def _word(
        self,
        connection: Connection,
        proposal_id: str,
        number: int,
        matter: Matter,
        sources: tuple[Source, ...],
    ) -> None:
        connection.execute(
            insert(wordings).values(
                proposal_id=proposal_id,
                number=number,
                matter=matter.model_dump(mode="json"),
                sources=[one.model_dump() for one in sources],
                written_by=self._visitor.person_id,
                written_at=self._clock(),
            )
        )

    def _close(self, connection: Connection, proposal_id: str, state: State) -> None:
        may_close = may(self._visitor, proposals, "answered")
        closed = update(proposals).where(proposals.c.id == proposal_id, may_close)
        connection.execute(closed.values(state=state.value))

    def _one(self, connection: Connection, proposal_id: str) -> Proposal:
        return composed(connection, self._visitor, proposals.c.id == proposal_id)[0]


def _held(connection: Connection, proposal_id: str) -> Held:
    latest = select(func.max(wordings.c.number)).where(wordings.c.proposal_id == proposal_id)
    row = connection.execute(select(proposals).where(proposals.c.id == proposal_id)).one()
    number = connection.execute(latest).scalar_one()
    return Held(row.id, party(row), Kind(row.kind), number)
