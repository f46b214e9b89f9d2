"""Norms agreed on, kept and looked back on in browsers and on phones; and what others may not."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Literal

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from plgwork.models.agreements import Kind, Line, Norms, Party
from plgwork.models.norms import Mark, NormCheck
from tests.browser.conftest import PageFor
from tests.browser.everywhere import is_for_everybody
from tests.browser.looking import Caller, sign_in, states, store_of, words
from tests.browser.reflecting import open_page, step, tab_to
from tests.browser.serving import Served
from tests.browser.test_purpose import GRADE_8, adopt, go_along
from tests.browser.visiting import LAPTOP, PHONE, PROJECTOR, axe

SCIENCE = ("imani-okafor", "noor-rahmani", "mei-lin-tsao", "samir-haddadin", "patrice-duquesne")
MATHEMATICS = (
    *("walter-brzezicki", "lakshmi-peravali", "deshawn-pettigrew"),
    *("ingrid-solheim", "carlos-ibarrondo", "yuki-matsuoka"),
)
ENGLISH = (
    *("odette-beaumarchand", "jamal-whitlow", "siobhan-kilbride"),
    *("emeka-nwachukwu", "hannah-rosenthaler", "thanh-luong"),
)
LEADER, MEMBER = "vivian-adebanjo", "fiona-gallacher"
MARKS = {Mark.NOT_TODAY: "Not today", Mark.PARTLY: "Partly", Mark.KEPT: "We kept it"}
NORMS = Norms(
    lines=(
        Line(id="show-the-work", text="We show the work before the answer."),
        Line(id="wrong-turns", text="We keep wrong turns on the board."),
        Line(id="one-voice", text="One of us speaks at a time."),
    )
)
QUESTION = "How did we keep our norms today?"
NOTHING = "There is nothing to answer here"


def at(
    page_for: PageFor,
    person: str,
    where: str,
    viewport: ViewportSize = LAPTOP,
    scheme: Literal["light", "dark"] = "light",
) -> Page:
    """Somebody's browser on the page, at a school or PLG and a step of it."""
    return open_page(sign_in(page_for(None, viewport, scheme), person), f"culture?of={where}")


def opened(served: Served, plg_id: str, people: tuple[str, ...]) -> NormCheck:
    """A check of a PLG that adopts norms for it, all at one moment."""
    of = Party(plg_id=plg_id)
    with store_of(served, people[0]) as store:
        if not any(one.kind is Kind.NORMS for one in store.agreements.of(of)):
            proposal = store.proposals.propose(of, NORMS)
            go_along(served, people, of, Kind.NORMS)
            store.agreements.adopt(proposal.id, 1, date(2027, 6, 1))
        return store.checks.open(plg_id, MARKS)


def answer(served: Served, check: NormCheck, person: str, mark: Mark = Mark.KEPT) -> int:
    """Answer with a program that runs no script; the status of what comes back."""
    taps = {f"norm-{one.id}": mark.value for one in check.asked.norms}
    return Caller(served).come_in(person).post(f"n/{check.code}", taps).status


@contextmanager
def seen(served: Served, check: NormCheck, person: str) -> Iterator[NormCheck]:
    """The check as the store now shows it to somebody."""
    with store_of(served, person) as store:
        yield next(one for one in store.checks.of(check.plg_id) if one.id == check.id)


# --- C1 -------------------------------------------------------------------------------------------


def test_c1_norms_are_worded_together_adopted_and_stand_with_their_edition(
    page_for: PageFor, served: Served
) -> None:
    tessa = at(page_for, "tessa-lindqvist", "grade-8-team")
    tessa.get_by_role("button", name="Propose: our norms").click()
    dialog = tessa.get_by_role("dialog", name="Our norms")
    dialog.get_by_role("textbox", name="Our norms").fill("We say a student’s name with care.")
    dialog.get_by_role("button", name="Propose it").click()
    expect(dialog.get_by_text("At least 3 of them; these are 1.")).to_be_visible()
    axe(tessa)
    dialog.get_by_role("checkbox", name="We let each other finish.").check()
    dialog.get_by_role("checkbox", name="We start and end on time, whoever is missing.").check()
    dialog.get_by_role("button", name="Propose it").click()
    expect(dialog).to_be_hidden()
    go_along(served, GRADE_8, Party(plg_id="grade-8-team"), Kind.NORMS)
    step(tessa, "Respond")
    axe(tessa)
    adopt(tessa)

    fiona = at(page_for, MEMBER, "grade-8-team")
    norms = fiona.get_by_role("region", name="Our norms")
    expect(norms).to_contain_text("Grade 8 team, adopted on")
    expect(norms).to_contain_text("We say a student’s name with care.")
    expect(norms).to_contain_text("We let each other finish.")
    expect(norms).to_contain_text("Edition1")
    expect(fiona.get_by_role("button", name="Propose:")).to_have_count(0)


