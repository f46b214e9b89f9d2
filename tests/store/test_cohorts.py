"""What a cohort does together: nobody's word before it is opened, and figures that never change."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from plgwork.analysis.disclosure import shares
from plgwork.errors import AccessError
from plgwork.models.cohorts import LiveRound, Marked, Saying, Side
from plgwork.models.enrolling import PlgChange
from plgwork.models.reflections import Rating
from plgwork.store import Store
from tests.store.world import NOVEMBER, NOW, OCTOBER, asked, visit, write

PEOPLE = ("ana", "ben", "nia", "finn", "cora")
FOUR = ("listening", "purpose-said", "time-kept", "work-brought")


@pytest.fixture
def begun(store: Store) -> str:
    """A round to which nobody has written."""
    return visit(store, "cora").rounds.begin("cohort", "What will you try?")


def latest(store: Store, who: str) -> LiveRound:
    return visit(store, who).rounds.of("cohort")[0]


def test_before_it_is_opened_nobody_gets_more_than_how_many_wrote(store: Store, begun: str) -> None:
    visit(store, "ana").rounds.write(begun, "I will wait.")

    for other in ("ben", "cora"):
        round_ = latest(store, other)
        assert (round_.written, round_.told, round_.mine) == (1, (), None)
    mine = latest(store, "ana").mine
    assert mine is not None
    assert mine.text == "I will wait."


def test_once_it_is_opened_everybody_reads_all_with_names(store: Store, begun: str) -> None:
    for one in PEOPLE:
        visit(store, one).rounds.write(begun, f"{one} tries this.")
    visit(store, "cora").rounds.open(begun)

    for one in PEOPLE:
        told = latest(store, one).told
        assert [said.text for said in told] == [f"{each} tries this." for each in sorted(PEOPLE)]
        assert [said.text for said in told if said.mine] == [f"{one} tries this."]


def test_after_opening_nothing_changes(store: Store, begun: str) -> None:
    kept = visit(store, "ana").rounds.write(begun, "I will wait.")
    visit(store, "cora").rounds.open(begun)

    for change in (
        lambda: visit(store, "ana").rounds.write(begun, "I never said so.", kept.version),
        lambda: visit(store, "ben").rounds.write(begun, "Me too."),
        lambda: visit(store, "cora").rounds.open(begun),
    ):
        with pytest.raises(AccessError):
            change()

    assert [one.text for one in latest(store, "ben").told] == ["I will wait."]


def test_an_empty_text_counts_as_none(store: Store, begun: str) -> None:
    kept = visit(store, "ana").rounds.write(begun, "Something")
    visit(store, "ana").rounds.write(begun, "", kept.version)
    visit(store, "cora").rounds.open(begun)

    assert (latest(store, "ben").written, latest(store, "ben").told) == (0, ())


def test_what_another_window_wrote_is_not_replaced_unseen(store: Store, begun: str) -> None:
    first = visit(store, "ana").rounds.write(begun, "Here")
    there = visit(store, "ana").rounds.write(begun, "Here and there", first.version)

    stale = visit(store, "ana").rounds.write(begun, "Only here", first.version)
    assert stale == there
    settled = visit(store, "ana").rounds.write(begun, "Both", stale.version)

    assert settled.text == "Both"


def test_people_who_write_at_once_lose_nothing(store: Store, begun: str) -> None:
    visitors = [visit(store, one) for one in PEOPLE]
    with ThreadPoolExecutor(len(PEOPLE)) as pool:
        list(pool.map(lambda one: one.rounds.write(begun, "Written"), visitors))

    assert latest(store, "cora").written == len(PEOPLE)


def test_opening_and_writing_at_once_leaves_no_text_half_in(store: Store, begun: str) -> None:
    def attempt(one: str) -> bool:
        try:
            visit(store, one).rounds.write(begun, "In time")
        except AccessError:
            return False
        return True

    with ThreadPoolExecutor(len(PEOPLE)) as pool:
        opening = pool.submit(lambda: visit(store, "cora").rounds.open(begun))
        kept = list(pool.map(attempt, PEOPLE))
        opening.result()

    assert len(latest(store, "ben").told) == sum(kept)


def test_one_round_is_written_at_a_time(store: Store, begun: str) -> None:
    with pytest.raises(AccessError, match="Open it first"):
        visit(store, "cora").rounds.begin("cohort", "And this?")

    visit(store, "cora").rounds.open(begun)
    later = visit(store, "cora", NOW + timedelta(hours=1))
    later.rounds.begin("cohort", "And this?")
    assert [one.question for one in later.rounds.of("cohort")] == [
        "And this?",
        "What will you try?",
    ]


def test_who_joins_after_the_opening_does_not_read_it(store: Store, begun: str) -> None:
    visit(store, "ana").rounds.write(begun, "For those who are here")
    visit(store, "cora").rounds.open(begun)
    sam = visit(store, "sam", NOW + timedelta(days=1))
    sam.people.arrange(PlgChange(id="cohort", joins=("mia",)))

    assert visit(store, "mia", NOW + timedelta(days=2)).rounds.of("cohort")[0].told == ()


# --- snapshots -------------------------------------------------------------------------------


def rate(store: Store, who: str, value: int, *statements: str) -> None:
    marks = [Rating(month="2026-11", indicator_id=one, value=value) for one in statements or FOUR]
    visit(store, who).reflections.rate(*marks)


FIGURES = {"all": FOUR, "listening": ("listening",)}


def test_marks_are_counted_from_five_people_up(store: Store) -> None:
    for one in PEOPLE[:4]:
        rate(store, one, 4)
    assert visit(store, "cora").snapshots.counted("cohort", NOVEMBER, FIGURES) == {}

    rate(store, "cora", 2)
    counted = visit(store, "cora").snapshots.counted("cohort", NOVEMBER, FIGURES)

    assert counted == dict.fromkeys(FIGURES, Marked(people=5, high=4))


def test_who_marked_only_some_statements_counts_for_these_alone(store: Store) -> None:
    for one in PEOPLE:
        rate(store, one, 5, "listening")

    counted = visit(store, "cora").snapshots.counted("cohort", NOVEMBER, FIGURES)

    assert counted == {"listening": Marked(people=5, high=5)}


def test_marks_of_people_outside_the_cohort_do_not_count(store: Store) -> None:
    for one in (*PEOPLE, "mia", "gus"):
        rate(store, one, 5)

    counted = visit(store, "cora").snapshots.counted("cohort", NOVEMBER, FIGURES)

    assert counted["all"].people == len(PEOPLE)


def test_a_snapshot_opens_once_and_never_changes(store: Store) -> None:
    cora = visit(store, "cora")
    for one in PEOPLE:
        rate(store, one, 4)
    first = cora.snapshots.let_out("cohort", NOVEMBER, shares("First", [("all", 5, 4)]))
    rate(store, "ben", 1)

    again = cora.snapshots.let_out("cohort", NOVEMBER, shares("Again", [("all", 5, 3)]))

    assert again == first
    assert visit(store, "ben").snapshots.of("cohort") == [first]
    assert cora.snapshots.counted("cohort", NOVEMBER, FIGURES) == {}


def test_no_snapshot_is_let_out_of_a_month_that_lies_ahead(store: Store) -> None:
    with pytest.raises(AccessError, match="not begun"):
        visit(store, "cora").snapshots.let_out(
            "cohort", NOVEMBER.plus(1), shares("Early", [("all", 5, 4)])
        )


# --- dilemmas, expertise, plans, what was shared ----------------------------------------------


def test_one_dilemma_is_presented_next(store: Store) -> None:
    cora = visit(store, "cora")
    first = visit(store, "ana").dilemmas.offer("cohort", "How do I wait?")
    second = visit(store, "ben").dilemmas.offer("cohort", "How do I stop?")

    cora.dilemmas.choose(first)
    cora.dilemmas.choose(second)

    assert [one.by for one in visit(store, "nia").dilemmas.of("cohort") if one.presents] == ["Ben"]
    cora.dilemmas.choose(second, presents=False)
    assert not any(one.presents for one in cora.dilemmas.of("cohort"))


def test_a_dilemma_is_taken_back_any_time_also_by_who_left(store: Store) -> None:
    offered = visit(store, "ana").dilemmas.offer("cohort", "How do I wait?")
    visit(store, "cora").dilemmas.choose(offered)
    visit(store, "sam").people.end_membership("cohort", "ana", NOW.date() - timedelta(days=1))

    visit(store, "ana").dilemmas.take_back(offered)

    assert visit(store, "cora").dilemmas.of("cohort") == []


def test_what_somebody_offers_of_a_kind_is_said_once(store: Store) -> None:
    ana = visit(store, "ana")
    for words in ("By wire", "In person"):
        ana.expertise.say("cohort", Saying(side=Side.OFFERS, topic="moves", words=words))
    ana.expertise.say("cohort", Saying(side=Side.SEEKS, topic="moves"))

    said = [(one.saying.side, one.saying.words) for one in ana.expertise.of("cohort")]
    assert sorted(said) == [(Side.OFFERS, "In person"), (Side.SEEKS, "")]


def test_a_plan_written_in_another_window_is_not_replaced_unseen(store: Store) -> None:
    cora = visit(store, "cora")
    first = cora.plans.write("cohort", NOVEMBER, "We visit.")
    second = cora.plans.write("cohort", NOVEMBER, "We visit twice.", first.version)

    assert cora.plans.write("cohort", NOVEMBER, "We read.", first.version) == second
    plan = visit(store, "ben").plans.of("cohort", NOVEMBER)
    assert plan is not None
    assert plan.kept.text == "We visit twice."


def test_only_copies_shared_with_the_cohort_are_found_and_ones_own_are_among_them(
    store: Store,
) -> None:
    ana = visit(store, "ana")
    ana.reflections.share(write(ana, "Shared", asked("shared")).id)
    write(ana, "Private", asked("private"))

    found = ana.reflections.shared_in("cohort", OCTOBER)

    assert [one.text for one in found] == ["Shared"]
    assert visit(store, "nia").reflections.shared_in("cohort", OCTOBER) == []
    assert ana.reflections.shared_in("algebra", OCTOBER) == []
