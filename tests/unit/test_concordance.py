"""Words in context: every place, nothing but what was written, whatever case and accents."""

import re

from hypothesis import given
from hypothesis import strategies as st

from plgwork.analysis.concordance import AROUND, CUT, concordance, folded

ANSWERS = (
    "More time to plan together, and a quiet room. TIME is short.",
    "Fewer meetings; timetables that fit",
    "Café conversations after the meeting, sometimes with cake, and in a room with daylight",
)
WORDS = st.text(st.sampled_from("aAbBéÉeß İ…-’.\n\t"), max_size=120)


def tidy(text: str) -> str:
    return " ".join(text.split())


def test_every_word_that_begins_so_is_found_in_the_order_of_the_answers() -> None:
    found = [(line.answer, line.word) for line in concordance(ANSWERS, "time")]

    assert found == [(0, "time"), (0, "TIME"), (1, "timetables")]


def test_a_line_shows_what_is_around_a_word_without_cutting_one() -> None:
    [line] = concordance(ANSWERS, "sometimes")

    assert line.before == "Café conversations after the meeting,"[-40:] + " "
    assert line.after == " with cake, and in a room with daylight"


def test_what_is_longer_is_cut_between_words() -> None:
    line = concordance(["a " * 40 + "goal" + " b" * 40], "goal")[0]

    assert (line.before, line.after) == (f"{CUT}{'a ' * 19}", f"{' b' * 19}{CUT}")


def test_case_accents_and_blanks_are_forgiven() -> None:
    for sought in ("cafe CONV", "CAFÉ  conv", "cafe\u0301\nconv"):
        assert [line.word for line in concordance(ANSWERS, sought)] == ["Café conversations"]


def test_signs_are_sought_as_they_stand_and_never_as_a_pattern() -> None:
    assert [line.word for line in concordance(["a.b (c)", "axb"], ".b")] == [".b"]
    assert [line.word for line in concordance(["a.b (c)", "axb"], "(")] == ["(c"]
    assert concordance(ANSWERS, " \n") == []


def test_a_sign_that_is_compared_as_several_is_shown_once_and_whole() -> None:
    [line] = concordance(["Well… yes, a ¼ of it"], ".")

    assert (line.before, line.word, line.after) == ("Well", "…", " yes, a ¼ of it")
    assert concordance(["a ¼ of it"], "4") == []


@given(st.lists(WORDS, max_size=4), WORDS)
def test_lines_hold_nothing_that_was_not_written(answers: list[str], sought: str) -> None:
    for line in concordance(answers, sought):
        before, after = line.before.removeprefix(CUT), line.after.removesuffix(CUT)
        assert f"{before}{line.word}{after}" in tidy(answers[line.answer])
        assert len(line.before) <= AROUND + 1
        assert len(line.after) <= AROUND + 1
        assert folded(line.word)[0].startswith(folded(tidy(sought))[0])


@given(st.lists(WORDS, max_size=4), st.sampled_from(["a", "ab", "é", "b a"]))
def test_there_is_a_line_for_every_place(answers: list[str], sought: str) -> None:
    plain = [folded(tidy(one))[0] for one in answers]
    places = sum(len(re.findall(rf"(?<!\w){folded(sought)[0]}\w*", one)) for one in plain)

    assert len(concordance(answers, sought)) == places


@given(st.lists(st.text(max_size=60), max_size=4), st.text(max_size=4))
def test_any_text_can_be_searched(answers: list[str], sought: str) -> None:
    upper = concordance(answers, sought.upper())

    assert [line.answer for line in upper] == sorted(line.answer for line in upper)
