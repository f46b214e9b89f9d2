"""With every rule of ours switched off, PostgreSQL still gives a person only what is theirs."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, insert, make_url, select, text, true, update
from sqlalchemy.exc import ProgrammingError

from plgwork.errors import AccessError, StoreError
from plgwork.models.agreements import Proposal
from plgwork.models.codebooks import OpenQuestion
from plgwork.models.people import Roster
from plgwork.models.reflections import Entry, Outcome, Rating
from plgwork.models.surveys import Draft, Survey
from plgwork.store import Store, VisitorStore, access
from plgwork.store.engine import asked_by, connect, reading, writing
from plgwork.store.keeping import backup, restore
from plgwork.store.migrate import migrate
from plgwork.store.relations import Relation, reflections
from plgwork.store.schema import metadata
from plgwork.store.schema.agreements import (
    agreements,
    comments,
    measured,
    proposals,
    responses,
    wordings,
)
from plgwork.store.schema.norms import norm_checks
from plgwork.store.schema.people import meeting_times, memberships, people, plgs
from plgwork.store.schema.reflections import entries, ratings, shares, versions
from plgwork.store.schema.schedules import (
    calendar_links,
    meeting_rules,
    other_work,
    school_years,
    special_days,
)
from plgwork.store.schema.surveys import (
    coders,
    codings,
    corrections,
    drafts,
    releases,
    school_answers,
    surveys,
    waves,
)
from plgwork.store.walls import GRANTS, address_for_pages
from tests.postgresql import PostgreSQL, letting_in
from tests.store.checking import already_open
from tests.store.deciding import ALGEBRA, FEWER, REVIEW, WHY_ELSE, adopted, ready, show
from tests.store.scheduling import keep_time
from tests.store.surveying import (
    FILE,
    asked_in,
    begin,
    code_all,
    coded,
    corrected,
    counted,
    let_out,
    released,
    reply,
    with_codes,
)
from tests.store.world import (
    NOVEMBER,
    NOW,
    OAK,
    OCTOBER,
    SEPTEMBER,
    STAFF,
    asked,
    belongs,
    came_of,
    contents,
    found,
    planned,
    run,
    visit,
    write,
)

OTHERS = [key for key in (*STAFF, "nobody") if key != "ana"]
READERS = {"ben", "gus", "cora", "finn"}  # the cohort of October, as enrolled when Ana shared
MARK = Rating(month="2026-10", indicator_id="listening", value=4)
EVERYTHING = (Relation("anybody", lambda visitor, table: true()),)
NOT_LET = "InsufficientPrivilege"


@pytest.fixture
def bare(postgresql: PostgreSQL) -> Iterator[str]:
    """A database that was migrated, and in which nobody is."""
    with postgresql.database() as url:
        migrate(url)
        yield url


@pytest.fixture
def entry(store: Store) -> Entry:
    """Ana's words: private, shared, and a plan; the shared ones grew afterwards."""
    ana = visit(store, "ana")
    ana.reflections.rate(MARK)
    shared = ana.reflections.share(write(ana, "Shared words", asked("shared")).id)
    write(ana, "Shared words, and private later words", asked("shared"), shared)
    write(ana, "A private plan", planned())
    return write(ana, "Private words", asked("private"))


@pytest.fixture
def without_rules(entry: Entry, monkeypatch: pytest.MonkeyPatch) -> Iterator[Entry]:
    """Every rule of the application says yes to everybody."""
    for key in access.RULES:
        monkeypatch.setitem(access.RULES, key, EVERYTHING)
    monkeypatch.setattr(reflections, "still_open", lambda visitor, moment: true())
    access.may.cache_clear()  # what the rules said before
    yield entry
    access.may.cache_clear()


# --- through the store, with its rules switched off ----------------------------------------------


@pytest.mark.parametrize("person", OTHERS)
def test_without_our_rules_nobody_reads_what_another_kept_private(
    store: Store, without_rules: Entry, person: str
) -> None:
    mine = visit(store, person).reflections

    found = [*mine.entries_between(SEPTEMBER, NOVEMBER), *mine.search("words")]
    copies = [copy.text for copy in mine.shared_with_me(OCTOBER)]

    assert (found, mine.ratings_between(SEPTEMBER, NOVEMBER), mine.months_written()) == ([], [], [])
    assert copies == (["Shared words"] if person in READERS else [])
    with pytest.raises(AccessError):
        mine.entry(without_rules.id)


WRITING: dict[str, Callable[[VisitorStore, Entry], Any]] = {
    "share": lambda store, entry: store.reflections.share(entry.id),
    "withdraw": lambda store, entry: store.reflections.withdraw(entry.id),
    "delete": lambda store, entry: store.reflections.delete(entry.id),
    "tell": lambda store, entry: store.reflections.tell(came_of(entry), Outcome.DONE),
    "enrol": lambda store, entry: store.people.enrol(
        Roster(memberships=(belongs("cohort", "lou"),))
    ),
    "leave": lambda store, entry: store.people.leave("mia", NOVEMBER.last),
}


