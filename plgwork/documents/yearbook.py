"""A person's own year as a Word file and as Markdown."""

import io
import re

from docx import Document
from docx.shared import Pt

from plgwork.documents.packing import clean
from plgwork.models.yearbook import YearBook

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MARKDOWN = "text/markdown;charset=utf-8"
PRIVATE = "Your own words, taken out of the workbook. Whoever has this file can read them."

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
LONGEST_PROPERTY = 255


def word(book: YearBook) -> bytes:
    """The year as a Word document, with headings that screen readers can follow."""
    document = Document()
    document.core_properties.title = clean(book.title)[:LONGEST_PROPERTY]
    document.core_properties.comments = ""  # where the tool would praise itself
    document.core_properties.author = clean(book.author)[:LONGEST_PROPERTY]
    document.styles["Normal"].font.size = Pt(11)
    document.add_heading(clean(book.title), 0)
    document.add_paragraph(clean(f"{book.author}, {book.made}. {PRIVATE}"))
    for chapter in book.chapters:
        document.add_heading(clean(chapter.name), 1)
        for passage in chapter.passages:
            document.add_heading(clean(passage.title), 2)
            for paragraph in passage.text.split("\n\n"):
                document.add_paragraph(clean(paragraph))
            document.add_paragraph(clean(_state(passage.kicker, passage.note))).style = "Caption"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def markdown(book: YearBook) -> bytes:
    """The year as Markdown; what was written stays text, whatever signs it holds."""
    lines = [f"# {_escaped(book.title)}", f"{_escaped(book.author)}, {book.made}. {PRIVATE}"]
    for chapter in book.chapters:
        lines.append(f"## {_escaped(chapter.name)}")
        for passage in chapter.passages:
            lines += [
                f"### {_escaped(' '.join(passage.title.split()))}",
                "\n".join(_line(one) for one in passage.text.splitlines()),
                f"*{_escaped(_state(passage.kicker, passage.note))}*",
            ]
    return ("\n\n".join(lines) + "\n").encode()


def _state(kicker: str, note: str) -> str:
    return ". ".join(part for part in (kicker, note) if part)


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", clean(text))


def _line(text: str) -> str:
    # Signs at a line's start would become a list, a heading or a rule; blanks there, code.
    words = text.lstrip()
    indent = "\N{NO-BREAK SPACE}" * (len(text) - len(words))
    begun = re.sub(r"^(?=[-+=])|^(\d+)(?=[.)])", r"\1\\", _escaped(words))
    return f"{indent}{begun}  "  # two blanks keep the line's end