def test_c1_a_check_closes_a_meeting_on_everybodys_own_phone_and_opens_once(
    page_for: PageFor, served: Served
) -> None:
    imani = at(page_for, "imani-okafor", "science-department#close-a-meeting")
    imani.get_by_role("button", name="Open a norm check").click()
    address = imani.get_by_role("region", name="On your own phone")
    expect(address.get_by_role("img")).to_have_js_property("complete", True)
    path = str(address.get_by_role("link").get_attribute("href")).lstrip("/")
    axe(imani)

    # A phone that runs no script at all.
    noor = sign_in(page_for(None, PHONE, java_script_enabled=False), "noor-rahmani")
    noor.goto(path)
    promise = "From what is kept nobody can tell which taps were yours."
    expect(noor.get_by_text(promise)).to_be_visible()
    noor.get_by_role("button", name="Send my answer").click()
    expect(noor.get_by_role("alert")).to_contain_text("Mark at least one norm.")
    first = noor.get_by_role("group", name="We let each other finish.")
    first.get_by_label("Not today").check()
    noor.get_by_role("button", name="Send my answer").click()
    expect(noor.get_by_role("status").filter(has_text="Your answer is counted.")).to_be_visible()
    expect(imani.get_by_role("heading", name="1 has answered")).to_be_visible()
    before = set(words(states(imani)))

    with store_of(served, "imani-okafor") as store:
        [check] = [one for one in store.checks.of("science-department") if one.open]
    for person in SCIENCE[1:]:  # Noor once more: it counts once
        assert answer(served, check, person) == 303
    expect(imani.get_by_role("heading", name="4 have answered")).to_be_visible()
    assert set(words(states(imani))) - before == {"4 have answered"}

    assert answer(served, check, "imani-okafor") == 303
    imani.get_by_role("link", name="Close it").click()
    expect(imani.get_by_text("5 of Science department have answered so far.")).to_be_visible()
    axe(imani)
    imani.get_by_role("button", name="Close it for everybody").click()
    row = imani.get_by_role("row").filter(has_text="We say what we see before we say")
    expect(row.filter(has_text="withheld")).to_be_visible()  # Noor left it out: four marked it
    kept = imani.get_by_role("region", name="Your last check, norm by norm")
    expect(kept.get_by_role("row").filter(has_text="We let each other finish.")).to_contain_text(
        "80 % or more"
    )
    axe(imani)

    late = Caller(served).come_in("caleb-yoder")
    sent = late.post(f"n/{check.code}", {"norm-let-each-other-finish": "partly"})
    assert (sent.status, "was not kept" in sent.text) == (409, True)
    with seen(served, check, "caleb-yoder") as closed:
        assert closed.answered == 5


def test_c1_under_five_nothing_is_shown_and_it_is_said(page_for: PageFor, served: Served) -> None:
    check = opened(served, "english-8-to-12", ENGLISH)
    for person in ENGLISH[:4]:
        answer(served, check, person)

    odette = at(page_for, ENGLISH[0], "english-8-to-12#close-a-meeting")
    odette.get_by_role("link", name="Close it").click()
    odette.get_by_role("button", name="Close it for everybody").click()
    expect(odette.get_by_role("heading", name="No check can be shown yet")).to_be_visible()

    phone = sign_in(page_for(None, PHONE), ENGLISH[1])
    phone.goto(f"n/{check.code}")
    expect(phone.get_by_text("Fewer than five answered, so nothing is shown")).to_be_visible()
    with seen(served, check, ENGLISH[1]) as closed:
        assert (closed.answered, closed.results) == (None, None)


def test_c1_how_norms_are_kept_is_a_trend_in_a_picture_in_words_and_in_a_table(
    page_for: PageFor,
) -> None:
    page = at(page_for, "mei-lin-tsao", "science-department#how-it-goes")
    chart = page.get_by_role("figure").filter(has_text="Shares are of those who marked the norm")
    told = re.compile("We let each other finish")
    expect(chart.get_by_role("img")).to_have_attribute("alt", told)
    chart.get_by_text("The figures as a table").click()
    expect(chart.get_by_role("row").filter(has_text="8 May 2026").first).to_contain_text("40 %")

    stranger = at(page_for, LEADER, "science-department#how-it-goes")
    expect(stranger.get_by_role("heading", name="A norm check is one PLG’s own")).to_be_visible()
    assert "8 May 2026" not in " ".join(words(states(stranger)))


