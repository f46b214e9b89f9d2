"""A questionnaire to print, as Word: a question, and a box before each answer."""

import io

from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Cm, Pt

from plgwork.documents.packing import clean, settled
from plgwork.documents.questionnaires.codes import answers, question
from plgwork.models.instruments import Questionnaire

BOX = "☐"


def paper(questionnaire: Questionnaire) -> bytes:
    """Pages on which no question is cut from its answers."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author = clean(questionnaire.instrument.title), "PLG Workbook"
    properties.comments = ""  # where the tool would praise itself
    document.styles["Normal"].font.size = Pt(11)
    for section in document.sections:
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(1.8)
    document.add_heading(clean(questionnaire.instrument.title), 0)
    document.add_paragraph(clean(questionnaire.intro))
    for number, item in enumerate(questionnaire.instrument.items, 1):
        _line(document, f"{number}. {question(item)}", bold=True)
        labels = [label for _, label in answers(item)]
        for label in labels:
            _line(document, f"{BOX}  {label}", last=label == labels[-1])
    document.add_paragraph(clean(questionnaire.thanks))
    page = io.BytesIO()
    document.save(page)
    return settled(page.getvalue())


def _line(document: WordDocument, text: str, bold: bool = False, last: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(clean(text)).bold = bold
    form = paragraph.paragraph_format
    form.keep_with_next = not last
    form.space_after = Pt(9 if last else 1)
    form.left_indent = Cm(0 if bold else 0.8)
