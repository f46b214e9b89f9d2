"""Exports of survey tools: opened, what they hold found, and counted on as codes alone.

    open_export(data, name)        cells, with the tool that wrote them and what was dropped
    find(export, families)         what every column is read as; a person may correct it
    asked_as(found, instrument)    the same, read as somebody says who knows what was asked
    grouped(export, found, names)  the same, with these columns telling groups apart
    code(export, found)            answers as codes; whatever points to a person stays behind

Each says what it cannot do as an IntakeError, whose sentences name a way on.
"""

from plgwork.intake.surveys.asking import asked_as, grouped
from plgwork.intake.surveys.coding import code
from plgwork.intake.surveys.exporting import open_export
from plgwork.intake.surveys.finding import find
from plgwork.intake.surveys.table import Export

__all__ = ["Export", "asked_as", "code", "find", "grouped", "open_export"]