@pytest.mark.parametrize("name", WRITING)
@pytest.mark.parametrize("person", [one for one in OTHERS if one != "sam"])
def test_without_our_rules_nobody_writes_what_is_another_persons(
    store: Store, url: str, without_rules: Entry, person: str, name: str
) -> None:
    before = contents(url)
    del before["audit"]

    with pytest.raises(AccessError):
        WRITING[name](visit(store, person), without_rules)

    after = contents(url)
    del after["audit"]
    assert after == before


# What Lee of Oak School uploaded, counted and let out, with every rule of ours switched off.


@pytest.fixture
def surveyed(store: Store) -> tuple[Draft, Survey, Survey]:
    """Lee's file, a survey that was released and answered, and one that was only counted."""
    lee = visit(store, "lee")
    draft = lee.drafts.keep("survey.csv", FILE)
    lee.drafts.correct(corrected(draft.digest))
    hidden = begin(lee, "Not yet")
    lee.surveys.count(hidden.id, counted())
    return draft, released(lee, "Released"), hidden


BESIDE_LEE = [key for key in (*STAFF, "nobody") if key != "lee"]
SURVEY_READERS = {"lou", "cora", "cody"}


def test_without_our_rules_a_file_and_counts_are_still_their_owners(
    store: Store, surveyed: tuple[Draft, Survey, Survey], without_rules: Entry
) -> None:
    draft, survey, hidden = surveyed

    for person in BESIDE_LEE:
        other, reads = visit(store, person), person in SURVEY_READERS
        assert (other.drafts.mine(), other.drafts.correction(draft.digest)) == ([], None)
        assert [one.title for one in other.surveys.seen()] == ["Released"] * reads
        for ask, which in ((other.drafts.file, draft), (other.surveys.survey, hidden)):
            with pytest.raises(AccessError):
                ask(which.id)
        if reads:
            assert other.surveys.waves(survey.id) == []
            assert len(other.surveys.releases(survey.id)) == 1


LEES: dict[str, Callable[[VisitorStore, Draft, Survey], Any]] = {
    "delete a file": lambda store, draft, survey: store.drafts.delete(draft.id),
    "count": lambda store, draft, survey: store.surveys.count(survey.id, counted("Spring")),
    "release": lambda store, draft, survey: let_out(store, survey, 2),
    "answer": lambda store, draft, survey: store.surveys.answer(survey.id, reply(heard="No.")),
    "delete": lambda store, draft, survey: store.surveys.delete(survey.id),
}


@pytest.mark.parametrize("name", LEES)
def test_without_our_rules_nobody_writes_into_anothers_survey(
    store: Store,
    url: str,
    surveyed: tuple[Draft, Survey, Survey],
    without_rules: Entry,
    name: str,
) -> None:
    before = contents(url)

    for person in BESIDE_LEE:
        with pytest.raises(AccessError):
            LEES[name](visit(store, person), *surveyed[:2])

    assert contents(url) == before


ASKING: dict[str, Callable[[VisitorStore], Any]] = {
    "upload": lambda store: store.drafts.keep("survey.csv", FILE),
    "correct": lambda store: store.drafts.correct(corrected()),
    "begin": begin,
}


@pytest.mark.parametrize("name", ASKING)
def test_without_our_rules_only_leaders_and_coaches_upload_and_ask(
    store: Store, url: str, without_rules: Entry, name: str
) -> None:
    before = contents(url)

    for person in sorted({*STAFF, "nobody"} - {*SURVEY_READERS, "lee", "zoe"}):
        with pytest.raises(AccessError):
            ASKING[name](visit(store, person))

    assert contents(url) == before


def test_with_our_rules_switched_off_the_owner_would_read_everything(
    url: str, without_rules: Entry
) -> None:
    owner = Store.open(url)

    found = visit(owner, "zoe").reflections.search("private")
    owner.close()

    assert len(found) == 3


# --- by statements of one's own -----------------------------------------------------------------


@contextmanager
def asking(pages: Engine, person: str) -> Iterator[Any]:
    """A transaction of the pages' role, in which somebody asks."""
    engine = asked_by(pages, person, NOW.date())
    with engine.connect() as connection, connection.begin():
        yield connection


@pytest.mark.parametrize("person", [*OTHERS, ""])
def test_a_statement_of_ones_own_finds_nothing_of_another(
    pages: Engine, entry: Entry, person: str
) -> None:
    with asking(pages, person) as connection:
        rows = {
            table.name: connection.execute(select(table)).all()
            for table in (entries, versions, ratings)
        }
        copies = connection.execute(select(shares.c.text)).scalars().all()

    assert rows == {"entries": [], "versions": [], "ratings": []}
    assert copies == (["Shared words"] if person in READERS else [])


