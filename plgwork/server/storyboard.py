"""A notebook as sections: its words, and the places where its cells will show something.

Knows nothing of kernels and visitors.
"""

import ast
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

HEADING = re.compile(r"^## +(?P<title>.+?) *#* *$", re.MULTILINE)


@dataclass(frozen=True)
class Place:
    """What one cell puts on the page: words, or something that is still to come."""

    index: int
    words: str = ""


@dataclass
class Section:
    """The cells from one ``##`` heading to the next; what stands before the first has no id."""

    id: str
    title: str
    places: list[Place] = field(default_factory=list)


def sections(notebook: Any) -> list[Section]:
    """The notebook's sections, in order; code cells that show nothing are left out."""
    found = [Section("", "")]
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown":
            if heading := HEADING.search(cell.source):
                found.append(Section(slug(heading["title"]), heading["title"]))
            found[-1].places.append(Place(index, html(cell.source)))
        elif cell.cell_type == "code" and shows(cell.source):
            found[-1].places.append(Place(index))
    return found


def html(source: str) -> str:
    """A cell's words as HTML, without the signs that nbconvert puts behind headings."""
    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    return str(MarkdownWithMath(renderer=renderer).render(source))


def slug(text: str) -> str:
    """The address of a heading: ``Look back, then`` is ``look-back-then``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def shows(source: str) -> bool:
    """Whether a code cell ends in a value, and so will show something."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return False
    return bool(body) and isinstance(body[-1], ast.Expr) and not source.rstrip().endswith(";")
