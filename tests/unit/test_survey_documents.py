"""What is taken away of a survey: opened again, it says what may be shown and nothing more."""

import csv
import io
import re
from collections.abc import Callable
from zipfile import ZipFile

import openpyxl
import pytest
from docx import Document
from matplotlib.figure import Figure
from pptx import Presentation

from plgwork.charts import bars, groups
from plgwork.documents.surveys.figures import figures
from plgwork.documents.surveys.lines import FORMULA
from plgwork.documents.surveys.methods import methods
from plgwork.documents.surveys.report import report
from plgwork.documents.surveys.slides import slides
from plgwork.documents.surveys.workbook import workbook
from plgwork.models.figures import Row, SuppressedTable
from plgwork.models.findings import Finding, Takeaway
from plgwork.models.instruments import Instrument, Item
from tests.unit.surveyed import INSTRUMENT, WAVE, WHOLE, full, table

SCHOOL = ("school",)
Make = Callable[[Takeaway], bytes]
EVERY: dict[str, Make] = {
    "slides": slides,
    "report": report,
    "workbook": workbook,
    "figures": figures,
}
every = pytest.mark.parametrize("make", EVERY.values(), ids=EVERY)
office = pytest.mark.parametrize("make", [slides, report, workbook], ids=lambda one: one.__name__)


def png(figure: Figure) -> bytes:
    page = io.BytesIO()
    figure.savefig(page, format="png", metadata={"Software": None})
    return page.getvalue()


TAKEN = Takeaway(
    table=WHOLE,
    instrument=INSTRUMENT,
    findings=(
        Finding(
            title=bars.title(WHOLE, INSTRUMENT),
            picture=png(bars.draw(WHOLE, INSTRUMENT)),
            description=bars.describe(WHOLE, INSTRUMENT),
            rule="55 people answered. The two highest answers count as favourable.",
        ),
        Finding(
            title=groups.title(WHOLE, INSTRUMENT, "purpose", SCHOOL),
            picture=png(groups.draw(WHOLE, INSTRUMENT, "purpose", SCHOOL)),
            description=groups.describe(WHOLE, INSTRUMENT, "purpose", SCHOOL),
        ),
    ),
    made="on Tuesday 5 May 2026",
    version="0.1.0",
)


def texts(file: bytes) -> str:
    """Every part of an Office file that is text; a CSV as it is."""
    if not file.startswith(b"PK"):
        return file.decode()
    with ZipFile(io.BytesIO(file)) as parts:
        return "\n".join(
            parts.read(name).decode()
            for name in parts.namelist()
            if name.endswith((".xml", ".rels"))
        )


def cells(file: bytes, sheet: str) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(file))[sheet].iter_rows(values_only=True))


def read(file: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))


# --- Slides and report -------------------------------------------------------------------


def test_slides_have_a_finding_each_with_its_words_and_the_rule_under_it() -> None:
    deck = Presentation(io.BytesIO(slides(TAKEN)))
    found = [slide.shapes.title.text_frame.text for slide in deck.slides]
    pictures = [one for slide in deck.slides for one in slide.shapes if one.shape_type == 13]
    said = [one.text_frame.text for one in deck.slides[1].shapes if one.has_text_frame]

    assert found[:3] == [WHOLE.title, *(one.title for one in TAKEN.findings)]
    assert {*found[3:]} == {"How these figures were made"}
    assert [one._element.nvPicPr.cNvPr.get("descr") for one in pictures] == [
        one.description for one in TAKEN.findings
    ]
    assert [one.image.blob for one in pictures] == [one.picture for one in TAKEN.findings]
    assert TAKEN.findings[0].rule in said


def test_a_picture_lies_within_its_slide_and_keeps_its_shape() -> None:
    deck = Presentation(io.BytesIO(slides(TAKEN)))
    picture = next(one for one in deck.slides[1].shapes if one.shape_type == 13)
    wide, tall = picture.image.size

    assert 0 < picture.left < picture.left + picture.width < deck.slide_width
    assert picture.top + picture.height < deck.slide_height
    assert picture.width / picture.height == pytest.approx(wide / tall, rel=0.01)


def test_a_report_has_headings_pictures_with_words_and_a_table() -> None:
    document = Document(io.BytesIO(report(TAKEN)))
    headings = [
        one.text for one in document.paragraphs if one.style and "Heading" in str(one.style.name)
    ]
    described = [one._inline.docPr.get("descr") for one in document.inline_shapes]
    grid = [[cell.text for cell in row.cells] for row in document.tables[0].rows]

    assert headings == [
        *(one.title for one in TAKEN.findings),
        "All items: everyone",
        "How these figures were made",
    ]
    assert described == [one.description for one in TAKEN.findings]
    assert ["How clear is it when the group meets next?", "55", "95 % or more", ""] in grid
    assert [*grid[5][1:]] == ["withheld"] * 3


# --- Workbook and figures ----------------------------------------------------------------