@pytest.mark.parametrize(
    ("person", "plg_ids", "people"),
    [
        ("mia", {"heads"}, {"lee"}),
        ("lee", {"heads"}, {"lee", "zoe"}),
        ("zoe", {"heads", "beyond"}, {"lee", "zoe"}),
        ("", set(), set()),
    ],
)
def test_a_statement_of_ones_own_finds_of_leaders_who_meet_ones_own_leaders_alone(
    pages: Engine, url: str, person: str, plg_ids: set[str], people: set[str]
) -> None:
    within = [("heads", "lee"), ("heads", "zoe"), ("beyond", "zoe")]
    run(
        url,
        *(f"INSERT INTO plgs (id, name, kind) VALUES ('{one}', 'L', 'leaders')"
          for one in ("heads", "beyond")),
        *(f"INSERT INTO memberships VALUES ('{one}', '{who}', '2026-08-03', NULL, FALSE, now())"
          for one, who in within),
    )  # fmt: skip

    with asking(pages, person) as connection:
        seen = connection.execute(select(plgs.c.id).where(plgs.c.kind == "leaders")).scalars()
        met = select(memberships.c.person_id).where(memberships.c.plg_id == "heads")
        assert set(seen) == plg_ids
        assert set(connection.execute(met).scalars()) == people


@pytest.mark.parametrize(("person", "found"), [("ana", 1), ("mia", 1), ("ben", 0), ("lee", 0)])
def test_a_statement_of_ones_own_finds_norm_checks_of_ones_groups_alone(
    store: Store, pages: Engine, url: str, person: str, found: int
) -> None:
    already_open(url)

    with asking(pages, person) as connection:
        assert len(connection.execute(select(norm_checks)).all()) == found


