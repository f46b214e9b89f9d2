"""What a school or a PLG agreed on: adopted when the school's rule is met, and never changed.

Staff read what every PLG of their school adopted, with how many hands of each kind there were;
whose they were is told to nobody here.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Select,
    and_,
    exists,
    func,
    insert,
    not_,
    or_,
    select,
    text,
    update,
)

from plgwork.errors import AccessError
from plgwork.models.accounts import AuditEvent
from plgwork.models.agreements import Agreement, Party, Proposal, Rule, State
from plgwork.store.access import may, require
from plgwork.store.audit import note
from plgwork.store.deliberations import binds, composed, party
from plgwork.store.engine import reading, upsert, writing
from plgwork.store.feed import announce
from plgwork.store.relations import Visitor
from plgwork.store.schema.agreements import agreements, deciding_rules, proposals
from plgwork.store.schema.people import people, plgs, schools

Clock = Callable[[], datetime]
NOT_YET = (
    "This cannot be adopted yet: somebody changed their mind, or worded it anew. See how it stands "
    "now. Nothing was changed."
)
PASSED = "Choose a day that is still to come. Nothing was changed."


class Agreements:
    """What binds one, and what colleagues of the same school agreed on."""

    def __init__(self, engine: Engine, visitor: Visitor, clock: Clock) -> None:
        self._engine = engine
        self._visitor = visitor
        self._clock = clock

    def adopt(self, proposal_id: str, number: int, review_on: date) -> Agreement:
        """Adopt the version of this number, if it is the latest and the rule is met just now."""
        self._require_to_come(review_on)
        with writing(self._engine) as connection:
            require(connection, self._visitor, proposals, "answered", proposal_id)
            proposal = composed(connection, self._visitor, proposals.c.id == proposal_id)[0]
            rule = self._rule(connection, proposal.of)
            if proposal.latest.number != number or rule.missing(proposal.show):
                raise AccessError(NOT_YET)
            self._in_turn(connection, proposal)
            self._insert(connection, proposal, review_on)
            closed = update(proposals).where(
                proposals.c.id == proposal_id, may(self._visitor, proposals, "answered")
            )
            connection.execute(closed.values(state=State.ADOPTED.value))
            self._note(connection, AuditEvent.ADOPTED, proposal_id)
            self._tell(connection, proposal.of)
            return self._read(connection, agreements.c.id == proposal_id)[0]

    def review(self, agreement_id: str, review_on: date) -> None:
        """Say on what day it is looked at again."""
        self._require_to_come(review_on)
        with writing(self._engine) as connection:
            require(connection, self._visitor, agreements, "looked at again", agreement_id)
            ours = may(self._visitor, agreements, "looked at again")
            moved = update(agreements).where(agreements.c.id == agreement_id, ours)
            connection.execute(moved.values(review_on=review_on))
            self._note(connection, AuditEvent.REVIEW_MOVED, agreement_id)
            self._tell(connection, self._read(connection, agreements.c.id == agreement_id)[0].of)

    def of(self, of: Party) -> list[Agreement]:
        """Every edition that a school or a PLG adopted, of every kind; the newest first."""
        with reading(self._engine) as connection:
            return self._read(connection, binds(agreements, of))

    def standing(self) -> list[Agreement]:
        """What stands now for one's school, its PLGs and one's own; the newest first."""
        later = agreements.alias()
        superseded = exists().where(
            binds_alike(later),
            later.c.kind == agreements.c.kind,
            later.c.number > agreements.c.number,
        )
        with reading(self._engine) as connection:
            return self._read(connection, not_(superseded))

    def rule(self, of: Party) -> Rule:
        """When a school or a PLG may adopt: as its school set it, else as it is until one does."""
        with reading(self._engine) as connection:
            return self._rule(connection, of)

    def set_rule(self, rule: Rule) -> None:
        """Set when one's school and its PLGs adopt."""
        with writing(self._engine) as connection:
            mine = select(people.c.school_id).where(people.c.id == self._visitor.person_id)
            school_id = connection.execute(mine).scalar() or ""
            require(connection, self._visitor, schools, "ruled", school_id)
            row = rule.model_dump()
            connection.execute(
                upsert(connection, deciding_rules)
                .values(school_id=school_id, **row)
                .on_conflict_do_update(deciding_rules.primary_key, set_=row)
            )
            self._note(connection, AuditEvent.RULE_CHANGED)
            announce(connection, [f"school:{school_id}"])

    def _insert(self, connection: Connection, proposal: Proposal, review_on: date) -> None:
        last = select(func.max(agreements.c.number)).where(
            binds(agreements, proposal.of), agreements.c.kind == proposal.kind.value
        )
        connection.execute(
            insert(agreements).values(
                id=proposal.id,
                **proposal.of.model_dump(),
                kind=proposal.kind.value,
                number=(connection.execute(last).scalar() or 0) + 1,
                matter=proposal.latest.matter.model_dump(mode="json"),
                show=proposal.show.model_dump(mode="json"),
                adopted_by=self._visitor.person_id,
                adopted_at=self._clock(),
                review_on=review_on,
            )
        )

    def _in_turn(self, connection: Connection, proposal: Proposal) -> None:
        """Of two that are adopted at one time one is the next edition after the other."""
        if connection.dialect.name == "postgresql":
            lock = text("SELECT pg_advisory_xact_lock(hashtext(:name))")
            name = f"adopt {proposal.of.topic} {proposal.kind}"
            connection.execute(lock, {"name": name})

    def _rule(self, connection: Connection, of: Party) -> Rule:
        its = select(plgs.c.school_id).where(plgs.c.id == of.plg_id).scalar_subquery()
        school = of.school_id if of.plg_id is None else its
        columns = [deciding_rules.c[name] for name in Rule.model_fields]
        row = connection.execute(
            select(*columns).where(
                deciding_rules.c.school_id == school, may(self._visitor, deciding_rules, "read")
            )
        ).first()
        return Rule.model_validate(dict(row._mapping)) if row else Rule()

    def _read(self, connection: Connection, *where: Any) -> list[Agreement]:
        rows = connection.execute(self._seen().where(*where)).all()
        return [
            Agreement(
                id=row.id,
                of=party(row),
                number=row.number,
                matter=row.matter,
                show=row.show,
                by=row.by or "",
                bound=bool(row.bound),
                adopted_at=row.adopted_at,
                review_on=row.review_on,
            )
            for row in rows
        ]

    def _seen(self) -> Select[Any]:
        bound = may(self._visitor, agreements, "looked at again").label("bound")
        return (
            select(agreements, people.c.name.label("by"), bound)
            .outerjoin(people, people.c.id == agreements.c.adopted_by)
            .where(may(self._visitor, agreements, "read"))
            .order_by(agreements.c.adopted_at.desc(), agreements.c.number.desc(), agreements.c.id)
        )

    def _note(self, connection: Connection, event: AuditEvent, which: str = "") -> None:
        me = self._visitor.person_id
        note(connection, self._clock(), event, me, me, which)

    def _require_to_come(self, day: date) -> None:
        if day <= self._visitor.today:
            raise AccessError(PASSED)

    def _tell(self, connection: Connection, of: Party) -> None:
        """Those who decided, and all staff, on whose Home it stands."""
        school = select(plgs.c.school_id).where(plgs.c.id == of.plg_id)
        school_id = of.school_id or connection.execute(school).scalar()
        others = [of.home]
        announce(connection, [of.topic, *others, *([f"school:{school_id}"] if school_id else [])])


def binds_alike(later: Any) -> Any:
    """Whether another row binds the same school or PLG."""
    return or_(
        and_(later.c.school_id.is_not(None), later.c.school_id == agreements.c.school_id),
        and_(later.c.plg_id.is_not(None), later.c.plg_id == agreements.c.plg_id),
    )
