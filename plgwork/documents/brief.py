"""A one-page brief for a governing board as a Word file."""

import io

from docx import Document
from docx.document import Document as Paper
from docx.shared import Inches, Pt

from plgwork.documents.packing import clean
from plgwork.models.briefs import Brief, BriefArea

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MARGIN = Inches(0.75)


def brief(told: Brief) -> bytes:
    """The page, with headings that screen readers can follow."""
    document = Document()
    document.core_properties.title = clean(told.title)[:255]
    document.core_properties.comments = ""  # where the tool would praise itself
    document.core_properties.author = clean(told.school)[:255]
    _narrow(document)
    document.add_heading(clean(told.title), 1)
    _line(document, "", f"{told.school}, {told.made}")
    if told.why:
        _line(document, "Why our PLGs meet", told.why)
    for area in told.areas:
        _area(document, area)
    _line(document, "How this is known", told.how)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _narrow(document: Paper) -> None:
    """Room for four areas on one sheet, A4 or Letter."""
    for section in document.sections:
        section.top_margin = section.bottom_margin = MARGIN
        section.left_margin = section.right_margin = MARGIN
    style = document.styles["Normal"]
    style.font.size = Pt(9.5)
    style.paragraph_format.space_after = Pt(2)


def _area(document: Paper, area: BriefArea) -> None:
    heading = document.add_heading(clean(area.name), 2)
    heading.paragraph_format.space_before = Pt(6)
    document.add_paragraph().add_run(clean(f"{area.says}.")).bold = True
    facts = "; ".join(f"{label}: {value}" for label, value in area.facts)
    if facts:
        document.add_paragraph(clean(f"{facts}."))
    if area.rows:
        _table(document, area)
    _line(document, "Next", area.onward)


def _table(document: Paper, area: BriefArea) -> None:
    table = document.add_table(rows=0, cols=len(area.head), style="Light Grid Accent 1")
    for cells in (area.head, *area.rows):
        for cell, words in zip(table.add_row().cells, cells, strict=True):
            cell.text = clean(words)
            cell.paragraphs[0].runs[0].font.size = Pt(8.5) if cell.paragraphs[0].runs else None


def _line(document: Paper, label: str, words: str) -> None:
    line = document.add_paragraph()
    if label:
        line.add_run(f"{clean(label)}: ").bold = True
    line.add_run(clean(words))