FORBIDDEN = [
    *(f"SELECT * FROM {table}" for table in ("links", "sessions", "attempts", "changes")),
    *(f"SELECT * FROM {table}" for table in ("norm_marks", "norm_answered")),
    *("SELECT password FROM accounts", "SELECT recovery FROM accounts", "SELECT code FROM shut"),
    "INSERT INTO norm_checks VALUES"
    " ('id', 'algebra', 'AAAA-AAAA', 1, '{}', 'ben', now(), NULL, 0, NULL)",
    *("UPDATE norm_checks SET answered = 5", "DELETE FROM norm_checks"),
    "UPDATE accounts SET password = 'mine'",
    "INSERT INTO accounts (person_id, name, password, recovery, made_at)"
    " VALUES ('ben', 'ben', 'mine', '', now())",
    "INSERT INTO sessions VALUES ('digest', 'ana', now(), now())",
    "INSERT INTO links VALUES ('digest', 'ana', 'ana', 'reset', NULL, now(), now(), NULL)",
    "UPDATE audit SET detail = ''",
    "DELETE FROM audit",
    "INSERT INTO audit (at, event, school_id, actor_id, person_id, detail)"
    " VALUES (now(), 'shared', 'oak', 'ana', 'ana', '')",
    "INSERT INTO entries VALUES"
    " ('id', 'ana', '2026-10', 'answer', 'x', NULL, '', NULL, '', now(), FALSE)",
    "INSERT INTO ratings VALUES ('ana', '2026-10', 'pacing', 1, now())",
    "INSERT INTO roles VALUES ('sam', 'coach', '2026-01-01', NULL)",
    "INSERT INTO roles VALUES ('ben', 'steward', '2026-01-01', NULL)",
    "UPDATE schools SET name = 'Mine'",
    "INSERT INTO schools VALUES ('mine', 'Mine', 'UTC', 'all-year')",
    "UPDATE memberships SET plg_id = 'art'",
    "UPDATE alembic_version SET version_num = '0000'",
    "UPDATE about SET value = 'real'",
    "CREATE TABLE mine (id int)",
    "ALTER TABLE entries DISABLE ROW LEVEL SECURITY",
    "DROP POLICY own ON entries",
    "SET ROLE postgres",
    "CREATE ROLE mine SUPERUSER",
    "TRUNCATE entries",
    "SELECT lo_import('/etc/passwd')",
    "COPY entries TO '/tmp/entries'",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_pages_role_may_not(pages: Engine, url: str, entry: Entry, statement: str) -> None:
    before = contents(url)

    with pytest.raises(ProgrammingError, match=NOT_LET), asking(pages, "ben") as connection:
        connection.execute(text(statement))

    assert contents(url) == before


@pytest.mark.parametrize("person", ["lee", "lou", "cody", "sam", "mia", "zoe", "nobody", ""])
def test_a_statement_of_ones_own_finds_of_surveys_what_is_ones_own(
    pages: Engine, surveyed: tuple[Draft, Survey, Survey], person: str
) -> None:
    tables = (drafts, corrections, surveys, waves, releases, school_answers)
    with asking(pages, person) as connection:
        rows = {one.name: len(connection.execute(select(one)).all()) for one in tables}

    reads, member = person in SURVEY_READERS, STAFF.get(person, (None,))[0] is OAK
    assert rows == (
        {"drafts": 1, "corrections": 1, "surveys": 2, "waves": 2}
        | {"releases": 1, "school_answers": 1}
        if person == "lee"
        else {"drafts": 0, "corrections": 0, "surveys": reads, "waves": 0}
        | {"releases": reads, "school_answers": member}
    )


OF_A_RELEASE = [
    "UPDATE releases SET choice = '{}'",
    "DELETE FROM releases",
    "DELETE FROM school_answers",
    "UPDATE surveys SET owner_id = 'lou'",
    "UPDATE surveys SET school_id = 'pine'",
    "UPDATE drafts SET owner_id = 'lou'",
    "INSERT INTO drafts VALUES ('d', 'lou', 'd', 'd', 0, '', now(), now() + '1 day')",
    "INSERT INTO surveys VALUES ('s', 'oak', 'lou', 'Hers', '{}', now())",
    "INSERT INTO surveys VALUES ('s', 'pine', 'lee', 'Ours', '{}', now())",
    "INSERT INTO releases SELECT id, 7, 'pine', '{}', '{}', '{}', now() FROM surveys",
    "INSERT INTO school_answers SELECT id, 1, 'pine', '', '', '', '2026-11-20', now()"
    " FROM surveys WHERE title = 'Not yet'",
]


@pytest.mark.parametrize("statement", OF_A_RELEASE)
def test_not_even_its_owner_may(
    pages: Engine, url: str, surveyed: tuple[Draft, Survey, Survey], statement: str
) -> None:
    before = contents(url)

    with pytest.raises(ProgrammingError, match=NOT_LET), asking(pages, "lee") as connection:
        connection.execute(text(statement))

    assert contents(url) == before


@pytest.fixture
def coding(store: Store, surveyed: tuple[Draft, Survey, Survey]) -> OpenQuestion:
    """Lee is done with coding the answers of the survey, and Lou codes them."""
    of = asked_in(surveyed[1])
    with_codes(visit(store, "lee"), of)
    coded(visit(store, "lee"), of)
    code_all(visit(store, "lou"), of)
    return of


@pytest.mark.parametrize("person", ["lee", "lou", "cora", "sam", "mia", "zoe", "nobody"])
def test_a_statement_of_ones_own_finds_no_coding_of_another_before_both_are_done(
    pages: Engine, store: Store, coding: OpenQuestion, person: str
) -> None:
    def found() -> tuple[int, set[str]]:
        with asking(pages, person) as connection:
            rows = connection.execute(select(codings.c.person_id)).scalars().all()
            return len(connection.execute(select(coders)).all()), {*rows}

    before = found()
    visit(store, "lou").codebooks.finish(coding)

    reads = person in {"lee", *SURVEY_READERS}
    assert before == (2 * reads, {person} & {"lee", "lou"})
    assert found() == (2 * reads, {"lee", "lou"} if reads else set())


OF_A_CODING = [
    "INSERT INTO codes SELECT survey_id, number, question, 'c', 'oak', 'New', '', '', now()"
    " FROM codes LIMIT 1",
    "INSERT INTO coders SELECT survey_id, 7, question, 1, 'cora', 'oak', now(), NULL FROM coders"
    " LIMIT 1",
    "INSERT INTO coders SELECT survey_id, number, 'other', 1, 'lou', 'oak', now(), NULL"
    " FROM coders LIMIT 1",
    "INSERT INTO codings SELECT survey_id, number, question, 'lou', 20, 'time' FROM coders LIMIT 1",
    "UPDATE coders SET seat = 2",
    "UPDATE codings SET answer = 1",
    "DELETE FROM codings",
]


@pytest.mark.parametrize("statement", OF_A_CODING)
def test_a_coach_may_not(pages: Engine, url: str, coding: OpenQuestion, statement: str) -> None:
    before = contents(url)

    with pytest.raises(ProgrammingError, match=NOT_LET), asking(pages, "cora") as connection:
        connection.execute(text(statement))

    assert contents(url) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE codes SET name = 'Else'",
        "DELETE FROM codes",
        "UPDATE codings SET code = 'room'",
        "UPDATE coders SET finished_at = now() WHERE person_id = 'lou'",
        "DELETE FROM coders WHERE person_id = 'lou'",
    ],
)
def test_whoever_is_done_changes_nothing_of_codes_and_codings(
    pages: Engine, url: str, coding: OpenQuestion, statement: str
) -> None:
    before = contents(url)

    with asking(pages, "lee") as connection:
        touched = connection.execute(text(statement)).rowcount

    assert (touched, contents(url)) == (0, before)


# What Algebra decides, and what it decided.


