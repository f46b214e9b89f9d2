"""Search finds what a person wrote, the same on both databases."""

import pytest

from plgwork.store import Store, VisitorStore
from tests.store.world import NOVEMBER, OCTOBER, SEPTEMBER, asked, visit, write

TEXTS = {
    "cafe": "We met in the Café Übermut, over crème brûlée.",
    "norms": "Our norms didn't hold; Re-reading them (twice!) helped.",
    "percent": "Attendance rose to 85% in room_4 — 100 % of us.",
    "emoji": "Everybody laughed 🎉 and 👩🏽‍🏫 took notes",
    "arabic": "كَتَبْتُ هذا بعد الاجتماع",
    "hebrew": "כתבתי את זה אחרי הפגישה",
    "greek": "Το ΤΈΛΟΣ της συνάντησης",
    "german": "Die Straße war weiß, und die Maßstäbe auch.",
    "wide": "Ｆｕｌｌ width letters, the ﬁnal ﬂow, x² and №5",
    "chinese": "我们今天讨论了规范。",
    "sql": 'Robert\'); DROP TABLE entries;-- \\ and "quotes"',
}
FOUND = {
    "cafe": ["cafe"],
    "CAFÉ": ["cafe"],
    "cafe\u0301": ["cafe"],
    "brul": ["cafe"],
    "rulee": [],
    "met over": ["cafe"],
    "over met café": ["cafe"],
    "met norms": [],
    "didn't": ["norms"],
    "didn’t": ["norms"],
    "re-reading": ["norms"],
    "(twice!)": ["norms"],
    "  norms,  ": ["norms"],
    "85%": ["percent"],
    "8%5": [],
    "_": [],
    "room_4": ["percent"],
    "room_": ["percent"],
    "r__m": [],
    "roo%4": [],
    "🎉": ["emoji"],
    "laughed 🎉": ["emoji"],
    "👩": ["emoji"],
    "😂": [],
    "كتبت": ["arabic"],
    "كَتَبْتُ": ["arabic"],
    "الاجتماع هذا": ["arabic"],
    "כתבתי": ["hebrew"],
    "τελος": ["greek"],
    "ΤΈΛΟΣ": ["greek"],
    "strasse": ["german"],
    "STRASSE": ["german"],
    "weiß": ["german"],
    "masstabe": [],
    "massstabe": ["german"],
    "full": ["wide"],
    "final flow": ["wide"],
    "no5": ["wide"],
    "我们": ["chinese"],
    "drop table": ["sql"],
    "\\": [],
    "%": [],
    "?!": [],
    "\x00norms": ["norms"],
    "\ud800": [],
    "norms " * 5_000: ["norms"],
    "n" * 100_000: [],
    "": sorted(TEXTS),
    " \t\n": sorted(TEXTS),
}


@pytest.fixture
def author(ana: VisitorStore) -> VisitorStore:
    """Ana, who wrote all of it."""
    for about, words in TEXTS.items():
        write(ana, words, asked(about, asked=""))
    return ana


def test_every_query_finds_what_it_should_on_both_databases(author: VisitorStore) -> None:
    found = {
        query: sorted(entry.subject.about for entry in author.reflections.search(query))
        for query in FOUND
    }

    assert found == FOUND


def test_the_question_is_searched_too(ana: VisitorStore) -> None:
    entry = write(ana, "Nothing to add", asked(asked="Whose voices were missing?"))

    assert ana.reflections.search("voices missing") == [entry]


def test_only_current_words_are_found(ana: VisitorStore) -> None:
    first = write(ana, "We argued", sitting="monday")
    write(ana, "We agreed", upon=first, sitting="friday")

    assert ana.reflections.search("argued") == []
    assert [one.text for one in ana.reflections.search("agreed")] == ["We agreed"]


def test_words_of_every_current_version_are_found(ana: VisitorStore) -> None:
    write(ana, "From the laptop", sitting="laptop")
    write(ana, "From the phone", sitting="phone")

    assert len(ana.reflections.search("laptop")) == len(ana.reflections.search("phone")) == 1


def test_what_is_found_comes_newest_first(ana: VisitorStore) -> None:
    for month in (OCTOBER, SEPTEMBER, NOVEMBER):
        write(ana, "We agreed", asked(month=month))

    found = [entry.subject.month for entry in ana.reflections.search("agreed")]

    assert found == ["2026-11", "2026-10", "2026-09"]


def test_another_authors_words_are_never_found(store: Store, author: VisitorStore) -> None:
    shared = author.reflections.entries_of(OCTOBER)[0]
    author.reflections.share(shared.id)
    ben = visit(store, "ben")

    assert [entry for query in FOUND for entry in ben.reflections.search(query)] == []


def test_a_text_of_many_words_is_found_by_the_whole_of_it(ana: VisitorStore) -> None:
    words = " ".join(f"word{number}" for number in range(5_000))
    entry = write(ana, words)

    assert ana.reflections.search(words) == [entry]
