"""Who gets what: everybody on every question the store answers, read from one table."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from plgwork.analysis.disclosure import shares
from plgwork.errors import AccessError
from plgwork.models.accounts import AuditEvent
from plgwork.models.agreements import (
    Fist,
    Measure,
    Party,
    Proposal,
    Response,
    Rule,
    Source,
)
from plgwork.models.codebooks import OpenQuestion
from plgwork.models.cohorts import Saying, Side
from plgwork.models.enrolling import Newcomer, PersonChange, PlgChange, SchoolChange
from plgwork.models.followups import FollowUp, Opening
from plgwork.models.groupings import Place, Publication, Reason, RosterDraft
from plgwork.models.meetings import ActionState, Meeting, Presence
from plgwork.models.people import (
    Membership,
    Person,
    Plg,
    PlgKind,
    Role,
    Roster,
    Substitute,
    Training,
    TrainingState,
)
from plgwork.models.reflections import Entry, Outcome, Rating
from plgwork.models.rosters import StaffPlan
from plgwork.models.runs import Move, MoveKind, Run
from plgwork.models.schedules import MeetingRule
from plgwork.models.surveys import Draft, Survey
from plgwork.store import Store, VisitorStore
from plgwork.store.access import RULES
from plgwork.store.engine import connect, writing
from plgwork.store.relations.reflections import AUTHOR, AUTHOR_OPEN
from plgwork.store.relations.surveys import KEEPER
from plgwork.store.schema.people import roles
from plgwork.store.schema.reflections import entries, ratings
from plgwork.store.schema.surveys import corrections, drafts
from tests.conftest import Databases
from tests.store.checking import MARKS, OPEN_CODE, already_open
from tests.store.convening import HELD_ON, LOST, PLANNED_ON, note, plan, planned_twice, recorded
from tests.store.deciding import ALGEBRA, MORE, OAKS_STAFF, REVIEW, WHY, WHY_ELSE, adopted, ready
from tests.store.deciding import propose as propose_purpose
from tests.store.deciding import show as show_hand
from tests.store.following import ABOUT, AWAY, followed_up, jotted, opening
from tests.store.grouping import APART, NEXT_YEAR, PRESENT, published_by
from tests.store.learning import answer, give
from tests.store.scheduling import BREAK, FACULTY, FRIDAYS, RULE, YEAR, keep_time
from tests.store.surveying import (
    FILE,
    TIME,
    asked_in,
    begin,
    code_all,
    corrected,
    counted,
    let_out,
    offered,
    released,
    reply,
    with_codes,
)
from tests.store.watching import Watch
from tests.store.world import (
    NOVEMBER,
    NOW,
    OAK,
    OCTOBER,
    PINE,
    SEPTEMBER,
    STAFF,
    Begun,
    asked,
    belongs,
    came_of,
    contents,
    engine_of,
    intended,
    planned,
    press,
    to_copy,
    visit,
    write,
)

EVERYBODY = (*STAFF, "nobody")
REFUSED = "refused"
REFUSED_TOO_LATE = "refused, after something had changed"
OAKS = [key for key, (school, _, _) in STAFF.items() if school is OAK]
GATHERED = ("ana", "ben", "nia", "cora", "finn")  # who is in the cohort today
PINES = [key for key, (school, _, _) in STAFF.items() if school is PINE]
DRAFTERS = ("lee", "lou", "sam")
# What Ana did for Algebra, newest first.
DECIDED = [
    (AuditEvent.FOLLOWUP_OPENED, "Ana"),
    *[(AuditEvent.MEASURE_BEGUN, "Ana")] * 3,
    (AuditEvent.ADOPTED, "Ana"),
]
NAMED = (AuditEvent.FOLLOWUP_LEADER_NAMED, "Sam, the steward")
COACHES = ("cora", "cody")
READERS = ("cora", "cody", "lou")  # who reads what Lee released
SCHEDULERS = ("lee", "lou", "sam", "zoe")
WATCHERS = ("cora", "cody", "lee", "lou")
THIS_YEAR = (date(2026, 8, 1), date(2027, 6, 30))
SURVEYORS = (*READERS, "lee", "zoe")
TRAINED = Training(person_id="ben", state=TrainingState.TRAINED, by="Cora", day=date(2026, 9, 9))
MARK = Rating(month="2026-10", indicator_id="listening", value=4)
OFFERED = Saying(side=Side.OFFERS, topic="questions", words="I can show how.")
FIGURES = shares("Marks", [("listening", 6, 3)])
NEW = Person(id="new", school_id="oak", name="New", work="", staff_kind="teacher", roles=())


@dataclass(frozen=True)
class Gathered:
    """What the cohort has: a round that is open, one that is not, a dilemma, what Ana offers."""

    opened: str
    waiting: str
    dilemma: str
    expertise: str


@dataclass(frozen=True)
class Written:
    """What Ana wrote in October, ran and proposed; what Lee uploaded, asked, and drafted."""

    private: Entry
    shared: Entry
    plan: Entry
    run: Run
    draft: Draft
    survey: Survey
    proposal: Proposal
    comment: str
    measure: Measure
    own: Mapping[str, tuple[Proposal, Measure]]  # for Ana to end, and for Mia
    roster: RosterDraft
    meeting: Meeting
    coming: Mapping[str, Meeting]  # for Ana to change or call off, and for Mia
    cohort: Gathered
    followup: FollowUp

    @property
    def group(self) -> str:
        return self.roster.groups[0].id


@dataclass(frozen=True)
class Case:
    """A question, what each person gets who is not refused, and what everybody else gets."""

    ask: Callable[[VisitorStore, Written], Any]
    gets: Mapping[str, Any] = field(default_factory=dict)
    otherwise: Any = REFUSED


def each(people: Iterable[str], answer: Any) -> dict[str, Any]:
    return dict.fromkeys(people, answer)


def texts_of(found: Iterable[Entry]) -> list[str]:
    return [entry.text for entry in found]


def ids_of(groups: Iterable[Any]) -> list[str]:
    return [group.plg.id for group in groups]


def _myself(store: VisitorStore) -> Place:
    return Place(person_id=store.people.me().id)


def _sit_and_rise(store: VisitorStore, of: OpenQuestion) -> None:
    """Begin to code, and leave the seat to whoever asks next: there are two."""
    store.codebooks.begin(of)
    store.codebooks.begin_anew(of)


def _versions(store: VisitorStore, mine: Written) -> tuple[Any, ...]:
    return store.proposals.proposal(mine.proposal.id).versions


def _own(store: VisitorStore, mine: Written) -> tuple[Proposal, Measure]:
    """What this person may end, so that everybody finds it as it was; else what Ana may."""
    return mine.own.get(store.people.me().id, mine.own["ana"])


def _ask_anew(store: VisitorStore, mine: Written) -> int:
    with suppress(AccessError):
        store.rounds.open(mine.cohort.waiting)
    return len(store.rounds.begin("cohort", "And now?"))


def _coming(store: VisitorStore, mine: Written) -> Meeting:
    """The meeting that this person may change, so that everybody finds it as it was."""
    return mine.coming.get(store.people.me().id, mine.coming["ana"])


def _names(found: Iterable[Any]) -> list[str]:
    return [one.name for one in found]


CASES: dict[str, Case] = {
    "people.me": Case(lambda store, _: store.people.me().id, {key: key for key in STAFF}),
    "people.school": Case(
        lambda store, _: store.people.school().id, each(OAKS, "oak") | each(PINES, "pine")
    ),
    "people.my_groups": Case(
        lambda store, _: ids_of(store.people.my_groups()),
        each(("ben", "nia", "cora"), ["cohort"])
        | {"ana": ["algebra", "cohort"], "mia": ["algebra"], "finn": ["art", "cohort"]},
        otherwise=[],
    ),
    "people.groups": Case(
        lambda store, _: ids_of(store.people.groups()),
        each(OAKS, ["algebra"])
        | each(("ana", "ben", "nia", "cora"), ["algebra", "cohort"])
        | {"finn": ["art", "cohort"], "zoe": ["art"]},
        otherwise=[],
    ),
    # That it tells staff of what spans schools is in test_people; here nothing does.
    "people.leaders_beside": Case(
        lambda store, _: ids_of(store.people.leaders_beside()), otherwise=[]
    ),
    "people.staff": Case(
        lambda store, _: sorted(one.id for one in store.people.staff()),
        {"sam": sorted(OAKS), "zoe": sorted(PINES)},
        otherwise=[],
    ),
    "people.names": Case(
        lambda store, _: len(store.people.names()),
        each(OAKS, len(OAKS))
        | each(("ana", "ben", "nia", "cora"), len(OAKS) + 1)
        | {"finn": len(PINES) + 5, "zoe": len(PINES)},
        otherwise=0,
    ),
    "people.change_school": Case(
        lambda store, _: store.people.change_school(SchoolChange(name="Elm School")),
        each(("sam", "zoe"), None),
    ),
    "people.register": Case(
        lambda store, _: store.people.register([Newcomer(name="Abel Née")]),
        {"sam": ["abel-nee"], "zoe": ["abel-nee-2"]},
    ),
    "people.arrange": Case(
        lambda store, _: store.people.arrange(PlgChange(name="Music")),
        {"sam": "music", "zoe": "music-2"},
    ),
    "people.trainings": Case(
        lambda store, _: [one.person_id for one in store.people.trainings()],
        each(("ana", "cora", "cody", "sam"), ["ana"]) | each(("finn", "zoe"), ["finn"]),
        otherwise=[],
    ),
    "people.enrol": Case(lambda store, _: store.people.enrol(Roster(people=(NEW,))), {"sam": None}),
    "people.record_training": Case(
        lambda store, _: store.people.record_training(TRAINED),
        each(("cora", "cody", "sam"), None),
    ),
    "people.end_membership": Case(
        lambda store, _: store.people.end_membership("algebra", "mia", date(2026, 12, 1)),
        {"sam": None},
    ),
    "people.leave": Case(
        lambda store, _: store.people.leave("mia", date(2026, 12, 1)), {"sam": None}
    ),
    "people.end_role": Case(
        lambda store, _: store.people.end_role("mia", Role.MEMBER, date(2026, 12, 1)),
        {"sam": None},
    ),
    "people.accounts": Case(
        lambda store, _: [one.person_id for one in store.people.accounts()],
        {"ana": ["ana"], "sam": ["ana"], "finn": ["finn"], "zoe": ["finn"]},
        otherwise=[],
    ),
    "people.record": Case(
        lambda store, _: [(line.event, line.person) for line in store.people.record()],
        {
            "ana": [*DECIDED, (AuditEvent.SHARED, "Ana")],
            "lee": [(AuditEvent.RELEASED, "Lee")] * 3,
            "sam": [
                *DECIDED[:1],
                NAMED,
                *DECIDED[1:],
                *[(AuditEvent.RELEASED, "Lee")] * 3,
                (AuditEvent.SHARED, "Ana"),
            ],
        },
        otherwise=[],
    ),
    "people.record_of_mine": Case(
        lambda store, _: [(line.event, line.person) for line in store.people.record_of_mine()],
        {
            "ana": [*DECIDED, (AuditEvent.SHARED, "Ana")],
            "lee": [(AuditEvent.RELEASED, "Lee")] * 3,
            "sam": [NAMED],
        },
        otherwise=[],
    ),
    "schedules.school_days": Case(
        lambda store, _: store.schedules.school_days().years, each(OAKS, (YEAR,)), otherwise=()
    ),
    "schedules.other_work": Case(
        lambda store, _: store.schedules.other_work(), each(OAKS, [FACULTY]), otherwise=[]
    ),
    "schedules.rule": Case(
        lambda store, _: store.schedules.rule(), each(OAKS, RULE), otherwise=MeetingRule()
    ),
    "schedules.facilitated_last": Case(
        lambda store, _: store.schedules.facilitated_last(), otherwise={}
    ),
    "schedules.everybody": Case(
        lambda store, _: sorted(one.id for one in store.schedules.everybody()),
        each(("lee", "lou", "sam"), sorted(OAKS)) | {"zoe": sorted(PINES)},
        otherwise=[],
    ),
    "schedules.stewards": Case(
        lambda store, _: [one.id for one in store.schedules.stewards()],
        each(OAKS, ["sam"]) | each(PINES, ["zoe"]),
        otherwise=[],
    ),
    "schedules.meet": Case(
        lambda store, _: store.schedules.meet(["algebra"], FRIDAYS),
        each(("lee", "lou", "sam"), None),
    ),
    "schedules.keep_year": Case(
        lambda store, _: store.schedules.keep_year(YEAR), each(SCHEDULERS, None)
    ),
    "schedules.drop_year": Case(
        lambda store, _: store.schedules.drop_year(YEAR.first), each(SCHEDULERS, None)
    ),
    "schedules.keep_special": Case(
        lambda store, _: store.schedules.keep_special(BREAK), each(SCHEDULERS, None)
    ),
    "schedules.drop_special": Case(
        lambda store, _: store.schedules.drop_special(BREAK.id), each(SCHEDULERS, None)
    ),
    "schedules.keep_other_work": Case(
        lambda store, _: store.schedules.keep_other_work(FACULTY), each(SCHEDULERS, None)
    ),
    "schedules.drop_other_work": Case(
        lambda store, _: store.schedules.drop_other_work(FACULTY.id), each(SCHEDULERS, None)
    ),
    "schedules.keep_rule": Case(
        lambda store, _: store.schedules.keep_rule(RULE), each(SCHEDULERS, None)
    ),
    "schedules.calendar_since": Case(
        lambda store, _: store.schedules.calendar_since(), {"ana": NOW.date()}, otherwise=None
    ),
    "schedules.make_calendar": Case(
        lambda store, _: len(store.schedules.make_calendar()), each(STAFF, 43)
    ),
    "schedules.end_calendar": Case(lambda store, _: store.schedules.end_calendar(), otherwise=None),
    "staffing.take_in": Case(
        lambda store, _: store.staffing.take_in(StaffPlan(newcomers=(Newcomer(name="Eve"),))),
        {"sam": ["eve"], "zoe": ["eve-2"]},
    ),
    "practice.answer": Case(lambda store, _: give(store, answer(2)).item_id, each(STAFF, "item-2")),
    "practice.answered": Case(
        lambda store, _: [one.item_id for one in store.practice.answered()],
        {"ana": ["item-1"]},
        otherwise=[],
    ),
    "practice.recalls": Case(
        lambda store, _: [one.item_id for one in store.practice.recalls()],
        {"ana": ["item-1"]},
        otherwise=[],
    ),
    "practice.due": Case(lambda store, _: store.practice.due(NOW), otherwise=0),
    "practice.practised": Case(
        lambda store, _: store.practice.practised("cohort", NOW, NOW), {"cora": []}
    ),
    "lessons.begin": Case(lambda store, _: store.lessons.begin("feedback"), each(STAFF, None)),
    "lessons.finish": Case(lambda store, _: store.lessons.finish("feedback"), each(STAFF, None)),
    "lessons.mine": Case(
        lambda store, _: [one.lesson_id for one in store.lessons.mine()],
        {"ana": ["norms"]},
        otherwise=[],
    ),
    "lessons.finished": Case(
        lambda store, _: [one.lesson_id for one in store.lessons.finished()],
        each(("ana", "cora", "cody"), ["norms"]),
        otherwise=[],
    ),
    "runs.begin": Case(
        lambda store, _: store.runs.begin(intended("algebra", protocol_id="charrette")).movable,
        {"ana": True, "mia": False},
    ),
    "runs.move": Case(
        lambda store, mine: [one.kind for one in press(store, mine.run, MoveKind.PAUSE).moves],
        {"ana": [MoveKind.START, MoveKind.PAUSE]},
    ),
    "runs.run": Case(
        lambda store, mine: store.runs.run(mine.run.id).question,
        each(("ana", "mia"), "What is missing?"),
    ),
    "runs.recent": Case(
        lambda store, _: [one.question for one in store.runs.recent()],
        each(("ana", "mia"), ["What is missing?"]),
        otherwise=[],
    ),
    "runs.between": Case(
        lambda store, _: [
            one.question
            for one in store.runs.between(
                "algebra", NOW - timedelta(days=1), NOW + timedelta(days=1)
            )
        ],
        each(("ana", "mia"), ["What is missing?"]),
        otherwise=[],
    ),
    "reflections.exported": Case(
        lambda store, _: store.reflections.exported("word"), each(STAFF, None)
    ),
    "reflections.save": Case(
        lambda store, _: [one.text for one in write(store, "Mine", asked("new")).versions],
        each(STAFF, ["Mine"]),
    ),
    "reflections.tell": Case(
        lambda store, mine: store.reflections.tell(came_of(mine.plan), Outcome.DONE).outcome,
        {"ana": Outcome.DONE},
    ),
    "reflections.rate": Case(lambda store, _: store.reflections.rate(MARK), each(STAFF, None)),
    "reflections.ratings_between": Case(
        lambda store, _: store.reflections.ratings_between(SEPTEMBER, NOVEMBER),
        {"ana": [MARK]},
        otherwise=[],
    ),
    "reflections.audience": Case(
        lambda store, _: store.reflections.audience(OCTOBER) is not None,
        each(("ana", "ben", "gus", "cora", "finn"), True),
        otherwise=False,
    ),
    "reflections.share": Case(
        lambda store, mine: store.reflections.share(mine.private.id).shared is not None,
        {"ana": True},
    ),
    "reflections.withdraw": Case(
        lambda store, mine: store.reflections.withdraw(mine.shared.id).shared, {"ana": None}
    ),
    "reflections.shared_with_me": Case(
        lambda store, _: [one.text for one in store.reflections.shared_with_me(OCTOBER)],
        each(("ben", "gus", "cora", "finn"), ["Shared words"]),
        otherwise=[],
    ),
    "reflections.entry": Case(
        lambda store, mine: store.reflections.entry(mine.shared.id).text,
        {"ana": "Shared words, and later words"},
    ),
    "reflections.entries_of": Case(
        lambda store, _: len(store.reflections.entries_of(OCTOBER)), {"ana": 3}, otherwise=0
    ),
    "reflections.entries_between": Case(
        lambda store, _: len(store.reflections.entries_between(SEPTEMBER, NOVEMBER)),
        {"ana": 3},
        otherwise=0,
    ),
    "reflections.months_written": Case(
        lambda store, _: store.reflections.months_written(), {"ana": [OCTOBER]}, otherwise=[]
    ),
    "reflections.search": Case(
        lambda store, _: texts_of(store.reflections.search("private")),
        {"ana": ["Private words"]},
        otherwise=[],
    ),
    "reflections.planned_before": Case(
        lambda store, _: [
            plan.text for plan, _ in store.reflections.planned_before(NOVEMBER, SEPTEMBER)
        ],
        {"ana": ["A plan in words"]},
        otherwise=[],
    ),
    "reflections.delete": Case(
        lambda store, mine: store.reflections.delete(mine.private.id), {"ana": None}
    ),
    "drafts.keep": Case(
        lambda store, _: store.drafts.keep("mine.csv", b"mine").size, each(SURVEYORS, 4)
    ),
    "drafts.mine": Case(
        lambda store, _: [one.name for one in store.drafts.mine()],
        {"lee": ["survey.csv"]},
        otherwise=[],
    ),
    "drafts.file": Case(lambda store, mine: store.drafts.file(mine.draft.id), {"lee": FILE}),
    "drafts.delete": Case(lambda store, mine: store.drafts.delete(mine.draft.id), {"lee": None}),
    "drafts.correct": Case(
        lambda store, mine: store.drafts.correct(corrected(mine.draft.digest)),
        each(SURVEYORS, None),
    ),
    "drafts.correction": Case(
        lambda store, mine: store.drafts.correction(mine.draft.digest) is not None,
        {"lee": True},
        otherwise=False,
    ),
    "surveys.begin": Case(lambda store, _: begin(store).mine, each(SURVEYORS, True)),
    "surveys.survey": Case(
        lambda store, mine: store.surveys.survey(mine.survey.id).mine,
        each(READERS, False) | {"lee": True},
    ),
    "surveys.seen": Case(
        lambda store, _: [one.title for one in store.surveys.seen()],
        each(READERS, ["Released"]) | {"lee": ["Not yet", "Released"]},
        otherwise=[],
    ),
    "surveys.count": Case(
        lambda store, mine: store.surveys.count(mine.survey.id, counted("Spring")).respondents,
        {"lee": 13},
    ),
    "surveys.uncount": Case(
        lambda store, mine: store.surveys.uncount(mine.survey.id, "No such wave"), {"lee": None}
    ),
    "surveys.waves": Case(
        lambda store, mine: [one.name for one in store.surveys.waves(mine.survey.id)],
        {"lee": ["Fall"]},
    ),
    "surveys.release": Case(lambda store, mine: let_out(store, mine.survey, 4).number, {"lee": 4}),
    "surveys.releases": Case(
        lambda store, mine: [one.number for one in store.surveys.releases(mine.survey.id)],
        each((*READERS, "lee"), [1, 2, 3]),
    ),
    "surveys.answer": Case(
        lambda store, mine: store.surveys.answer(mine.survey.id, reply()), {"lee": None}
    ),
    "surveys.answers": Case(
        lambda store, _: [one.title for one in store.surveys.answers()],
        each(OAKS, ["Released"]),
        otherwise=[],
    ),
    "surveys.delete": Case(lambda store, mine: store.surveys.delete(mine.survey.id), {"lee": None}),
    "proposals.propose": Case(
        lambda store, _: store.proposals.propose(ALGEBRA, WHY).people, each(("ana", "mia"), 2)
    ),
    "proposals.revise": Case(
        lambda store, mine: (
            store.proposals.revise(mine.proposal.id, len(_versions(store, mine)), WHY_ELSE).state
        ),
        each(("ana", "mia"), "open"),
    ),
    "proposals.comment": Case(
        lambda store, mine: store.proposals.comment(mine.proposal.id, 1, "Which ones?").mine,
        each(("ana", "mia"), True),
    ),
    "proposals.take_back": Case(
        lambda store, mine: store.proposals.take_back(mine.comment), {"ana": None}
    ),
    "proposals.respond": Case(
        lambda store, mine: show_hand(store, mine.proposal, 3), each(("ana", "mia"), None)
    ),
    "proposals.merge": Case(
        lambda store, _: (
            store.proposals.merge(
                [Source(proposal_id=propose_purpose(store).id, number=1) for _ in range(2)],
                WHY_ELSE,
            ).people
        ),
        each(("ana", "mia"), 2),
    ),
    "proposals.withdraw": Case(
        lambda store, mine: store.proposals.withdraw(mine.proposal.id), {"ana": None}
    ),
    "proposals.proposal": Case(
        lambda store, mine: store.proposals.proposal(mine.proposal.id).show.answered,
        each(("ana", "mia"), 2),
    ),
    "proposals.of": Case(
        lambda store, _: len(store.proposals.of(ALGEBRA)), each(("ana", "mia"), 4), otherwise=0
    ),
    "proposals.waiting": Case(
        lambda store, _: len(store.proposals.waiting()), each(OAKS, 1), otherwise=0
    ),
    "agreements.adopt": Case(
        lambda store, mine: store.agreements.adopt(_own(store, mine)[0].id, 1, REVIEW).number,
        {"ana": 2, "mia": 3},
    ),
    "agreements.review": Case(
        lambda store, mine: (
            store.agreements.review(store.agreements.of(ALGEBRA)[0].id, REVIEW)
            if store.agreements.of(ALGEBRA)
            else store.agreements.review("not-to-be-seen", REVIEW)
        ),
        each(("ana", "mia"), None),
    ),
    "agreements.of": Case(
        lambda store, _: [one.bound for one in store.agreements.of(ALGEBRA)],
        each(OAKS, [False]) | each(("ana", "mia"), [True]),
        otherwise=[],
    ),
    "agreements.standing": Case(
        lambda store, _: len(store.agreements.standing()), each(OAKS, 1), otherwise=0
    ),
    "checks.open": Case(
        lambda store, _: store.checks.open("algebra", MARKS).code, {"ana": OPEN_CODE}
    ),
    "checks.of": Case(
        lambda store, _: [one.mine for one in store.checks.of("algebra")],
        {"ana": [True], "mia": [False]},
        otherwise=[],
    ),
    "checks.between": Case(
        lambda store, _: [
            one.code for one in store.checks.between("algebra", NOW, NOW + timedelta(days=1))
        ],
        each(("ana", "mia"), [OPEN_CODE]),
        otherwise=[],
    ),
    "checks.waiting": Case(
        lambda store, _: len(store.checks.waiting()), each(("ana", "mia"), 1), otherwise=0
    ),
    "agreements.rule": Case(lambda store, _: store.agreements.rule(ALGEBRA), otherwise=Rule()),
    "agreements.set_rule": Case(
        lambda store, _: store.agreements.set_rule(Rule(quorum=80)),
        each(("lee", "lou", "sam", "zoe"), None),
    ),
    "measures.begin": Case(
        lambda store, _: store.measures.begin(ALGEBRA, MORE).reached, each(("ana", "mia"), False)
    ),
    "measures.change": Case(
        lambda store, mine: store.measures.change(mine.measure.id, MORE),
        each(("ana", "mia"), None),
    ),
    "measures.record": Case(
        lambda store, mine: store.measures.record(mine.measure.id, {NOW.date(): 70}),
        each(("ana", "mia"), None),
    ),
    "measures.drop": Case(
        lambda store, mine: store.measures.drop(_own(store, mine)[1].id),
        each(("ana", "mia"), None),
    ),
    "measures.of": Case(
        lambda store, _: [one.goal.name for one in store.measures.of(ALGEBRA)],
        each(OAKS, ["Students who explain"] * 3),
        otherwise=[],
    ),
    "codebooks.codebook": Case(
        lambda store, mine: [
            one.given for one in store.codebooks.codebook(asked_in(mine.survey)).codings
        ],
        each(("cora", "cody", "lee"), [None]) | {"lou": [{0: "time", 1: "room"}]},
    ),
    "codebooks.keep": Case(
        lambda store, mine: store.codebooks.keep(asked_in(mine.survey, 2), TIME),
        each((*READERS, "lee"), None),
    ),
    "codebooks.drop": Case(
        lambda store, mine: store.codebooks.drop(asked_in(mine.survey, 2), "time"),
        each((*READERS, "lee"), None),
    ),
    "codebooks.begin": Case(
        lambda store, mine: _sit_and_rise(store, asked_in(mine.survey, 2)),
        each((*READERS, "lee"), None),
    ),
    "codebooks.give": Case(
        lambda store, mine: store.codebooks.give(asked_in(mine.survey), 1, "time"), {"lou": None}
    ),
    "codebooks.finish": Case(
        lambda store, mine: store.codebooks.finish(asked_in(mine.survey, 3)), {"lou": None}
    ),
    "groupings.circumstances": Case(
        lambda store, _: len(store.groupings.circumstances(NOW.date()).staff),
        each(DRAFTERS, len(OAKS)) | {"zoe": len(PINES)},
    ),
    "groupings.drafts": Case(
        lambda store, _: [one.name for one in store.groupings.drafts()],
        each(DRAFTERS, ["Next year"]),
        otherwise=[],
    ),
    "groupings.draft": Case(
        lambda store, mine: store.groupings.draft(mine.roster.id).reasons[0].text,
        each(DRAFTERS, "She asked for it."),
    ),
    "groupings.published": Case(lambda store, _: store.groupings.published(), otherwise=[]),
    "groupings.begin": Case(
        lambda store, _: store.groupings.begin("Mine", 2027, NEXT_YEAR).name,
        each((*DRAFTERS, "zoe"), "Mine"),
    ),
    "groupings.rename": Case(
        lambda store, mine: store.groupings.rename(mine.roster.id, "Next year, again"),
        each(DRAFTERS, None),
    ),
    "groupings.delete": Case(
        lambda store, _: store.groupings.delete(store.groupings.begin("Mine", 2027, PRESENT).id),
        each(DRAFTERS, None),
    ),
    "groupings.add_group": Case(
        lambda store, mine: bool(store.groupings.add_group(mine.roster.id, "Music")),
        each(DRAFTERS, True),
    ),
    "groupings.change_group": Case(
        lambda store, mine: store.groupings.change_group(mine.roster.id, mine.group, "Music"),
        each(DRAFTERS, None),
    ),
    "groupings.remove_group": Case(
        lambda store, mine: store.groupings.remove_group(mine.roster.id, mine.group),
        each(DRAFTERS, None),
    ),
    "groupings.move": Case(
        lambda store, mine: store.groupings.move(mine.roster.id, _myself(store)).number,
        each(DRAFTERS, 1),
    ),
    "groupings.give_reason": Case(
        lambda store, mine: (
            store.groupings.give_reason(
                mine.roster.id, Reason(person_id=store.people.me().id, text="They may.")
            ).number
        ),
        each(DRAFTERS, 1),
    ),
    "groupings.pair": Case(
        lambda store, mine: store.groupings.pair(mine.roster.id, APART), each(DRAFTERS, None)
    ),
    "groupings.unpair": Case(
        lambda store, mine: store.groupings.unpair(mine.roster.id, APART), each(DRAFTERS, None)
    ),
    "groupings.publication": Case(
        lambda store, mine: store.groupings.publication(mine.roster.id, NOW.date()).stay,
        each(DRAFTERS, 2),
    ),
    "groupings.publish": Case(lambda store, _: published_by(store), each(DRAFTERS, None)),
    "reflections.shared_in": Case(
        lambda store, _: [one.author for one in store.reflections.shared_in("cohort", OCTOBER)],
        each(("ana", "ben", "cora", "finn", "gus"), ["Ana"]),
        otherwise=[],
    ),
    "rounds.begin": Case(_ask_anew, {"cora": 32}),
    "rounds.write": Case(
        lambda store, mine: store.rounds.write(mine.cohort.waiting, "Mine").text,
        each(GATHERED, "Mine") | {"ana": "Ana’s waiting words"},
    ),
    "rounds.open": Case(lambda store, mine: store.rounds.open(mine.cohort.waiting), {"cora": None}),
    "rounds.of": Case(
        lambda store, _: [
            (len(one.told), one.written, one.mine.text if one.mine else "")
            for one in store.rounds.of("cohort")
        ],
        each(GATHERED, [(0, 1, ""), (1, 1, "")])
        | {"ana": [(0, 1, "Ana’s waiting words"), (1, 1, "Ana’s opened words")]},
        otherwise=[],
    ),
    "snapshots.counted": Case(
        lambda store, _: store.snapshots.counted("cohort", NOVEMBER, {"one": ("listening",)}),
        {"cora": {}},
    ),
    "snapshots.let_out": Case(
        lambda store, _: store.snapshots.let_out("cohort", NOVEMBER, FIGURES).month,
        {"cora": NOVEMBER.id},
    ),
    "snapshots.of": Case(
        lambda store, _: [one.table.title for one in store.snapshots.of("cohort")],
        each(GATHERED, ["Marks"]),
        otherwise=[],
    ),
    "dilemmas.offer": Case(
        lambda store, _: len(store.dilemmas.offer("cohort", "And I?")), each(GATHERED, 32)
    ),
    "dilemmas.take_back": Case(
        lambda store, mine: store.dilemmas.take_back(mine.cohort.dilemma), {"ana": None}
    ),
    "dilemmas.choose": Case(
        lambda store, mine: store.dilemmas.choose(mine.cohort.dilemma), {"cora": None}
    ),
    "dilemmas.of": Case(
        lambda store, _: [one.question for one in store.dilemmas.of("cohort")],
        each(GATHERED, ["How do I wait?"]),
        otherwise=[],
    ),
    "expertise.say": Case(
        lambda store, _: store.expertise.say("cohort", OFFERED), each(GATHERED, None)
    ),
    "expertise.take_back": Case(
        lambda store, mine: store.expertise.take_back(mine.cohort.expertise), {"ana": None}
    ),
    "expertise.of": Case(
        lambda store, _: [one.by for one in store.expertise.of("cohort")],
        each(GATHERED, ["Ana"]),
        otherwise=[],
    ),
    "plans.write": Case(
        lambda store, _: store.plans.write("cohort", NOVEMBER, "We visit one another.").text,
        {"cora": "We visit one another."},
    ),
    "plans.of": Case(
        lambda store, _: getattr(store.plans.of("cohort", NOVEMBER), "kept", None) is not None,
        each(GATHERED, True),
        otherwise=False,
    ),
    "wishes.mine": Case(
        lambda store, _: store.wishes.mine() is not None, {"mia": True}, otherwise=False
    ),
    "wishes.wishes": Case(
        lambda store, _: [one.text for one in store.wishes.wishes()],
        each(("mia", *DRAFTERS), ["With other artists."]),
        otherwise=[],
    ),
    "wishes.say": Case(lambda store, _: store.wishes.say("Mine").text, each(STAFF, "Mine")),
    "wishes.take_back": Case(lambda store, _: store.wishes.take_back(), otherwise=None),
    "wishes.set_free": Case(
        lambda store, _: store.wishes.set_free({"mia": ("P1",)}), each(DRAFTERS, None)
    ),
    "codebooks.begin_anew": Case(
        lambda store, mine: store.codebooks.begin_anew(asked_in(mine.survey)),
        each((*READERS, "lee"), None),
    ),
    "meetings.plan": Case(
        lambda store, mine: store.meetings.plan(plan()).id == mine.meeting.id,
        each(("ana", "mia"), True),
    ),
    "meetings.change": Case(
        lambda store, mine: (
            store.meetings.change(
                _coming(store, mine).id, 1, plan(_coming(store, mine).day, place="Room 5")
            ).place
        ),
        each(("ana", "mia"), "Room 5"),
    ),
    "meetings.call_off": Case(
        lambda store, mine: store.meetings.call_off(_coming(store, mine).id),
        each(("ana", "mia"), None),
    ),
    "meetings.meeting": Case(
        lambda store, mine: store.meetings.meeting(mine.meeting.id).actions[0].owner_name,
        each(OAKS, "Mia"),
    ),
    "meetings.on": Case(
        lambda store, _: (found := store.meetings.on(ALGEBRA, HELD_ON)) and found.name,
        each(OAKS, "Algebra"),
        otherwise=None,
    ),
    "meetings.between": Case(
        lambda store, _: _names(store.meetings.between([ALGEBRA], HELD_ON, HELD_ON)),
        each(OAKS, ["Algebra"]),
        otherwise=[],
    ),
    "meetings.before": Case(
        lambda store, _: _names(store.meetings.before(ALGEBRA, NOW.date())),
        each(OAKS, ["Algebra"]),
        otherwise=[],
    ),
    "meetings.to_do": Case(
        lambda store, _: [one.text for one in store.meetings.to_do(ALGEBRA)],
        each(OAKS, ["Try it in both rooms"]),
        otherwise=[],
    ),
    "meetings.mine_to_do": Case(
        lambda store, _: [one.text for one in store.meetings.mine_to_do()],
        {"mia": ["Try it in both rooms"]},
        otherwise=[],
    ),
    "meetings.find": Case(
        lambda store, _: _names(store.meetings.find("graph")),
        each(OAKS, ["Algebra"]),
        otherwise=[],
    ),
    "meetings.brought": Case(
        lambda store, _: [one.person_id for one in store.meetings.brought(ALGEBRA, HELD_ON)],
        each(OAKS, ["mia"]),
        otherwise=[],
    ),
    "meetings.outside": Case(
        lambda store, _: store.meetings.outside(OAKS_STAFF, HELD_ON).meetings, otherwise=0
    ),
    "meetings.hand_over": Case(
        lambda store, _: store.meetings.hand_over(
            Substitute(plg_id="algebra", person_id="ben", day=PLANNED_ON)
        ),
        {"ana": None},
    ),
    "records.attend": Case(
        lambda store, mine: len(store.records.attend(mine.meeting.id, {"mia": None}).came),
        each(("ana", "mia"), 0),
    ),
    "records.answer": Case(
        lambda store, mine: dict(store.records.answer(mine.meeting.id, "debriefed", "no").answers),
        each(("ana", "mia"), {"everyone-spoke": "yes", "debriefed": "no"}),
    ),
    "records.say": Case(
        lambda store, mine: store.records.say(mine.meeting.id, LOST).course,
        each(("ana", "mia"), LOST),
    ),
    "records.write": Case(
        lambda store, mine: len(store.records.write(note(mine.meeting, "And a table.")).notes),
        each(("ana", "mia"), 1),
    ),
    "records.agree": Case(
        lambda store, mine: store.records.agree(mine.meeting.id, "Ask", "", None).actions[-1].text,
        each(("ana", "mia"), "Ask"),
    ),
    "counts.work": Case(
        lambda store, _: sum(one.minutes for one in store.counts.work("oak", *THIS_YEAR)),
        each(WATCHERS, 45),
    ),
    "counts.attended": Case(
        lambda store, _: [one.taken for one in store.counts.attended("oak", *THIS_YEAR)],
        each(WATCHERS, [1]),
    ),
    "counts.kept": Case(lambda store, _: store.counts.kept("oak", *THIS_YEAR), each(WATCHERS, [])),
    "counts.shown": Case(
        lambda store, _: store.counts.shown("oak", *THIS_YEAR)[-1].brought, each(WATCHERS, 1)
    ),
    "counts.norms": Case(
        lambda store, _: store.counts.norms("oak", *THIS_YEAR), each(WATCHERS, [])
    ),
    "counts.support": Case(lambda store, _: store.counts.support("oak").trained, each(WATCHERS, 1)),
    "records.close": Case(
        lambda store, mine: (
            store.records.close(mine.meeting.actions[0].id, ActionState.DONE).actions[0].state
        ),
        each(("ana", "mia"), ActionState.DONE),
    ),
}


CASES |= {
    "circles.of": Case(
        lambda store, _: list(store.circles.of("algebra").facilitators), each(OAKS, ["ana"])
    ),
    "circles.histories": Case(
        lambda store, _: [
            (one.plg_id, one.mine, dict(one.meetings[0].came) if one.meetings else {})
            for one in store.circles.histories(HELD_ON)
        ],
        each((*COACHES, "lee"), [("algebra", False, {})])
        | {
            "ana": [("algebra", True, {"mia": Presence.PRESENT})],
            "finn": [("art", True, {})],
            "zoe": [("art", False, {})],
        },
        otherwise=[],
    ),
    "circles.leader": Case(
        lambda store, _: list(store.circles.leader().leader), each(OAKS, ["lee"]), otherwise=[]
    ),
    "circles.leaders": Case(
        lambda store, _: list(store.circles.leaders()),
        each(OAKS, ["lee", "lou"]) | each(PINES, ["zoe"]),
        otherwise=[],
    ),
    "circles.name_leader": Case(
        lambda store, _: store.circles.name_leader(""), each(("lee", "lou", "sam", "zoe"), None)
    ),
    "followups.open": Case(
        lambda store, _: store.followups.open(opening()).mine,
        each(("ana", *COACHES, "lee"), True),
    ),
    "followups.change": Case(
        lambda store, mine: store.followups.change(mine.followup.id, opening(about="Else")).about,
        {"ana": "Else"},
    ),
    "followups.hand_over": Case(
        lambda store, mine: store.followups.hand_over(mine.followup.id, "cora"),
        each(("ana", *COACHES), None),
    ),
    "followups.write": Case(
        lambda store, mine: len(store.followups.write(jotted(mine.followup, "More.")).notes),
        {"ana": 2},
    ),
    "followups.end": Case(
        lambda store, mine: store.followups.end(mine.followup.id).ended_at, {"ana": NOW}
    ),
    "followups.open_again": Case(
        lambda store, mine: store.followups.open_again(mine.followup.id).ended_at, {"ana": None}
    ),
    "followups.seen": Case(
        lambda store, _: [(one.mine, one.noted, len(one.notes)) for one in store.followups.seen()],
        each((*COACHES, "lee"), [(False, True, 1)]) | {"ana": [(True, True, 1)]},
        otherwise=[],
    ),
    "followups.due": Case(lambda store, _: store.followups.due(), {"ana": 1}, otherwise=0),
    "followups.about_me": Case(
        lambda store, _: [one.about for one in store.followups.about_me()],
        {"mia": [ABOUT]},
        otherwise=[],
    ),
    "followups.settle": Case(
        lambda store, _: store.followups.settle(AWAY), each(("ana", *COACHES), None)
    ),
    "followups.settled": Case(
        lambda store, _: store.followups.settled(), {"ana": [AWAY]}, otherwise=[]
    ),
}


@dataclass(frozen=True)
class Told:
    """A database in which all of it stands, to be copied for each test; and what stands there."""

    schools: Begun
    mine: Written
    held: Mapping[str, Any]


@pytest.fixture(scope="module")
def told(databases: Databases) -> Iterator[Told]:
    """All of it, told once."""
    with databases.migrated() as url:
        schools = to_copy(url)
        store = Store(engine_of(url))
        mine, held = _told(store, url), contents(url)
        store.close()
        yield Told(schools, mine, held)


@pytest.fixture
def schools(told: Told) -> Begun:
    """What each test has a copy of."""
    return told.schools


@pytest.fixture
def mine(told: Told) -> Written:
    """What was written there."""
    return told.mine


@pytest.fixture
def watch(database: str, told: Told) -> Iterator[Watch]:
    """Says whether anything changed in the copy."""
    with Watch(database, told.held) as watch:
        yield watch


def _told(store: Store, url: str) -> Written:
    """What Ana wrote: private words, words shared before more were added, a plan, a mark; a run.

    And what Lee uploaded: a file; a survey that was released, and one that was not; and a draft
    of next year's PLGs, for which Mia said what would serve her.
    """
    ana = visit(store, "ana")
    keep_time(visit(store, "lee"))
    ana.schedules.make_calendar()
    ana.reflections.rate(MARK)
    give(ana, answer(1))
    ana.lessons.finish("norms")
    private = write(ana, "Private words", asked("private"))
    shared = ana.reflections.share(write(ana, "Shared words", asked("shared")).id)
    later = write(ana, "Shared words, and later words", asked("shared"), shared)
    run = ana.runs.begin(intended("algebra", question="What is missing?"))
    planned_for = write(ana, "A plan in words", planned())
    lee, afterwards = visit(store, "lee"), visit(store, "lee", NOW + timedelta(seconds=1))
    draft = lee.drafts.keep("survey.csv", FILE)
    lee.drafts.correct(corrected(draft.digest))
    survey = released(lee, "Released")
    for number in (2, 3):
        let_out(lee, survey, number)
    _code(visit(store, "lou"), survey)
    begin(afterwards, "Not yet")
    adopted(store)
    proposal = ready(store, matter=WHY_ELSE)
    comment = ana.proposals.comment(proposal.id, 1, "Every one of them?").id
    measure = ana.measures.begin(ALGEBRA, MORE)
    propose_purpose(ana, OAKS_STAFF)
    already_open(url)
    own = {
        one: (ready(store, matter=WHY_ELSE), ana.measures.begin(ALGEBRA, MORE))
        for one in ("ana", "mia")
    }
    visit(store, "mia").wishes.say("With other artists.")
    roster = lee.groupings.begin("Next year", 2027, PRESENT)
    lee.groupings.give_reason(roster.id, Reason(person_id="mia", text="She asked for it."))
    agreed = (proposal, comment, measure, own)
    held = recorded(store)
    coming = dict(zip(("ana", "mia"), planned_twice(ana), strict=True))
    return Written(
        private,
        later,
        planned_for,
        run,
        draft,
        survey,
        *agreed,
        roster,
        held,
        coming,
        gather(store),
        followed_up(store),
    )


def gather(store: Store) -> Gathered:
    """Ana wrote in two rounds, of which Cora opened one; offered; and read what Cora let out."""
    ana, cora = visit(store, "ana"), visit(store, "cora")
    opened = cora.rounds.begin("cohort", "What held?")
    ana.rounds.write(opened, "Ana’s opened words")
    cora.rounds.open(opened)
    later = visit(store, "cora", NOW + timedelta(seconds=1))
    waiting = later.rounds.begin("cohort", "What next?")
    ana.rounds.write(waiting, "Ana’s waiting words")
    dilemma = ana.dilemmas.offer("cohort", "How do I wait?")
    ana.expertise.say("cohort", OFFERED)
    cora.snapshots.let_out("cohort", OCTOBER, FIGURES)
    cora.plans.write("cohort", NOVEMBER, "We visit one another.")
    return Gathered(opened, waiting, dilemma, ana.expertise.of("cohort")[0].id)


def _code(lou: VisitorStore, survey: Survey) -> None:
    """Two answers of the first release, and all of the third."""
    for number in (1, 3):
        with_codes(lou, asked_in(survey, number))
    lou.codebooks.begin(asked_in(survey))
    lou.codebooks.give(asked_in(survey), 0, "time")
    lou.codebooks.give(asked_in(survey), 1, "room")
    code_all(lou, asked_in(survey, 3))


@pytest.mark.parametrize("name", CASES)
def test_everybody_gets_what_the_table_says(
    store: Store, watch: Watch, mine: Written, name: str
) -> None:
    case = CASES[name]
    # Whoever is refused asks first, while there is everything to be had.
    order = sorted(EVERYBODY, key=lambda one: one in case.gets)
    answers = {}

    for one in order:
        answers[one] = _answer(case, visit(store, one), mine)
        if answers[one] == REFUSED and one not in case.gets and watch.changed():
            answers[one] = REFUSED_TOO_LATE

    assert answers == each(EVERYBODY, case.otherwise) | dict(case.gets)


def _answer(case: Case, store: VisitorStore, mine: Written) -> Any:
    try:
        return case.ask(store, mine)
    except AccessError:
        return REFUSED


def test_the_table_holds_every_question_the_store_answers(ana: VisitorStore) -> None:
    asked_for = {
        f"{part}.{name}"
        for part, answers in vars(ana).items()
        for name in vars(type(answers))
        if not name.startswith("_")
    }

    assert asked_for == set(CASES)


def _made_up(survey_id: str) -> OpenQuestion:
    return OpenQuestion.model_construct(survey_id=survey_id, number=1, question="more")


FORGED = ["", "no-such-entry", "' OR '1'='1", "%", "\x00", "\ud800", "ö", "x" * 100_000]
BY_ID: dict[str, Callable[[VisitorStore, str], Any]] = {
    "entry": lambda store, id_: store.reflections.entry(id_),
    "share": lambda store, id_: store.reflections.share(id_),
    "withdraw": lambda store, id_: store.reflections.withdraw(id_),
    "delete": lambda store, id_: store.reflections.delete(id_),
    "run": lambda store, id_: store.runs.run(id_),
    "move": lambda store, id_: store.runs.move(id_, Move(number=2, kind=MoveKind.FINISH, at=NOW)),
    "begin": lambda store, id_: store.runs.begin(intended().model_copy(update={"plg_id": id_})),
    "file": lambda store, id_: store.drafts.file(id_),
    "delete_file": lambda store, id_: store.drafts.delete(id_),
    "survey": lambda store, id_: store.surveys.survey(id_),
    "waves": lambda store, id_: store.surveys.waves(id_),
    "count": lambda store, id_: store.surveys.count(id_, counted()),
    "uncount": lambda store, id_: store.surveys.uncount(id_, "Fall"),
    "release": lambda store, id_: store.surveys.release(id_, offered()),
    "releases": lambda store, id_: store.surveys.releases(id_),
    "answer": lambda store, id_: store.surveys.answer(id_, reply()),
    "codebook": lambda store, id_: store.codebooks.codebook(_made_up(id_)),
    "keep_code": lambda store, id_: store.codebooks.keep(_made_up(id_), TIME),
    "drop_code": lambda store, id_: store.codebooks.drop(_made_up(id_), "time"),
    "begin_coding": lambda store, id_: store.codebooks.begin(_made_up(id_)),
    "give_code": lambda store, id_: store.codebooks.give(_made_up(id_), 0, "time"),
    "finish_coding": lambda store, id_: store.codebooks.finish(_made_up(id_)),
    "begin_coding_anew": lambda store, id_: store.codebooks.begin_anew(_made_up(id_)),
    "delete_survey": lambda store, id_: store.surveys.delete(id_),
    "proposal": lambda store, id_: store.proposals.proposal(id_),
    "propose": lambda store, id_: store.proposals.propose(
        Party.model_construct(school_id=None, plg_id=id_), WHY
    ),
    "revise": lambda store, id_: store.proposals.revise(id_, 1, WHY),
    "comment": lambda store, id_: store.proposals.comment(id_, 1, "Forged"),
    "take_back": lambda store, id_: store.proposals.take_back(id_),
    "respond": lambda store, id_: store.proposals.respond(id_, Response(number=1, fist=Fist.LEAD)),
    "merge": lambda store, id_: store.proposals.merge([Source(proposal_id=id_, number=1)], WHY),
    "withdraw_proposal": lambda store, id_: store.proposals.withdraw(id_),
    "adopt": lambda store, id_: store.agreements.adopt(id_, 1, REVIEW),
    "review": lambda store, id_: store.agreements.review(id_, REVIEW),
    "open_check": lambda store, id_: store.checks.open(id_, MARKS),
    "begin_measure": lambda store, id_: store.measures.begin(
        Party.model_construct(school_id=None, plg_id=id_), MORE
    ),
    "change_measure": lambda store, id_: store.measures.change(id_, MORE),
    "record": lambda store, id_: store.measures.record(id_, {}),
    "drop_measure": lambda store, id_: store.measures.drop(id_),
    "end_membership": lambda store, id_: store.people.end_membership(id_, "mia", NOVEMBER.last),
    "draft_roster": lambda store, id_: store.groupings.draft(id_),
    "rename_roster": lambda store, id_: store.groupings.rename(id_, "Forged"),
    "delete_roster": lambda store, id_: store.groupings.delete(id_),
    "add_group": lambda store, id_: store.groupings.add_group(id_, "Forged"),
    "change_group": lambda store, id_: store.groupings.change_group(id_, "one", "Forged"),
    "remove_group": lambda store, id_: store.groupings.remove_group(id_, "one"),
    "place": lambda store, id_: store.groupings.move(id_, Place(person_id="mia")),
    "give_reason": lambda store, id_: store.groupings.give_reason(
        id_, Reason(person_id="mia", text="Forged")
    ),
    "pair": lambda store, id_: store.groupings.pair(id_, APART),
    "unpair": lambda store, id_: store.groupings.unpair(id_, APART),
    "publication": lambda store, id_: store.groupings.publication(id_, NOW.date()),
    "publish": lambda store, id_: store.groupings.publish(id_, Publication(begins=NOW.date())),
    "meeting": lambda store, id_: store.meetings.meeting(id_),
    "plan_meeting": lambda store, id_: store.meetings.plan(
        plan().model_copy(update={"of": Party.model_construct(school_id=None, plg_id=id_)})
    ),
    "change_meeting": lambda store, id_: store.meetings.change(id_, 1, plan()),
    "call_off": lambda store, id_: store.meetings.call_off(id_),
    "hand_over": lambda store, id_: store.meetings.hand_over(
        Substitute.model_construct(plg_id=id_, person_id="ben", day=PLANNED_ON)
    ),
    "attend": lambda store, id_: store.records.attend(id_, {"mia": Presence.AWAY}),
    "answer_record": lambda store, id_: store.records.answer(id_, "debriefed", "no"),
    "say_course": lambda store, id_: store.records.say(id_, LOST),
    "agree": lambda store, id_: store.records.agree(id_, "Forged", "", None),
    "close_action": lambda store, id_: store.records.close(id_, ActionState.DONE),
    "circle": lambda store, id_: store.circles.of(id_),
    "open_followup": lambda store, id_: store.followups.open(
        Opening.model_construct(plg_id=id_, person_id="", about="Forged", due=NOW.date())
    ),
    "change_followup": lambda store, id_: store.followups.change(id_, opening()),
    "hand_followup_over": lambda store, id_: store.followups.hand_over(id_, "sam"),
    "end_followup": lambda store, id_: store.followups.end(id_),
    "open_followup_again": lambda store, id_: store.followups.open_again(id_),
    "set_free": lambda store, id_: store.wishes.set_free({id_: ("P1",)}),
    "register": lambda store, id_: store.people.register(
        changes=[PersonChange.model_construct(person_id=id_, name="Forged")]
    ),
    "meet": lambda store, id_: store.schedules.meet([id_], FRIDAYS),
    "take_in": lambda store, id_: store.staffing.take_in(StaffPlan.model_construct(ended=(id_,))),
    "arrange": lambda store, id_: store.people.arrange(
        PlgChange.model_construct(id=id_, joins=("mia",))
    ),
}


@pytest.mark.parametrize("name", BY_ID)
def test_an_id_that_was_made_up_is_refused_like_that_of_another(
    store: Store, watch: Watch, mine: Written, name: str
) -> None:
    others = (mine.private, mine.run, mine.draft, mine.survey, mine.proposal, mine.measure)
    theirs = (*others, mine.followup)
    for forged in (*FORGED, *(one.id for one in theirs)):
        with pytest.raises(AccessError, match="not yours to open"):
            BY_ID[name](visit(store, "sam"), forged)

    assert not watch.changed()


def test_the_outcome_of_another_persons_plan_cannot_be_written(
    store: Store, watch: Watch, mine: Written
) -> None:
    with pytest.raises(AccessError):
        write(visit(store, "ben"), "It went well, I hear", came_of(mine.plan))

    assert not watch.changed()


def test_no_version_of_another_person_is_written_upon(store: Store, mine: Written) -> None:
    write(visit(store, "ben"), "Ben’s words", asked("private"), upon=mine.private)

    entry = visit(store, "ana").reflections.entry(mine.private.id)
    assert [(one.text, one.current) for one in entry.versions] == [("Private words", True)]


THEIRS = {
    "a person": Roster(people=(NEW.model_copy(update={"id": "ana", "school_id": "pine"}),)),
    "a group": Roster(
        plgs=(Plg(id="algebra", name="Ours", kind=PlgKind.SCHOOL, school_id="pine"),)
    ),
    "a place in a group": Roster(memberships=(belongs("algebra", "zoe"),)),
    "a person in a group of ours": Roster(memberships=(belongs("art", "ana"),)),
    "a substitute": Roster(
        substitutes=(Substitute(plg_id="algebra", person_id="zoe", day=NOVEMBER.last),)
    ),
    "training": Roster(trainings=(TRAINED,)),
    "a school": Roster(people=(NEW,)),
}


@pytest.mark.parametrize("name", THEIRS)
def test_a_steward_enrols_nothing_of_another_school(store: Store, watch: Watch, name: str) -> None:
    # Behind the second wall the store cannot even see what is another school's.
    with pytest.raises(AccessError, match=r"their own school only|it is not yours"):
        visit(store, "zoe").people.enrol(THEIRS[name])

    assert not watch.changed()


def test_a_steward_enrols_their_own_people_in_a_group_that_spans_schools(store: Store) -> None:
    joined = Membership(plg_id="cohort", person_id="lee", since=date(2026, 11, 3))

    visit(store, "sam").people.enrol(Roster(memberships=(joined,)))

    assert ids_of(visit(store, "lee").people.my_groups()) == ["cohort"]


def test_a_steward_whose_people_are_not_in_a_spanning_group_cannot_join_them_to_it(
    store: Store, watch: Watch
) -> None:
    visit(store, "zoe").people.end_membership("cohort", "finn", date(2026, 11, 1))
    assert watch.changed()

    with pytest.raises(AccessError):
        visit(store, "zoe").people.enrol(Roster(memberships=(belongs("cohort", "zoe"),)))

    assert not watch.changed()


def test_a_steward_ends_nobodys_membership_from_another_school(store: Store, watch: Watch) -> None:
    with pytest.raises(AccessError):
        visit(store, "zoe").people.end_membership("cohort", "ana", NOVEMBER.last)

    assert not watch.changed()


CHANGES = {
    "a person": lambda store: store.people.register(
        [Newcomer(name="Abel")], [PersonChange(person_id="ana", name="Zoe’s Ana")]
    ),
    "a group": lambda store: store.people.arrange(PlgChange(id="algebra", name="Zoe’s")),
    "a place in a group of hers": lambda store: store.people.arrange(
        PlgChange(id="art", joins=("ana",))
    ),
    "a facilitator": lambda store: store.people.arrange(PlgChange(id="art", facilitates=("ana",))),
    "a member": lambda store: store.people.arrange(PlgChange(id="cohort", leaves=("ana",))),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_steward_changes_nothing_of_another_school(store: Store, watch: Watch, name: str) -> None:
    with pytest.raises(AccessError):
        CHANGES[name](visit(store, "zoe"))

    assert not watch.changed()


def test_a_role_that_ended_opens_nothing(store: Store, database: str) -> None:
    engine = connect(database)
    with writing(engine) as connection:
        connection.execute(update(roles).values(until=OCTOBER.last))
    engine.dispose()

    for former in ("cora", "cody", "sam"):
        with pytest.raises(AccessError):
            visit(store, former).people.record_training(TRAINED)


def test_every_rule_can_be_read_aloud() -> None:
    sentences = [
        f"{relation.name} may have {table.name} {verb}"
        for (table, verb), relations in RULES.items()
        for relation in relations
    ]

    assert len(set(sentences)) == len(sentences) > len(RULES)
    assert all(relation.name.strip() for relations in RULES.values() for relation in relations)


def test_only_its_author_may_do_anything_with_an_entry_or_a_rating() -> None:
    guarded = {key: by for key, by in RULES.items() if key[0] in (entries, ratings)}

    assert len(guarded) == 7
    assert set(guarded.values()) == {(AUTHOR,), (AUTHOR_OPEN,)}


def test_only_its_owner_may_do_anything_with_an_uploaded_file() -> None:
    guarded = {key: by for key, by in RULES.items() if key[0] in (drafts, corrections)}

    assert len(guarded) == 5
    assert set(guarded.values()) == {(KEEPER,)}