@pytest.fixture
def deciding(store: Store) -> Proposal:
    """Algebra adopted a purpose, measures it, and is about to adopt another."""
    adopted(store)
    measure = visit(store, "ana").measures.begin(ALGEBRA, FEWER)
    visit(store, "ana").measures.record(measure.id, {NOW.date(): 9})
    proposal = ready(store, matter=WHY_ELSE)
    visit(store, "mia").proposals.comment(proposal.id, 1, "Every one?")
    return proposal


TALK = (proposals, wordings, comments, responses)
OUTSIDE = [key for key in (*STAFF, "nobody", "") if key not in ("ana", "mia")]


@pytest.mark.parametrize("person", OUTSIDE)
def test_a_statement_of_ones_own_finds_who_showed_which_hand_nowhere(
    pages: Engine, deciding: Proposal, person: str
) -> None:
    with asking(pages, person) as connection:
        talk = [connection.execute(select(one)).all() for one in TALK]
        read = [len(connection.execute(select(one)).all()) for one in (agreements, measured)]

    oaks = STAFF.get(person, (None,))[0] is OAK
    assert (talk, read) == ([[]] * len(TALK), [1, 1] if oaks else [0, 0])


HANDS = [
    "INSERT INTO responses SELECT id, 1, 'mia', 5, '', now() FROM proposals LIMIT 1",
    "INSERT INTO comments SELECT 'c', id, 1, 'mia', 'Hers', now() FROM proposals"
    " WHERE state = 'open'",
    "INSERT INTO wordings SELECT id, 2, '{}', '[]', 'mia', now() FROM proposals"
    " WHERE state = 'open'",
    "INSERT INTO proposals VALUES ('p', 'pine', NULL, 'purpose', 'open', 'ana', now())",
    "INSERT INTO proposals VALUES ('p', 'oak', NULL, 'purpose', 'open', 'mia', now())",
    "INSERT INTO agreements SELECT id, 'oak', NULL, kind, 9, '{}', '{}', 'ana', now(), '2027-01-01'"
    " FROM proposals WHERE state = 'open'",
    "INSERT INTO agreements SELECT id, school_id, plg_id, kind, 9, '{}', '{}', 'ana', now(),"
    " '2027-01-01' FROM proposals WHERE state = 'open'",
    "UPDATE proposals SET state = 'adopted'",
    "INSERT INTO deciding_rules VALUES ('oak', 1, 1, 0)",
    "UPDATE agreements SET matter = '{}'",
    "UPDATE wordings SET matter = '{}'",
    "UPDATE responses SET person_id = 'ana'",
    "DELETE FROM responses",
    "DELETE FROM wordings",
    "DELETE FROM agreements",
    "DELETE FROM proposals",
]


@pytest.mark.parametrize("statement", HANDS)
def test_not_even_a_member_of_the_group_may(
    pages: Engine, url: str, deciding: Proposal, statement: str
) -> None:
    before = contents(url)

    with pytest.raises(ProgrammingError, match=NOT_LET), asking(pages, "ana") as connection:
        connection.execute(text(statement))

    assert contents(url) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE responses SET fist = 5 WHERE person_id = 'mia'",
        "DELETE FROM comments WHERE person_id = 'mia'",
        "UPDATE proposals SET state = 'open' WHERE state = 'adopted'",
    ],
)
def test_a_member_touches_no_hand_and_no_word_of_another(
    pages: Engine, url: str, deciding: Proposal, statement: str
) -> None:
    before = contents(url)

    with asking(pages, "ana") as connection:
        touched = connection.execute(text(statement)).rowcount

    assert (touched, contents(url)) == (0, before)


ADOPTS = (
    "INSERT INTO agreements SELECT p.id, school_id, plg_id, kind, 2, w.matter, '{shown}', 'ana',"
    " now(), '2027-01-01' FROM proposals p JOIN wordings w ON w.proposal_id = p.id"
    " WHERE state = 'open'"
)
TWO_HANDS = '{"hands": [0, 0, 0, 0, 1, 1], "people": 2}'


@pytest.mark.parametrize(
    ("first", "shown"),
    [
        ("", '{"hands": [0, 0, 0, 0, 0, 2], "people": 2}'),
        ("DELETE FROM responses WHERE person_id = 'mia'", TWO_HANDS),
        (
            "DELETE FROM responses WHERE person_id = 'mia'",
            '{"hands": [0, 0, 0, 0, 0, 1], "people": 2}',
        ),
        (
            "UPDATE responses SET fist = 0, reason = 'No.' WHERE person_id = 'mia'",
            '{"hands": [1, 0, 0, 0, 0, 1], "people": 2}',
        ),
        ("INSERT INTO deciding_rules VALUES ('oak', 67, 5, 0)", TWO_HANDS),
        ("INSERT INTO deciding_rules VALUES ('oak', 67, 1, 4.6)", TWO_HANDS),
    ],
)
def test_nothing_is_adopted_by_a_statement_of_ones_own_while_the_rule_is_not_met(
    pages: Engine, url: str, deciding: Proposal, first: str, shown: str
) -> None:
    if first:
        run(url, first)
    statement = ADOPTS.replace("{shown}", shown).replace(":", r"\:")

    with pytest.raises(ProgrammingError, match=NOT_LET), asking(pages, "ana") as connection:
        connection.execute(text(statement))


