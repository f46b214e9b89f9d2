"""An uploaded file is its owner's alone, for a week; how it is read is remembered by its digest."""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from plgwork.errors import AccessError
from plgwork.models.accounts import AuditEvent
from plgwork.models.surveys import KEPT
from plgwork.store import Store, VisitorStore
from plgwork.store.engine import connect, writing
from plgwork.store.schema.people import roles
from tests.store.surveying import FILE, corrected
from tests.store.world import NOW, OCTOBER, STAFF, contents, visit

WEEK = timedelta(days=7)


@pytest.fixture
def lee(store: Store) -> VisitorStore:
    """The store as Lee, a leader, may see it."""
    return visit(store, "lee")


def files(store: Store, who: str, now: datetime = NOW) -> list[str]:
    return [draft.name for draft in visit(store, who, now).drafts.mine()]


@pytest.mark.parametrize("data", [FILE, b"", bytes(range(256)) * 4_000], ids=["text", "no", "any"])
def test_a_file_is_kept_byte_for_byte_under_its_digest(lee: VisitorStore, data: bytes) -> None:
    draft = lee.drafts.keep("Spring ö.csv\0", data)

    assert lee.drafts.file(draft.id) == data
    assert draft.digest == hashlib.sha256(data).hexdigest()
    assert (draft.name, draft.size, draft.uploaded_at) == ("Spring ö.csv", len(data), NOW)
    assert draft.expires_at == NOW + KEPT == NOW + WEEK
    assert lee.drafts.mine() == [draft]


def test_nobody_else_reads_a_file_or_hears_of_it(store: Store, lee: VisitorStore) -> None:
    draft = lee.drafts.keep("survey.csv", FILE)
    lee.drafts.correct(corrected(draft.digest))

    for other in {*STAFF, "nobody"} - {"lee"}:
        theirs = visit(store, other).drafts
        assert theirs.mine() == []
        assert theirs.correction(draft.digest) is None
        for ask in (theirs.file, theirs.delete):
            with pytest.raises(AccessError):
                ask(draft.id)
    assert lee.drafts.mine() == [draft]


@pytest.mark.parametrize("who", ["ana", "sam", "nobody"])
def test_only_leaders_and_coaches_upload(store: Store, database: str, who: str) -> None:
    before = contents(database)

    with pytest.raises(AccessError):
        visit(store, who).drafts.keep("survey.csv", FILE)
    with pytest.raises(AccessError):
        visit(store, who).drafts.correct(corrected())

    assert contents(database) == before


def test_whoever_leads_no_more_reads_no_file(
    store: Store, lee: VisitorStore, database: str
) -> None:
    draft = lee.drafts.keep("survey.csv", FILE)
    engine = connect(database)
    with writing(engine) as connection:
        connection.execute(update(roles).values(until=OCTOBER.last))
    engine.dispose()

    assert lee.drafts.mine() == []
    with pytest.raises(AccessError):
        lee.drafts.file(draft.id)


def test_two_people_who_upload_the_same_have_a_file_each(store: Store, lee: VisitorStore) -> None:
    first = lee.drafts.keep("mine.csv", FILE)
    other = visit(store, "cora").drafts.keep("hers.csv", FILE)

    lee.drafts.delete(first.id)

    assert files(store, "lee") == []
    assert visit(store, "cora").drafts.file(other.id) == FILE


# --- the week ---------------------------------------------------------------------------------


def test_after_a_week_a_file_is_nowhere_to_be_had(store: Store, lee: VisitorStore) -> None:
    draft = lee.drafts.keep("survey.csv", FILE)
    nearly, over = NOW + WEEK - timedelta(seconds=1), NOW + WEEK

    assert files(store, "lee", nearly) == ["survey.csv"]
    assert visit(store, "lee", nearly).drafts.file(draft.id) == FILE
    assert files(store, "lee", over) == []
    with pytest.raises(AccessError, match=r"kept for a week, and is gone"):
        visit(store, "lee", over).drafts.file(draft.id)


