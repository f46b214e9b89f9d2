"""Who is in which PLG, who facilitates it, when and where: a Word file to print and hand out."""

import io
from collections.abc import Callable, Sequence

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Length, Pt
from docx.table import Table, _Cell, _Row

from plgwork.documents.packing import clean
from plgwork.models.handouts import Handout, HandoutGroup

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHORT, LONG, MARGIN = Inches(8.5), Inches(11), Inches(0.7)
FONT = "Calibri"  # narrow enough for many names
SHADE = "EDEDED"
Column = tuple[str, float, Callable[[HandoutGroup], str]]
PLG: Column = ("PLG", 1.4, lambda group: group.name)
FACILITATED: Column = ("Facilitated by", 1.3, lambda group: group.facilitated_by)
WHEN: Column = ("When", 1.6, lambda group: group.meets)
WHERE: Column = ("Where", 1.0, lambda group: group.place)
# The share of the page that is left is for the names.
WHO: Column = ("Who is in it", 0, lambda group: ", ".join(group.members))


def handout(told: Handout) -> bytes:
    """One table, on one page for most schools; on further pages its headings stand again.

    What all PLGs have in common, a time or a place, is said once above it. The table has a heading
    above each column and beside each row that screen readers can follow.
    """
    document = Document()
    document.core_properties.title = clean(told.title)[:255]
    document.core_properties.comments = ""  # where the tool would praise itself
    document.core_properties.author = clean(told.school)[:255]
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10.5)
    normal.paragraph_format.space_after = Pt(3)
    columns = [one for one in (WHEN, WHERE) if not _shared(told.groups, one)]
    width = _paper(document, wide=WHEN in columns)
    document.add_heading(clean(told.title), 1).paragraph_format.space_before = Pt(0)
    document.add_paragraph(clean(told.made))
    for column in (WHEN, WHERE):
        if words := _shared(told.groups, column):
            _line(document, f"{column[0]} all of them meet", words)
    if told.groups:
        _table(document, told, [PLG, FACILITATED, *columns, WHO], width)
    if told.alone:
        _line(document, "In no PLG yet", ", ".join(told.alone))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _shared(groups: Sequence[HandoutGroup], column: Column) -> str:
    """What several groups all have in a column; empty where they differ."""
    found = {column[2](group) for group in groups}
    return found.pop() if len(groups) > 1 and len(found) == 1 else ""


def _paper(document: Paper, wide: bool) -> Length:
    """Letter paper, on its side for many columns; what is left between its margins."""
    [section] = document.sections
    across, down = (LONG, SHORT) if wide else (SHORT, LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = across, down
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = MARGIN
    return Length(across - 2 * MARGIN)


def _line(document: Paper, label: str, words: str) -> None:
    line = document.add_paragraph()
    line.paragraph_format.space_before = Pt(3)
    line.add_run(f"{label}: ").bold = True
    line.add_run(clean(words))


def _table(document: Paper, told: Handout, columns: Sequence[Column], width: Length) -> None:
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    table.autofit = False
    _mark(table, clean(told.title))
    for cell, (head, _, _) in zip(table.rows[0].cells, columns, strict=True):
        _write(cell, head, bold=True)
        _shade(cell)
    _as_head(table.rows[0])
    for group in told.groups:
        row = table.add_row()
        _whole(row)
        for cell, (head, _, words) in zip(row.cells, columns, strict=True):
            _write(cell, words(group), bold=head == PLG[0])
    left = width - sum(Inches(inches) for _, inches, _ in columns)
    for at, (_, inches, _) in enumerate(columns):
        table.columns[at].width = Inches(inches) or left
        for cell in table.columns[at].cells:
            cell.width = Inches(inches) or left


def _write(cell: _Cell, words: str, bold: bool) -> None:
    [line] = cell.paragraphs
    line.add_run(clean(words)).bold = bold
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(2)


def _mark(table: Table, title: str) -> None:
    """Say what the table holds, and that its first row and its first column are headings."""
    properties = table._tbl.tblPr  # what python-docx has no words for
    look = properties.find(qn("w:tblLook"))
    for name in ("firstRow", "firstColumn"):
        look.set(qn(f"w:{name}"), "1")
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), title)
    look.addnext(caption)


def _as_head(row: _Row) -> None:
    """Have the row stand again on every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _whole(row: _Row) -> None:
    """Never cut a group in two."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)
