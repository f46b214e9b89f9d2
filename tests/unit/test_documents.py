"""One's own year, taken away: every word is there, whatever signs it holds."""

import io
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plgwork.documents.yearbook import markdown, word
from plgwork.models.yearbook import Chapter, Passage, YearBook

RTL = "سألتُ سؤالاً واحداً، ثم انتظرت."
ODD = 'Half a bell \a, a null \0, a tab\t, <img src=x onerror="alert(1)"> & 🙂'


def book(*texts: str, title: str = "Who spoke?", author: str = "Ana") -> YearBook:
    passages = tuple(Passage(kicker="Culture", title=title, text=t, note="Private") for t in texts)
    chapter = Chapter(name="October 2026", passages=passages)
    return YearBook(title="My reflections", author=author, made="Friday", chapters=(chapter,))


def opened(made: YearBook) -> WordDocument:
    return Document(io.BytesIO(word(made)))


def paragraphs(made: YearBook, style: str = "Normal") -> list[str]:
    return [one.text for one in opened(made).paragraphs if one.style and one.style.name == style]


def lines(made: YearBook) -> list[str]:
    return [one.rstrip(" ") for one in markdown(made).decode().splitlines()]


# --- Word --------------------------------------------------------------------------------


def test_word_has_headings_that_can_be_walked() -> None:
    made = book("Ben did.")

    assert paragraphs(made, "Title") == ["My reflections"]
    assert paragraphs(made, "Heading 1") == ["October 2026"]
    assert paragraphs(made, "Heading 2") == ["Who spoke?"]
    assert paragraphs(made, "Caption") == ["Culture. Private"]


def test_word_says_whose_words_these_are() -> None:
    properties = opened(book("Ben did.")).core_properties

    assert (properties.title, properties.author) == ("My reflections", "Ana")
    assert paragraphs(book("Ben did."))[0].startswith("Ana, Friday. Your own words")


def test_word_keeps_paragraphs_and_lines() -> None:
    assert paragraphs(book("One\nand two.\n\nThree."))[1:] == ["One\nand two.", "Three."]


@pytest.mark.parametrize("text", [RTL, "🙂" * 50, "a" * 100_000, "<b>&amp;</b>", "= - # * _"])
def test_word_gives_a_text_back_as_it_was(text: str) -> None:
    assert paragraphs(book(text))[1:] == [text]


def test_word_leaves_out_only_what_it_cannot_hold() -> None:
    assert paragraphs(book(ODD))[1] == ODD.replace("\a", "").replace("\0", "")


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=25)
@given(st.text(alphabet=st.characters(categories=None), max_size=60))
def test_whatever_is_written_word_can_open_the_file(text: str) -> None:
    assert opened(book(text, title=text, author=text)).paragraphs


def test_a_long_name_does_no_harm() -> None:
    assert len(opened(book("Ben did.", author="Ana " * 100)).core_properties.author) == 255


def test_a_year_without_a_word_is_a_file_too() -> None:
    assert paragraphs(book()) == paragraphs(book("Ben did."))[:1]


def test_no_one_else_stands_in_the_file() -> None:
    with ZipFile(io.BytesIO(word(book("Ben did.")))) as parts:
        core = parts.read("docProps/core.xml").decode()

    assert "python-docx" not in core


# --- Markdown ----------------------------------------------------------------------------


def test_markdown_has_the_same_headings() -> None:
    found = [line for line in lines(book("Ben did.")) if line.startswith("#")]

    assert found == ["# My reflections", "## October 2026", "### Who spoke?"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("*not* _slanted_", r"\*not\* \_slanted\_"),
        ("# no heading", r"\# no heading"),
        ("- no list", r"\- no list"),
        ("3. no list", r"3\. no list"),
        ("7) no list", r"7\) no list"),
        ("---", r"\---"),
        ("===", r"\==="),
        ("<img src=x onerror=alert(1)>", r"\<img src=x onerror=alert(1)\>"),
        ("[here](javascript:x)", r"\[here\](javascript:x)"),
        ("&lt; is not <", r"\&lt; is not \<"),
        ("$x$ and `code`", r"\$x\$ and \`code\`"),
        ("    no code", "\N{NO-BREAK SPACE}" * 4 + "no code"),
        ("a\\b", r"a\\b"),
        ("3.5 - 2 = 1.5", r"3\.5 - 2 = 1.5"),
        (RTL, RTL),
    ],
)
def test_markdown_keeps_signs_as_signs(text: str, written: str) -> None:
    assert written in lines(book(text))


def test_markdown_keeps_lines_apart() -> None:
    assert "One  \nand two.  \n" in markdown(book("One\nand two.")).decode()


def test_markdown_keeps_a_question_on_one_line() -> None:
    assert "### Who spoke, and who did not?" in lines(
        book("x", title="Who spoke,\nand who did not?")
    )


def test_markdown_holds_a_long_text_whole() -> None:
    assert "a" * 100_000 in lines(book("a" * 100_000))


@given(st.text(alphabet=st.characters(categories=None), max_size=60))
def test_whatever_is_written_markdown_is_text_with_three_headings(text: str) -> None:
    made = markdown(book(text)).decode()

    assert sum(line.startswith("#") for line in made.split("\n")) == 3
