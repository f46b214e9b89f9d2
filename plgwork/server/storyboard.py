"""A notebook as sections: which cells stand under which heading, and which of them show something.

Knows nothing of kernels and visitors.
"""

import ast
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

HEADING = re.compile(r"^## +(?P<title>.+?) *#* *$", re.MULTILINE)


@dataclass
class Section:
    """The cells from one ``##`` heading to the next; what stands before the first has no id."""

    id: str
    title: str
    cells: list[int] = field(default_factory=list)


def sections(notebook: Any) -> list[Section]:
    """The notebook's sections, in order; every cell is in exactly one."""
    found = [Section("", "")]
    for index, cell in enumerate(notebook.cells):
        heading = HEADING.search(cell.source) if cell.cell_type == "markdown" else None
        if heading:
            found.append(Section(slug(heading["title"]), heading["title"]))
        found[-1].cells.append(index)
    return found


def showing(notebook: Any) -> set[int]:
    """The code cells that end in a value, and so will show something."""
    return {
        index
        for index, cell in enumerate(notebook.cells)
        if cell.cell_type == "code" and _ends_in_value(cell.source)
    }


def slug(text: str) -> str:
    """The address of a heading: ``Look back, then`` is ``look-back-then``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def _ends_in_value(source: str) -> bool:
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return False
    return bool(body) and isinstance(body[-1], ast.Expr) and not source.rstrip().endswith(";")