@pytest.mark.parametrize("days", [1, 7, 30])
def test_uploaded_again_a_file_has_another_week(store: Store, days: int) -> None:
    visit(store, "lee").drafts.keep("first.csv", FILE)
    later = NOW + timedelta(days=days)

    again = visit(store, "lee", later).drafts.keep("again.csv", FILE)

    assert again.expires_at == later + WEEK
    assert visit(store, "lee", later).drafts.mine() == [again]
    assert visit(store, "lee", later).drafts.file(again.id) == FILE


def test_what_is_over_is_swept_for_good_and_the_rest_stays(store: Store, database: str) -> None:
    visit(store, "lee").drafts.keep("old.csv", FILE)
    visit(store, "lee").drafts.correct(corrected())
    visit(store, "cora", NOW + timedelta(seconds=1)).drafts.keep("younger.csv", FILE)

    assert store.sweep(NOW + WEEK - timedelta(seconds=1)) == 0
    assert store.sweep(NOW + WEEK) == 1
    assert store.sweep(NOW + WEEK) == 0

    assert [row[3] for row in contents(database)["drafts"]] == ["younger.csv"]
    assert visit(store, "lee").drafts.correction("d" * 64) == corrected()


def test_what_is_deleted_or_swept_stands_in_the_record_without_a_word_of_it(
    store: Store, lee: VisitorStore
) -> None:
    lee.drafts.delete(lee.drafts.keep("deleted.csv", b"a").id)
    lee.drafts.keep("swept.csv", b"b")
    store.sweep(NOW + WEEK)

    lines = visit(store, "sam").people.record()
    assert [(line.event, line.actor, line.person, line.detail) for line in lines] == [
        (AuditEvent.DRAFT_DELETED, None, "Lee", ""),
        (AuditEvent.DRAFT_DELETED, "Lee", "Lee", ""),
    ]


def test_no_byte_of_a_deleted_or_swept_file_is_left(
    sqlite_store: tuple[Store, Path],
) -> None:
    store, folder = sqlite_store[0], sqlite_store[1].parent
    secret = b"Zugunruhe " * 5_000
    deleted = visit(store, "lee").drafts.keep("deleted.csv", secret)
    visit(store, "lee").drafts.keep("swept.csv", secret + b"!")
    assert secret[:40] in b"".join(path.read_bytes() for path in folder.iterdir())

    visit(store, "lee").drafts.delete(deleted.id)
    store.sweep(NOW + WEEK)

    assert b"Zugunruhe" not in b"".join(path.read_bytes() for path in folder.iterdir())


# --- corrections --------------------------------------------------------------------------------


def test_how_a_file_is_read_is_remembered_by_its_digest(store: Store, lee: VisitorStore) -> None:
    lee.drafts.correct(corrected("a" * 64))
    lee.drafts.correct(corrected("b" * 64, warnings=("Two waves?",)))
    lee.drafts.correct(corrected("a" * 64, respondents=1))

    again = visit(store, "lee", NOW + timedelta(days=400)).drafts
    assert again.correction("a" * 64) == corrected("a" * 64, respondents=1)
    assert again.correction("b" * 64) == corrected("b" * 64, warnings=("Two waves?",))


@pytest.mark.parametrize("digest", ["", "no-such", "' OR '1'='1", "\x00", "\ud800", "x" * 9_000])
def test_a_digest_that_was_made_up_finds_nothing(lee: VisitorStore, digest: str) -> None:
    lee.drafts.correct(corrected())

    assert lee.drafts.correction(digest) is None


def test_a_file_deleted_by_its_owner_takes_its_corrections_along(lee: VisitorStore) -> None:
    draft = lee.drafts.keep("survey.csv", FILE)
    lee.drafts.correct(corrected(draft.digest))
    lee.drafts.correct(corrected("b" * 64))

    lee.drafts.delete(draft.id)

    assert lee.drafts.correction(draft.digest) is None
    assert lee.drafts.correction("b" * 64) == corrected("b" * 64)
