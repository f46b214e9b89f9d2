"""The findings as a Word document, with the table of items and the methods note."""

import io
from typing import Any

from docx import Document
from docx.shared import Inches, Pt

from plgwork.documents.packing import clean, settled
from plgwork.documents.same_people import SAME
from plgwork.documents.same_people import told as told_of_pairs
from plgwork.documents.surveys.methods import HEADING, methods
from plgwork.documents.surveys.written import OPEN, THEMES, told
from plgwork.models.figures import EVERYONE, WITHHELD, Row
from plgwork.models.findings import Finding, Takeaway

WIDEST, TALLEST = 6.0, 7.2  # inches of a picture on a page


def report(taken: Takeaway) -> bytes:
    """Headings that screen readers can follow, a picture with its words to each finding."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author = clean(taken.table.title)[:255], "PLG Workbook"
    properties.comments = ""  # where the tool would praise itself
    document.styles["Normal"].font.size = Pt(11)
    document.add_heading(clean(taken.table.title), 0)
    document.add_paragraph(clean(taken.asked))
    for finding in taken.findings:
        _finding(document, finding)
    _figures(document, taken)
    _same_people(document, taken)
    _open(document, taken)
    document.add_heading(HEADING, 1)
    for sentence in methods(taken):
        document.add_paragraph(clean(sentence))
    page = io.BytesIO()
    document.save(page)
    return settled(page.getvalue())


def _finding(document: Any, finding: Finding) -> None:
    document.add_heading(clean(finding.title), 1)
    document.add_picture(io.BytesIO(finding.picture), width=Inches(WIDEST))
    shape = document.inline_shapes[-1]
    tall = shape.height / Inches(TALLEST)
    if tall > 1:
        shape.width, shape.height = int(shape.width / tall), Inches(TALLEST)
    named = shape._inline.docPr  # the library has no word for alt text
    named.set("descr", clean(finding.description))
    named.set("name", "Chart")
    if finding.rule:
        document.add_paragraph(clean(finding.rule)).style = "Caption"


def _figures(document: Any, taken: Takeaway) -> None:
    """What everybody answered, item by item, in the last wave."""
    table = taken.table
    wave = table.rows[-1].wave if table.rows else ""
    names = {item.id: item.text for item in taken.instrument.items}
    found = {row.item: row for row in table.of(by=(), wave=wave)}
    rows = [found[one] for one in names if one in found]
    if not rows:
        return
    document.add_heading(f"All items: {EVERYONE.lower()}", 1)
    grid = document.add_table(rows=1, cols=4, style="Light Grid Accent 1")
    _cells(grid.rows[0], "Item", "n", "Favourable", "Mean")
    for row in rows:
        _cells(grid.add_row(), names[row.item], *_told(row))


def _same_people(document: Any, taken: Takeaway) -> None:
    """Of each two waves that were matched: how many were found again, and every change."""
    for found in taken.table.matched:
        document.add_heading(clean(f"{SAME}: {found.waves[0]} and {found.waves[1]}"), 1)
        first, *changes = told_of_pairs(found, taken.instrument)
        document.add_paragraph(clean(first))
        for one in changes:
            document.add_paragraph(clean(one), style="List Bullet")


def _open(document: Any, taken: Takeaway) -> None:
    """What was written: themes with how many carry each, and the answers that were chosen."""
    if taken.open:
        document.add_heading(OPEN, 1)
    for one in taken.open:
        document.add_heading(clean(one.asked), 2)
        document.add_paragraph(clean(told(one)))
        if one.themes:
            grid = document.add_table(rows=1, cols=3, style="Light Grid Accent 1")
            _cells(grid.rows[0], *THEMES)
            for theme in one.themes:
                _cells(grid.add_row(), theme.name, f"{theme.both:,}", f"{theme.one:,}")
        for quote in one.quotes:
            document.add_paragraph(f"“{clean(quote)}”", style="Quote")


def _told(row: Row) -> tuple[str, str, str]:
    if row.withheld:
        return WITHHELD, WITHHELD, WITHHELD
    return f"{row.n:,}", row.share, "" if row.mean is None else f"{row.mean:.2f}"


def _cells(row: Any, *texts: str) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        cell.text = clean(text)
