"""The tools whose exports can be read: one module each, found by itself.

A module here has FORMAT, ``signature(table)`` (the reasons to think that this tool wrote it; none
if it did not) and ``shape(table)`` (columns, respondents, dropped rows). Nothing else names it.
"""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from plgwork.intake.surveys.table import Shape, Table
from plgwork.models.exports import Format


class Writer(Protocol):
    """A tool that writes exports, as a module of this package knows it."""

    FORMAT: Format

    def signature(self, table: Table) -> tuple[str, ...]:
        """The marks of this tool in the file; the more, the surer."""

    def shape(self, table: Table) -> Shape:
        """Columns and respondents."""


@cache
def writers() -> Mapping[Format, Writer]:
    """Every tool that is known, by its name."""
    names = [one.name for one in pkgutil.iter_modules(__path__)]
    found = [cast(Writer, import_module(f"{__name__}.{name}")) for name in names]
    return {one.FORMAT: one for one in found}


def recognised(table: Table) -> tuple[Format, tuple[str, ...]]:
    """The tool with most marks in the file, and the marks; plain where no tool left any."""
    marks = {name: one.signature(table) for name, one in writers().items()}
    tools = [name for name in marks if name is not Format.PLAIN and marks[name]]
    best = max(tools, key=lambda name: len(marks[name]), default=Format.PLAIN)
    return best, marks[best]
