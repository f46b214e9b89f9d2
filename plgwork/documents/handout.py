"""Who is in which PLG, who facilitates it, when and where: a Word file to print and hand out."""

import io

from docx import Document
from docx.document import Document as Paper
from docx.shared import Pt

from plgwork.documents.packing import clean
from plgwork.models.handouts import Handout, HandoutGroup

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def handout(told: Handout) -> bytes:
    """The handout, with headings that screen readers can follow; a group is never cut in two."""
    document = Document()
    document.core_properties.title = clean(told.title)[:255]
    document.core_properties.comments = ""  # where the tool would praise itself
    document.core_properties.author = clean(told.school)[:255]
    document.styles["Normal"].font.size = Pt(11)
    document.add_heading(clean(told.title), 0)
    document.add_paragraph(clean(f"{told.school}, {told.made}"))
    for group in told.groups:
        _group(document, group)
    if told.alone:
        document.add_heading("In no PLG yet", 1)
        document.add_paragraph(clean(", ".join(told.alone)))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _group(document: Paper, group: HandoutGroup) -> None:
    document.add_heading(clean(group.name), 1)
    for label, words in (
        ("Facilitated by", group.facilitated_by),
        ("Meets", group.meets),
        ("Where", group.place),
        ("Who is in it", ", ".join(group.members)),
    ):
        line = document.add_paragraph()
        line.add_run(f"{label}: ").bold = True
        line.add_run(clean(words))
        line.paragraph_format.space_after = Pt(2)
        line.paragraph_format.keep_together = True
        line.paragraph_format.keep_with_next = label != "Who is in it"
