"""A meeting's agenda and record as a Word file."""

import io

from docx import Document
from docx.document import Document as Paper
from docx.shared import Pt

from plgwork.documents.packing import clean
from plgwork.models.meetings import Minutes

HEAD = ("From", "For", "What", "Brings work")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def minutes(told: Minutes) -> bytes:
    """The paper, with headings that screen readers can follow; what was not told is left out."""
    document = Document()
    document.core_properties.title = clean(told.title)[:255]
    document.core_properties.comments = ""  # where the tool would praise itself
    document.core_properties.author = clean(told.school)[:255]
    document.styles["Normal"].font.size = Pt(11)
    document.add_heading(clean(told.title), 0)
    for label, words in (
        ("When", told.when),
        ("Where", told.place),
        ("Why we meet", told.why),
        ("Facilitates", told.facilitator),
        ("Takes notes", told.note_taker),
    ):
        _line(document, label, words)
    _agenda(document, told)
    _record(document, told)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _agenda(document: Paper, told: Minutes) -> None:
    if not told.agenda:
        return
    document.add_heading("Agenda", 1)
    table = document.add_table(rows=1, cols=len(HEAD), style="Light Grid Accent 1")
    for cell, head in zip(table.rows[0].cells, HEAD, strict=True):
        cell.text = head
    for block in told.agenda:
        for cell, words in zip(table.add_row().cells, block, strict=True):
            cell.text = clean(words)


def _record(document: Paper, told: Minutes) -> None:
    came = [(label, ", ".join(names)) for label, names in told.came if names]
    went = [("What became of it", told.became), *came, *told.answers]
    if any(words for _, words in went):
        document.add_heading("Who came, and how it went", 1)
    for label, words in went:
        _line(document, label, words)
    for title, texts in told.notes:
        if texts:
            document.add_heading(clean(title), 1)
        for text in texts:
            document.add_paragraph(clean(text))
    if told.actions:
        document.add_heading("What we do next", 1)
    for action in told.actions:
        document.add_paragraph(clean(action), style="List Bullet")


def _line(document: Paper, label: str, words: str) -> None:
    if words:
        line = document.add_paragraph()
        line.add_run(f"{clean(label)}: ").bold = True
        line.add_run(clean(words))
        line.paragraph_format.space_after = Pt(2)