@pytest.mark.parametrize("viewport", [PHONE, LAPTOP, PROJECTOR], ids=["phone", "laptop", "wall"])
def test_the_address_can_be_read_from_any_screen(
    page_for: PageFor, served: Served, viewport: ViewportSize
) -> None:
    check = opened(served, "mathematics-department", MATHEMATICS)

    page = at(page_for, MATHEMATICS[0], "mathematics-department#close-a-meeting", viewport)

    link = page.get_by_role("region", name="On your own phone").get_by_role("link")
    expect(link).to_have_text(f"{served.url.partition('//')[2]}/n/{check.code}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize(
    ("who", "scheme"), [("ingrid-solheim", "light"), ("yuki-matsuoka", "dark")]
)
def test_on_a_phone_one_answers_a_check_by_keyboard_alone(
    page_for: PageFor, served: Served, who: str, scheme: Literal["light", "dark"]
) -> None:
    check = opened(served, "mathematics-department", MATHEMATICS)
    page = sign_in(page_for(None, PHONE, scheme), who)
    page.goto(f"n/{check.code}")
    is_for_everybody(page)
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    for norm in NORMS.lines:
        group = page.get_by_role("group", name=norm.text)
        tab_to(page, group.get_by_label("I leave it out"))
        page.keyboard.press("ArrowDown")  # round to the first
        expect(group.get_by_label("We kept it")).to_be_checked()
    tab_to(page, page.get_by_role("button", name="Send my answer"))
    page.keyboard.press("Enter")

    expect(page.get_by_text("Your answer is counted.")).to_be_visible()
    is_for_everybody(page)


# --- C3, C5 ---------------------------------------------------------------------------------------


def test_c3_beliefs_have_a_unit_for_all_and_questionnaires_for_those_who_ask(
    page_for: PageFor,
) -> None:
    leader = at(page_for, LEADER, "school#leaders-and-beliefs")
    axe(leader)
    leader.get_by_role("link", name="What can we do together?").click()
    expect(leader.get_by_role("dialog", name="What can we do together?")).to_be_visible()

    member = at(page_for, MEMBER, "school#leaders-and-beliefs")
    expect(member.get_by_role("link", name="What can we do together?")).to_have_count(0)
    member.get_by_role("link", name="A unit on it: What we believe together").click()
    expect(member.get_by_role("heading", name="What we believe together")).to_be_visible()


def test_c3_what_was_adopted_carries_the_day_to_look_at_it_again(page_for: PageFor) -> None:
    page = at(page_for, MEMBER, "science-department")

    for name in ("Our norms", "What we expect of one another"):
        panel = page.get_by_role("region", name=name, exact=True)
        expect(panel).to_contain_text("We look at it againWednesday 30 June 2027")


def test_c5_all_staff_see_that_leaders_meet_in_a_plg_of_their_own_and_when(
    page_for: PageFor,
) -> None:
    page = at(page_for, MEMBER, "leaders#leaders-and-beliefs")

    panel = page.get_by_role("region", name="Your leaders meet in a PLG of their own")
    expect(panel).to_contain_text("Second and fourth Tuesday, 7:30 am, Conference room")
    expect(panel).to_contain_text("Tuesday 24 November")
    step(page, "What we agreed")
    expect(page.get_by_role("region", name="Our norms")).to_contain_text("Our phones lie face down")


# --- whoever means harm ---------------------------------------------------------------------------

MADE_UP = "0000-0000"


@pytest.fixture
def check(served: Served) -> NormCheck:
    return opened(served, "mathematics-department", MATHEMATICS)


@pytest.mark.parametrize("person", ["ruth-tsosie", LEADER, "tomas-reznicek", "naomi-feldstrom"])
@pytest.mark.parametrize("path", ["", "/close", "/picture"])
def test_to_somebody_else_an_address_is_like_one_that_was_made_up(
    served: Served, check: NormCheck, person: str, path: str
) -> None:
    caller = Caller(served).come_in(person)

    real, made_up = (caller.get(f"n/{code}{path}") for code in (check.code, MADE_UP))

    assert (real.status, made_up.status) == (404, 404)
    assert _plain(real.text) == _plain(made_up.text)
    assert NOTHING in real.text
    assert "Mathematics" not in real.text.partition("<main")[2]