def test_a_workbook_has_a_sheet_for_each_breakdown_and_the_methods() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(TAKEN)))

    assert book.sheetnames == ["Everyone", "school", "Methods"]
    assert len(cells(workbook(TAKEN), "school")) == 1 + len([*WHOLE.of(by=SCHOOL)])


def test_a_withheld_row_has_the_word_and_not_one_number() -> None:
    annex = [row for row in cells(workbook(TAKEN), "school") if row[3] == "Annex"]
    lines = [one for one in read(figures(TAKEN)) if one["Group"] == "Annex"]

    assert {value for row in annex for value in row[5:]} == {"withheld", None}
    assert {value for one in lines for value in [*one.values()][5:]} == {"withheld", ""}


def test_figures_are_numbers_that_can_be_counted_with() -> None:
    row = next(one for one in read(figures(TAKEN)) if one["Group"] == "Harbor Elementary")

    assert (row["n"], row["Favourable"], row["Favourable n"]) == ("21", "81 %", "17")
    assert [row[f"Answer {i}"] for i in range(1, 6)] == ["0", "1", "3", "9", "8"]


@pytest.mark.parametrize("sign", FORMULA)
def test_a_text_that_begins_like_a_formula_stays_text(sign: str) -> None:
    text = f"{sign}HYPERLINK(1)"
    asked = Item(id="odd", column="", text=f"x{text}", labels=("a", "b"), favourable=1)
    odd = asked.model_copy(update={"text": text})
    row = full("odd", (3, 6), by=(text,), group=(text,), **WAVE)
    taken = TAKEN.model_copy(
        update={
            "table": table(row),
            "instrument": Instrument.model_construct(id="odd", title="Odd", items=(odd,)),
        }
    )
    book = openpyxl.load_workbook(io.BytesIO(workbook(taken)))
    found = [cell for line in book.worksheets[0].iter_rows(min_row=2) for cell in line]
    line = next(csv.reader(io.StringIO(figures(taken).decode("utf-8-sig").split("\r\n", 1)[1])))

    assert {cell.data_type for cell in found} <= {"s", "n"}
    assert "<f>" not in texts(workbook(taken))
    assert not [one for one in line if one.startswith(FORMULA)]


# --- All ---------------------------------------------------------------------------------


@every
def test_a_document_is_the_same_bytes_whenever_it_is_made(make: Make) -> None:
    assert make(TAKEN) == make(TAKEN)


@office
def test_an_office_file_tells_neither_when_it_was_made_nor_by_whom(make: Make) -> None:
    core = ZipFile(io.BytesIO(make(TAKEN))).read("docProps/core.xml").decode()

    assert {*re.findall(r">(\d{4}-[^<]*)<", core)} <= {"1980-01-01T00:00:00Z"}
    assert "PLG Workbook" in core


@every
def test_no_number_is_in_a_document_that_the_table_does_not_show(make: Make) -> None:
    """A group of six, of whom one number is told wherever it leaks: its row is withheld."""
    secret = full("purpose", (0, 0, 0, 3571, 4219), by=SCHOOL, group=("Annex",), **WAVE)
    numbers = {"3571", "4219", "7790"}
    known = table(*(secret if row.group == ("Annex",) else row for row in WHOLE.rows))
    hidden = table(*(gated(row, secret) for row in known.rows))
    open_file = texts(make(TAKEN.model_copy(update={"table": known})))
    shut_file = texts(make(TAKEN.model_copy(update={"table": hidden})))

    assert not any(one in shut_file for one in numbers)
    if make in (workbook, figures):
        assert all(one in open_file for one in ("3571", "4219", "7790"))


def gated(row: Row, secret: Row) -> Row:
    if row is not secret:
        return row
    return Row(item=row.item, by=row.by, group=row.group, wave=row.wave)


@every
def test_an_empty_table_makes_a_document_all_the_same(make: Make) -> None:
    empty = TAKEN.model_copy(update={"table": table(), "findings": ()})

    assert make(empty)


@every
def test_signs_that_xml_cannot_hold_are_left_out(make: Make) -> None:
    titled = SuppressedTable(title="A bell \a and <b>&amp;", min_n=5, rows=WHOLE.rows)

    assert "\a" not in texts(make(TAKEN.model_copy(update={"table": titled})))


# --- Methods -----------------------------------------------------------------------------


def test_the_methods_note_says_the_rules_the_version_and_what_is_withheld() -> None:
    said = " ".join(methods(TAKEN))

    assert "Favourable: Mostly clear or Completely clear." in said
    assert "the good half of labelled answers counts" in said
    assert "fewer than 5 people are withheld" in said
    assert "By school: 2 rows withheld: Annex." in said
    assert "In 2 rows only the end of the share is shown." in said
    assert said.endswith("Made on Tuesday 5 May 2026 with the PLG Workbook, version 0.1.0.")


def test_exact_figures_say_that_nothing_is_withheld() -> None:
    exact = WHOLE.model_copy(update={"exact": True})

    assert any("exact figures" in one for one in methods(TAKEN.model_copy(update={"table": exact})))