def test_what_the_rule_lets_through_the_database_does_too(
    pages: Engine, deciding: Proposal
) -> None:
    with asking(pages, "ana") as connection:
        done = connection.execute(text(ADOPTS.replace("{shown}", TWO_HANDS).replace(":", r"\:")))

    assert done.rowcount == 1


GROUPS_OWN: dict[str, Callable[[VisitorStore, Proposal], Any]] = {
    "propose": lambda store, one: store.proposals.propose(ALGEBRA, WHY_ELSE),
    "respond": lambda store, one: show(store, one, 5),
    "withdraw": lambda store, one: store.proposals.withdraw(one.id),
    "adopt": lambda store, one: store.agreements.adopt(one.id, 1, REVIEW),
    "look again": lambda store, one: store.agreements.review(
        store.agreements.standing()[0].id if store.agreements.standing() else one.id, REVIEW
    ),
    "measure": lambda store, one: store.measures.begin(ALGEBRA, FEWER),
}


@pytest.mark.parametrize("name", GROUPS_OWN)
def test_without_our_rules_nobody_else_decides_for_a_group(
    store: Store, url: str, deciding: Proposal, without_rules: Entry, name: str
) -> None:
    for person in [*OTHERS, ""]:
        if person == "mia":
            continue
        before = contents(url)
        with suppress(AccessError, IndexError):
            GROUPS_OWN[name](visit(store, person), deciding)
        assert contents(url) == before | {"changes": contents(url)["changes"]}


@pytest.mark.parametrize("change", ["UPDATE waves SET respondents = 9", "DELETE FROM waves"])
def test_a_wave_that_a_release_followed_is_not_even_its_owners_to_change(
    pages: Engine, surveyed: tuple[Draft, Survey, Survey], change: str
) -> None:
    with asking(pages, "lee") as connection:
        touched = connection.execute(text(f"{change} RETURNING survey_id")).scalars().all()

    assert touched == [surveyed[2].id]


def test_a_file_that_expired_is_not_to_be_had_in_the_database_either(
    pages: Engine, surveyed: tuple[Draft, Survey, Survey]
) -> None:
    engine = asked_by(pages, "lee", NOW.date() + timedelta(days=8))

    with reading(engine) as connection:
        assert connection.execute(select(drafts)).all() == []


@pytest.mark.parametrize("table", [entries, versions, ratings, shares, people])
def test_an_update_of_everything_touches_no_row_of_another(
    pages: Engine, url: str, entry: Entry, table: Any
) -> None:
    before = contents(url)

    column = next(one for one in table.c if one.name in ("asked", "text", "value", "work"))
    changed = 1 if table is ratings else "Mine"
    with asking(pages, "ben") as connection:
        touched = connection.execute(update(table).values({column.name: changed})).rowcount

    assert (touched, contents(url)) == (0, before)


def test_what_a_reset_shut_is_shut_in_the_database_too(
    pages: Engine, url: str, entry: Entry
) -> None:
    owner = connect(url)
    with writing(owner) as connection:
        row = {"person_id": "ana", "since": NOW.replace(year=2020), "code": "code"}
        connection.execute(
            insert(metadata.tables["shut"]).values(until=NOW.replace(year=2027), **row)
        )
    owner.dispose()

    with asking(pages, "ana") as connection:
        assert connection.execute(select(versions)).all() == []


def test_who_asks_is_forgotten_with_the_transaction(pages: Engine, entry: Entry) -> None:
    told = text("SELECT current_setting('plgwork.person', true), count(*) FROM entries")

    with asking(pages, "ana") as connection:
        mine = connection.execute(told).one()
    with reading(pages) as connection:  # the same connection, from the pool
        nobodys = connection.execute(told).one()

    assert (tuple(mine), tuple(nobodys)) == (("ana", 3), ("", 0))


# --- the role itself ----------------------------------------------------------------------------

ROLE = """
SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication,
  (SELECT count(*) FROM pg_class WHERE relowner = r.oid),
  (SELECT count(*) FROM pg_auth_members WHERE member = r.oid)
FROM pg_roles r WHERE rolname = current_user
"""


def test_the_role_of_the_pages_owns_nothing_and_may_do_nothing_special(pages: Engine) -> None:
    with reading(pages) as connection:
        assert tuple(connection.execute(text(ROLE)).one()) == (*[False] * 5, 0, 0)