def _plain(text: str) -> str:
    """A page without what is new in each answer."""
    return re.sub(r'(nonce|value)="[^"]*"', "", text)


def test_whoever_is_not_signed_in_is_led_to_the_door_whatever_is_there(
    served: Served, check: NormCheck
) -> None:
    for code in (check.code, MADE_UP):
        answer = Caller(served).get(f"n/{code}")
        assert answer.status == 302
        assert answer.leads_to.startswith("/choose?next=")


@pytest.mark.parametrize("person", ["ruth-tsosie", LEADER])
def test_nobody_answers_or_closes_a_check_of_another_plg(
    served: Served, check: NormCheck, person: str
) -> None:
    caller = Caller(served).come_in(person)
    with seen(served, check, MATHEMATICS[0]) as before:
        sent = [caller.post(f"n/{check.code}{path}", {"norm-one-voice": "partly"})
                for path in ("", "/close")]  # fmt: skip

    assert [one.status for one in sent] == [404, 404]
    with seen(served, check, MATHEMATICS[0]) as after:
        assert after == before


def test_a_member_cannot_close_a_check(served: Served, check: NormCheck) -> None:
    caller = Caller(served).come_in("carlos-ibarrondo")

    assert [caller.get(f"n/{check.code}/close").status] == [404]
    assert [caller.post(f"n/{check.code}/close").status] == [404]
    with seen(served, check, MATHEMATICS[0]) as still:
        assert still.open


def test_an_answer_that_another_site_sends_is_refused(served: Served, check: NormCheck) -> None:
    facilitator = Caller(served).come_in(MATHEMATICS[0])

    for path in ("", "/close"):
        for token in ("", "2|00000000|00|1"):
            sent = facilitator.post(f"n/{check.code}{path}", {}, **{"X-XSRFToken": token})
            assert sent.status == 403
    with seen(served, check, MATHEMATICS[0]) as still:
        assert still.open


@pytest.mark.parametrize(
    "form",
    [
        {"norm-made-up": "partly"},
        {"norm-one-voice": "excellent"},
        {"one-voice'; DROP TABLE norm_marks; --": "partly"},
        {"norm-one-voice": "\0"},
        {},
    ],
)
def test_what_is_no_answer_is_not_counted(
    served: Served, check: NormCheck, form: dict[str, str]
) -> None:
    with seen(served, check, MATHEMATICS[0]) as before:
        sent = Caller(served).come_in("deshawn-pettigrew").post(f"n/{check.code}", form)

    assert (sent.status, "Mark at least one norm." in sent.text) == (200, True)
    with seen(served, check, MATHEMATICS[0]) as after:
        assert after.answered == before.answered


def test_what_people_wrote_as_a_norm_is_text_on_a_phone(served: Served) -> None:
    plg, people = "history-and-languages", ("esteban-zaldivar", "genevieve-laroque",
        "xiaowen-jiang", "douglas-fairweather", "aaliyah-stovall", "peter-kostopoulos")  # fmt: skip
    bad = NORMS.model_copy(
        update={"lines": (Line(id="x", text="<script>alert(1)</script>"), *NORMS.lines[1:])}
    )
    of = Party(plg_id=plg)
    with store_of(served, people[0]) as store:
        proposal = store.proposals.propose(of, bad)
        go_along(served, people, of, Kind.NORMS)
        store.agreements.adopt(proposal.id, 1, date(2027, 6, 1))
        check = store.checks.open(plg, MARKS)

    page = Caller(served).come_in(people[1]).get(f"n/{check.code}")

    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text
    assert QUESTION in page.text


def test_c4_work_comes_to_the_table_in_turns(page_for: PageFor) -> None:
    leads = at(page_for, SCIENCE[0], "science-department")
    step(leads, "Shared work")
    turns = leads.get_by_role("table").filter(has_text="Caleb Yoder")
    expect(turns.get_by_role("row").filter(has_text="Caleb Yoder")).to_contain_text(
        "Tuning Protocol"
    )
    expect(turns.get_by_role("row").nth(1)).to_contain_text("not yet")

    member = at(page_for, "caleb-yoder", "science-department")
    step(member, "Shared work")

    expect(member.get_by_text("You brought work on Tuesday 17 November")).to_be_visible()
    expect(member.get_by_role("table").filter(has_text="Caleb Yoder")).to_have_count(0)
