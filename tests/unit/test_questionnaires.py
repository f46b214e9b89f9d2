"""Questionnaires as survey tools take them in: read back by the rules those tools publish."""

import csv
import io
import json
import re
from zipfile import ZipFile

import pytest
from docx import Document

from plgwork.content import load_surveys
from plgwork.documents.questionnaires.codes import answers, codes
from plgwork.documents.questionnaires.google import google
from plgwork.documents.questionnaires.limesurvey import COLUMNS, limesurvey
from plgwork.documents.questionnaires.paper import paper
from plgwork.documents.questionnaires.qualtrics import qualtrics
from plgwork.models.instruments import Instrument, Item, Questionnaire, Scale
from plgwork.settings import shipped

OURS = load_surveys([shipped("content")]).questionnaires
NASTY = Questionnaire(
    id="nasty",
    instrument=Instrument(
        id="nasty",
        title="Signs & [[Block]] “quoted”",
        items=(
            Item(
                id="a-very-long-id-that-goes-on-and-on-one",
                text='Is "this" </script> \u2028 {a} ${b}\n[[PageBreak]]\t?',
                labels=("=1+1", "It’s < fine"),
                favourable=1,
                apart=("I cannot tell",),
            ),
            Item(
                id="a-very-long-id-that-goes-on-and-on-two",
                stem="In your group:",
                text="is it ${so}?",
                labels=("No", "Yes"),
                favourable=1,
            ),
        ),
        scales=(
            Scale(
                id="both",
                name="Both",
                items=(
                    "a-very-long-id-that-goes-on-and-on-one",
                    "a-very-long-id-that-goes-on-and-on-two",
                ),
            ),
        ),
    ),
    purpose="To try signs.",
    minutes=1,
    intro="Nothing & nobody {is} asked.",
    thanks="Thank you.",
)
each = pytest.mark.parametrize("asked", [*OURS.values(), NASTY], ids=[*OURS, "nasty"])


def unescaped(text: str) -> str:
    for sign, code in {"<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;"}.items():
        text = text.replace(code, sign)
    return text.replace("&amp;", "&")


def expected(asked: Questionnaire) -> list[tuple[str, list[str]]]:
    return [
        (" ".join(f"{item.stem} {item.text}".split()), [*item.labels, *item.apart])
        for item in asked.instrument.items
    ]


# --- Qualtrics ---------------------------------------------------------------------------


def from_qualtrics(file: bytes) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Of each question with choices its code, its words, and each choice's value and words."""
    found = []
    for part in file.decode().split("[[Question:MC:SingleAnswer:Vertical]]\n")[1:]:
        head, _, tail = part.split("[[Question:")[0].partition("\n[[AdvancedChoices]]\n")
        asked = re.fullmatch(r"\[\[ID:(\w+)\]\]\n(.+)", head)
        assert asked, head
        chosen = re.findall(r"^\[\[Choice:(\d+)\]\]\n(.+)$", tail, re.MULTILINE)
        found.append((asked[1], asked[2], chosen))
    return found


@each
def test_qualtrics_gets_a_question_for_every_item(asked: Questionnaire) -> None:
    found = from_qualtrics(qualtrics(asked))
    plain = [(unescaped(text), [unescaped(one) for _, one in chosen]) for _, text, chosen in found]
    said = [
        (text.replace("[[", "[ [").replace("]]", "] ]").replace("${", "$ {"), of)
        for text, of in expected(asked)
    ]

    assert qualtrics(asked).decode().splitlines()[0] == "[[AdvancedFormat]]"
    assert plain == said
    assert [code for code, _, _ in found] == [*codes(asked.instrument).values()]


def test_words_of_an_item_are_never_a_tag_of_qualtrics() -> None:
    file = qualtrics(NASTY).decode()

    assert "[[PageBreak]]" not in file
    assert file.count("[[Block") == 1
    assert "${" not in file


# --- LimeSurvey --------------------------------------------------------------------------


def from_limesurvey(file: bytes) -> list[dict[str, str]]:
    """As the importer reads: the mark taken off, tabs between, double quotes doubled."""
    text = file.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t"))


@each
def test_limesurvey_gets_a_question_for_every_item(asked: Questionnaire) -> None:
    rows = from_limesurvey(limesurvey(asked))
    found: list[tuple[str, list[str]]] = []
    for row in rows:
        if row["class"] == "Q":
            found.append((unescaped(row["text"]), []))
        elif row["class"] == "A":
            found[-1][1].append(unescaped(row["text"]))

    assert found == expected(asked)
    assert {*rows[0]} == {*COLUMNS}
    assert [row["class"] for row in rows if row["class"] in ("G", "SL")] == ["SL"] * 3 + ["G"]


@each
def test_limesurvey_s_codes_are_as_it_demands(asked: Questionnaire) -> None:
    rows = from_limesurvey(limesurvey(asked))
    questions = [row["name"] for row in rows if row["class"] == "Q"]
    chosen = [row["name"] for row in rows if row["class"] == "A"]

    assert len({*questions}) == len(questions)
    assert all(re.fullmatch(r"[a-zA-Z][a-zA-Z0-9]{0,19}", one) for one in questions)
    assert all(re.fullmatch(r"[a-zA-Z0-9]{1,5}", one) for one in chosen)
    assert all(len(row["text"]) < 10_000 for row in rows)


def test_limesurvey_keeps_no_address_and_takes_no_words_for_an_expression() -> None:
    rows = from_limesurvey(limesurvey(NASTY))
    settings = {row["name"]: row["text"] for row in rows if row["class"] == "S"}

    assert (settings["anonymized"], settings["ipaddr"], settings["datestamp"]) == ("Y", "N", "N")
    assert not any("{" in row["text"] for row in rows)


# --- Google ------------------------------------------------------------------------------


@each
def test_the_script_holds_every_word_as_json(asked: Questionnaire) -> None:
    script = google(asked).decode()
    words, _ = json.JSONDecoder().raw_decode(script[script.index("var asked = ") + 12 :])

    assert [(one["text"], one["answers"]) for one in words["questions"]] == expected(asked)
    assert (words["intro"], words["thanks"]) == (asked.intro, asked.thanks)


def test_no_word_can_end_the_script_early() -> None:
    script = google(NASTY).decode()

    assert "</script" not in script
    assert "\u2028" not in script
    assert "form.setCollectEmail(false);" in script


# --- Paper -------------------------------------------------------------------------------


@each
def test_paper_has_a_box_before_every_answer(asked: Questionnaire) -> None:
    document = Document(io.BytesIO(paper(asked)))
    lines = [one.text for one in document.paragraphs]
    many = sum(len(answers(item)) for item in asked.instrument.items)

    assert sum(line.startswith("☐") for line in lines) == many
    assert [line for line in lines if re.match(r"\d+\. ", line)] == [
        f"{i}. {text}" for i, (text, _) in enumerate(expected(asked), 1)
    ]
    assert asked.intro in lines


@each
def test_no_question_is_cut_from_its_answers(asked: Questionnaire) -> None:
    kept = [
        (one.text.startswith("☐"), one.paragraph_format.keep_with_next)
        for one in Document(io.BytesIO(paper(asked))).paragraphs
        if re.match(r"\d+\. |☐", one.text)
    ]
    after = [*kept[1:], (False, None)]

    assert all(keep is box_next for (_, keep), (box_next, _) in zip(kept, after, strict=True))


def test_paper_is_the_same_bytes_whenever_it_is_made() -> None:
    assert paper(NASTY) == paper(NASTY)
    assert ZipFile(io.BytesIO(paper(NASTY))).testzip() is None
