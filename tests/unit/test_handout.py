"""The page to hand out: one table, what all have in common said once, headings on every page."""

import io
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Paper
from docx.oxml.ns import qn
from docx.shared import Inches

from plgwork.documents.handout import handout
from plgwork.models.handouts import Handout, HandoutGroup

WEDNESDAYS = "Every Wednesday, 2:45 pm to 3:35 pm"


def group(name: str, meets: str = WEDNESDAYS, place: str = "Library") -> HandoutGroup:
    return HandoutGroup(
        name=name, facilitated_by="Ana Ruiz", meets=meets, place=place, members=("Ana Ruiz", "Ben")
    )


def made(*groups: HandoutGroup, **told: Any) -> Paper:
    paper = Handout(
        title="PLGs at Oak School",
        school="Oak School",
        made="Tuesday 20 October 2026",
        groups=groups,
        **told,
    )
    return Document(io.BytesIO(handout(paper)))


def heads(paper: Paper) -> list[str]:
    return [cell.text for cell in paper.tables[0].rows[0].cells]


def lines(paper: Paper) -> list[str]:
    return [one.text for one in paper.paragraphs]


@pytest.mark.parametrize(
    ("second", "said", "columns"),
    [
        (group("Art"), 2, []),
        (group("Art", place="Studio"), 1, ["Where"]),
        (group("Art", meets="Every Friday"), 1, ["When"]),
        (group("Art", "Every Friday", "Studio"), 0, ["When", "Where"]),
    ],
)
def test_what_all_plgs_have_in_common_is_said_once_above_them(
    second: HandoutGroup, said: int, columns: list[str]
) -> None:
    paper = made(group("Algebra"), second)

    assert len(lines(paper)) == 2 + said
    assert heads(paper) == ["PLG", "Facilitated by", *columns, "Who is in it"]


def test_of_one_plg_nothing_is_said_of_all() -> None:
    assert heads(made(group("Algebra"))) == [
        *("PLG", "Facilitated by", "When", "Where", "Who is in it")
    ]


@pytest.mark.parametrize("friday", [WEDNESDAYS, "Every Friday"])
def test_the_table_is_as_wide_as_the_sheet_between_its_margins(friday: str) -> None:
    paper = made(group("Algebra"), group("Art", friday))

    [section] = paper.sections
    inside = (section.page_width or 0) - 2 * Inches(0.7)
    assert section.left_margin == section.right_margin == Inches(0.7)
    assert sum(column.width or 0 for column in paper.tables[0].columns) == inside
    assert ((section.page_width or 0) > (section.page_height or 0)) == (friday != WEDNESDAYS)


def test_headings_stand_again_on_every_page_and_no_plg_is_cut_in_two() -> None:
    paper = made(*(group(f"PLG {number}") for number in range(40)))

    head, *rows = paper.tables[0].rows
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_a_screen_reader_finds_the_title_and_the_headings_of_rows_and_columns() -> None:
    paper = made(group("Algebra"), group("Art"))

    look = paper.tables[0]._tbl.tblPr.find(qn("w:tblLook"))
    caption = paper.tables[0]._tbl.tblPr.find(qn("w:tblCaption"))
    assert paper.paragraphs[0].style is not None
    assert paper.paragraphs[0].style.name == "Heading 1"
    assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
    assert caption.get(qn("w:val")) == "PLGs at Oak School"


def test_where_there_is_no_plg_yet_those_in_none_are_named_alone() -> None:
    paper = made(alone=("Ana\x00 Ruiz", "Ben"))

    assert (paper.tables, lines(paper)[-1]) == ([], "In no PLG yet: Ana Ruiz, Ben")
