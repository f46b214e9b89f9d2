"""Slides: one finding each, its picture with alt text, and how the figures were made."""

import io
from typing import Any

from pptx import Presentation
from pptx.util import Inches, Pt

from plgwork.documents.packing import clean, settled
from plgwork.documents.same_people import SAME
from plgwork.documents.same_people import told as told_of_pairs
from plgwork.documents.surveys.methods import HEADING, methods
from plgwork.documents.surveys.written import told
from plgwork.models.findings import Finding, OpenFinding, Takeaway, Theme

POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
MARGIN = Inches(0.6)
PICTURE_TOP, PICTURE_HEIGHT = Inches(1.65), Inches(5.0)
RULE_TOP = Inches(6.68)  # room for three lines
SENTENCES = 7  # to a slide
LONGEST = 700  # letters of an answer that fit on a slide
ONLY_TITLE, TITLE_SLIDE, TITLE_AND_TEXT = 5, 0, 1  # layouts of the plain template


def slides(taken: Takeaway) -> bytes:
    """A title, a slide for each finding, the methods."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    deck.core_properties.title = clean(taken.table.title)[:255]
    deck.core_properties.author = "PLG Workbook"
    _opening(deck, taken)
    for finding in taken.findings:
        _finding(deck, finding)
    for found in taken.table.matched:
        _sentences(deck, SAME, told_of_pairs(found, taken.instrument))
    for one in taken.open:
        _open(deck, one)
    _sentences(deck, HEADING, methods(taken))
    page = io.BytesIO()
    deck.save(page)
    return settled(page.getvalue())


def _opening(deck: Any, taken: Takeaway) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_SLIDE])
    _title(slide, taken.table.title, Inches(2.4), 40)
    under = slide.placeholders[1]
    _place(under, MARGIN, Inches(4.1), WIDTH - 2 * MARGIN, Inches(1))
    under.text_frame.text = clean(taken.asked)


def _finding(deck: Any, finding: Finding) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[ONLY_TITLE])
    _title(slide, finding.title, Inches(0.35), 26)
    picture = slide.shapes.add_picture(io.BytesIO(finding.picture), MARGIN, PICTURE_TOP)
    scale = min((WIDTH - 2 * MARGIN) / picture.width, PICTURE_HEIGHT / picture.height)
    width, height = int(picture.width * scale), int(picture.height * scale)
    _place(picture, (WIDTH - width) // 2, PICTURE_TOP, width, height)
    named = picture._element.nvPicPr.cNvPr  # the library has no word for alt text
    named.set("descr", clean(finding.description))
    named.set("name", "Chart")
    if finding.rule:
        box = slide.shapes.add_textbox(MARGIN, RULE_TOP, WIDTH - 2 * MARGIN, HEIGHT - RULE_TOP)
        box.text_frame.word_wrap = True
        box.text_frame.text = clean(finding.rule)
        box.text_frame.paragraphs[0].font.size = Pt(11)


def _open(deck: Any, one: OpenFinding) -> None:
    """A slide of themes, and one for each answer: as long as it is, it stands alone."""
    _text(deck, one.asked, [told(one), *map(_theme, one.themes)])
    for quote in one.quotes:
        _text(deck, one.asked, [f"“{quote[:LONGEST]}{'…' if len(quote) > LONGEST else ''}”"])


def _theme(theme: Theme) -> str:
    more = f", and {theme.one:,} more to one of them" if theme.one else ""
    return f"About “{theme.name}”, to both: {theme.both:,}{more}"


def _sentences(deck: Any, title: str, sentences: list[str]) -> None:
    for i in range(0, len(sentences), SENTENCES):
        _text(deck, title, sentences[i : i + SENTENCES])


def _text(deck: Any, title: str, sentences: list[str]) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_AND_TEXT])
    _title(slide, title, Inches(0.35), 26)
    body = slide.placeholders[1]
    _place(body, MARGIN, PICTURE_TOP, WIDTH - 2 * MARGIN, PICTURE_HEIGHT)
    body.text_frame.text = "\n".join(clean(sentence) for sentence in sentences)
    for paragraph in body.text_frame.paragraphs:
        paragraph.font.size = Pt(16)


def _title(slide: Any, text: str, top: int, points: int) -> None:
    _place(slide.shapes.title, MARGIN, top, WIDTH - 2 * MARGIN, Inches(1.2))
    slide.shapes.title.text_frame.text = clean(text)
    slide.shapes.title.text_frame.word_wrap = True
    for paragraph in slide.shapes.title.text_frame.paragraphs:
        paragraph.font.size = Pt(points)


def _place(shape: Any, left: int, top: int, width: int, height: int) -> None:
    shape.left, shape.top, shape.width, shape.height = left, top, width, height