def test_every_table_has_its_wall(url: str) -> None:
    engine = connect(url)
    with reading(engine) as connection:
        guarded = set(
            connection.execute(text("SELECT relname FROM pg_class WHERE relrowsecurity")).scalars()
        )
    engine.dispose()

    assert guarded == set(metadata.tables) - {"about"}  # what kind of database it is, no more
    assert set(GRANTS) - {"alembic_version"} == set(metadata.tables) - {
        *("links", "sessions", "attempts", "changes", "norm_marks", "norm_answered")
    }


def test_what_somebody_gave_the_role_beside_is_taken_back(url: str, store: Store) -> None:
    engine = connect(url)
    with writing(engine) as connection:
        role = make_url(address_for_pages(url, "", "s3cret")).username
        connection.execute(text(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}"))
    address = address_for_pages(url, "", "s3cret")
    engine.dispose()

    pages = create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    with pages.connect() as connection, pytest.raises(ProgrammingError, match="permission denied"):
        connection.execute(text("SELECT * FROM links"))
    pages.dispose()


def test_policies_that_are_gone_are_back_after_migrating(bare: str) -> None:
    engine = connect(bare)
    policies = text("SELECT count(*) FROM pg_policies")
    with writing(engine) as connection:
        whole = connection.execute(policies).scalar_one()
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        connection.execute(
            text(
                "DROP TABLE accounts, links, sessions, shut, attempts, audit, runs, moves, "
                "answers, recalls, studies, drafts, corrections, surveys, waves, releases, "
                "school_answers, codes, coders, codings, proposals, wordings, comments, "
                "responses, agreements, deciding_rules, measures, measured, norm_checks, "
                "norm_marks, norm_answered, norm_months, school_years, "
                "special_days, other_work, meeting_rules, calendar_links, group_wishes, "
                "free_periods, roster_drafts, roster_groups, roster_places, roster_pairs, "
                "roster_reasons, meetings, blocks, attendances, asked, notes, actions, "
                "live_rounds, live_texts, rating_snapshots, dilemmas, expertise, "
                "cohort_plans, followup_leaders, followups, followup_notes, "
                "settled_occasions CASCADE"
            )
        )
        connection.execute(text("ALTER TABLE memberships DROP enrolled_at"))
        connection.execute(text("ALTER TABLE entries DROP resumed"))
        connection.execute(text("ALTER TABLE meeting_times DROP pattern"))
        connection.execute(text("ALTER TABLE meeting_times ADD weekday text, ADD weeks text"))
    migrate(bare)
    with reading(engine) as connection:
        again = connection.execute(policies).scalar_one()
    engine.dispose()

    assert again == whole > 30


OPEN_TO_ALL = """
SELECT count(*) FROM pg_proc
WHERE proname LIKE 'plgwork%' AND has_function_privilege('public', oid, 'EXECUTE')
"""


def test_a_restored_database_has_its_walls_again(
    postgresql: PostgreSQL, url: str, store: Store, entry: Entry, tmp_path: Path
) -> None:
    backup(url, tmp_path / "backup")
    with postgresql.database() as other:
        restore(other, tmp_path / "backup")
        pages = Store.open(address_for_pages(other, "", "s3cret"))
        owner = connect(other)

        found = {who: len(visit(pages, who).reflections.search("private")) for who in STAFF}
        with reading(owner) as connection:
            open_to_all = connection.execute(text(OPEN_TO_ALL)).scalar_one()
        pages.close()
        owner.dispose()

    assert found == dict.fromkeys(STAFF, 0) | {"ana": 3}
    assert open_to_all == 0


# --- how pages are let in -----------------------------------------------------------------------


def test_a_server_that_asks_for_passwords_lets_the_pages_in_by_theirs(
    postgresql: PostgreSQL, url: str
) -> None:
    with letting_in(postgresql, url, "local {name} {name}_pages scram-sha-256\n"):
        address = address_for_pages(url, "", "s3cret")
        again = address_for_pages(url, "", "an0ther")  # the server's secret was made anew

        assert ("s3cret" in address, "an0ther" in again) == (True, True)
        Store.open(again).close()
        with pytest.raises(StoreError):
            Store.open(address)


def test_where_the_role_is_not_let_in_a_sentence_says_which_line_is_wanted(
    postgresql: PostgreSQL, url: str
) -> None:
    name = postgresql.name_of(url)
    with (
        letting_in(postgresql, url, "local {name} {name}_pages peer\n"),
        pytest.raises(StoreError) as refusal,
    ):
        address_for_pages(url, "", "s3cret")

    assert f"local {name} {name}_pages scram-sha-256; then run: SELECT pg_reload_conf()" in str(
        refusal.value
    )
    assert "s3cret" not in str(refusal.value)


@pytest.fixture
def modest(postgresql: PostgreSQL) -> Iterator[tuple[str, str]]:
    """The address of a database whose owner may make no role; the name of the owner."""
    with postgresql.database() as url:
        owner = f"{postgresql.name_of(url)}_owner"
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE ROLE {owner} LOGIN"))
            connection.execute(text(f"ALTER DATABASE {postgresql.name_of(url)} OWNER TO {owner}"))
            connection.execute(text("GRANT ALL ON SCHEMA public TO " + owner))
            connection.execute(text(f"CREATE ROLE {owner}_for_pages LOGIN"))
        yield url.replace("postgres@", f"{owner}@"), owner
        engine.dispose()


def test_an_owner_who_may_make_no_role_is_told_what_to_run(modest: tuple[str, str]) -> None:
    url, _ = modest
    migrate(url)

    with pytest.raises(StoreError) as refusal:
        address_for_pages(url, "", "s3cret")

    role = f"{make_url(url).database}_pages"
    assert f"CREATE ROLE \"{role}\" LOGIN PASSWORD 'PASSWORD'" in str(refusal.value)
    assert re.search(rf"PLGWORK_PAGES_DATABASE=postgresql://{role}:PASSWORD@", str(refusal.value))


def test_a_role_that_an_operator_names_is_given_its_rights(modest: tuple[str, str]) -> None:
    url, owner = modest
    migrate(url)
    named = url.replace(f"{owner}@", f"{owner}_for_pages@")
    found(url).close()

    pages = Store.open(address_for_pages(url, named, "s3cret"))

    assert write(visit(pages, "ana"), "Mine").text == "Mine"
    assert visit(pages, "ben").reflections.search("Mine") == []
    pages.close()


@pytest.mark.parametrize("role", ["owner", "superuser"])
def test_a_role_that_may_too_much_is_not_the_pages(modest: tuple[str, str], role: str) -> None:
    url, owner = modest
    migrate(url)
    named = url if role == "owner" else url.replace(f"{owner}@", "postgres@")

    with pytest.raises(StoreError, match="may too much to be the pages' own"):
        address_for_pages(url, named, "s3cret")


def test_a_role_that_is_not_there_is_named(modest: tuple[str, str]) -> None:
    url, owner = modest
    migrate(url)

    with pytest.raises(StoreError, match="there is no role 'nobody'"):
        address_for_pages(url, url.replace(f"{owner}@", "nobody@"), "s3cret")


def test_on_sqlite_pages_get_the_file_that_nobody_else_can_open(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    url = f"sqlite:///{folder / 'workbook.sqlite'}"
    migrate(url)
    store = found(url)

    modes = {path.name: path.stat().st_mode & 0o777 for path in [folder, *folder.iterdir()]}
    store.close()

    assert address_for_pages(url, "postgresql://elsewhere", "s3cret") == url
    assert modes.pop("data") == 0o700
    assert set(modes.values()) == {0o600}


# --- the school's time ---------------------------------------------------------------------------

SCHEDULES = (school_years, special_days, other_work, meeting_rules)
NOT_THEIRS = [
    "INSERT INTO school_years VALUES ('oak', '2027-08-18', '2028-06-09', '[]')",
    "INSERT INTO special_days VALUES"
    " ('oak', 'x', 'closed', 'X', '2026-12-01', '2026-12-01', false)",
    "INSERT INTO meeting_rules VALUES ('oak', 50, 2)",
    "INSERT INTO calendar_links VALUES ('ana', 'digest', now())",
    "SELECT digest FROM calendar_links",
    "UPDATE calendar_links SET digest = 'mine'",
]


@pytest.mark.parametrize("statement", NOT_THEIRS)
def test_a_member_schedules_nothing_by_a_statement_of_their_own(
    pages: Engine, url: str, store: Store, statement: str
) -> None:
    visit(store, "ana").schedules.make_calendar()
    before = contents(url)

    with pytest.raises(ProgrammingError, match=NOT_LET), asking(pages, "mia") as connection:
        connection.execute(text(statement))

    assert contents(url) == before


@pytest.mark.parametrize("person", [*STAFF, ""])
def test_a_statement_of_ones_own_finds_the_time_of_ones_own_school_alone(
    pages: Engine, store: Store, person: str
) -> None:
    keep_time(visit(store, "lee"))
    visit(store, "ana").schedules.make_calendar()

    with asking(pages, person) as connection:
        rows = [len(connection.execute(select(table)).all()) for table in SCHEDULES]
        links = connection.execute(select(calendar_links.c.person_id)).scalars().all()
        changed = connection.execute(update(special_days).values(name="Mine")).rowcount
        moved = connection.execute(update(meeting_times).values(place="Mine")).rowcount

    of_oak = bool(person) and STAFF[person][0] is OAK
    assert rows == [1 if of_oak else 0] * 4
    assert links == (["ana"] if person == "ana" else [])
    assert changed == moved == (1 if person in ("lee", "lou", "sam") else 0)
