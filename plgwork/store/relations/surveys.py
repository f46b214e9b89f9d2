"""How one stands to a survey, and to what was made of its answers."""

from sqlalchemy import FromClause, Table, and_, exists, func, or_, select

from plgwork.models.codebooks import CODERS
from plgwork.models.people import Role
from plgwork.store.relations import Clause, Relation, Visitor
from plgwork.store.relations.people import has_role, same_school
from plgwork.store.schema.surveys import coders, releases


def _surveys_people(visitor: Visitor) -> Clause:
    return or_(has_role(visitor, Role.LEADER), has_role(visitor, Role.COACH))


def _keeps(visitor: Visitor, table: Table) -> Clause:
    return and_(table.c.owner_id == visitor.person_id, _surveys_people(visitor))


def _reads_released(visitor: Visitor, table: Table) -> Clause:
    released = exists().where(releases.c.survey_id == table.c.id)
    return and_(same_school(visitor, table), _surveys_people(visitor), released)


def _codes(visitor: Visitor, table: Table) -> Clause:
    return and_(table.c.person_id == visitor.person_id, _surveys_people(visitor))


def _same_question(one: FromClause, other: FromClause) -> Clause:
    return and_(*(one.c[name] == other.c[name] for name in ("survey_id", "number", "question")))


def _both_coded(visitor: Visitor, table: Table) -> Clause:
    done = coders.alias()
    finished = select(func.count()).select_from(done)
    finished = finished.where(_same_question(done, table), done.c.finished_at.is_not(None))
    return finished.correlate_except(done).scalar_subquery() == CODERS


def _reads_codings(visitor: Visitor, table: Table) -> Clause:
    theirs = coders.alias()
    here = exists().where(_same_question(theirs, table), same_school(visitor, theirs))
    return and_(_surveys_people(visitor), here, _both_coded(visitor, table))


def _coded_too(visitor: Visitor, table: Table) -> Clause:
    mine = coders.alias()
    one = exists().where(_same_question(mine, table), mine.c.person_id == visitor.person_id)
    return and_(one, _surveys_people(visitor), _both_coded(visitor, table))


KEEPER = Relation("its owner, while a leader or a coach", _keeps)
ITS_READERS = Relation("leaders and coaches of the school, once it was released", _reads_released)
CODER = Relation("whoever codes, while a leader or a coach", _codes)
CODED_READERS = Relation("leaders and coaches of the school, once both are done", _reads_codings)
OTHER_CODER = Relation("the other who coded, once both are done", _coded_too)
