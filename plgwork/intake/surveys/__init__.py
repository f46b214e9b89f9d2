"""Exports of survey tools: opened, what they hold found, and counted on as codes alone.

    open_export(data, name)        cells, with the tool that wrote them and what was dropped
    find(export, families)         what every column is read as; a person may correct it
    asked_as(found, instrument)    the same, read as somebody says who knows what was asked
    recognised(found, known)       the same, where it asks all that one of these instruments asks
    grouped(export, found, names)  the same, with these columns telling groups apart
    coded_by(found, names)         the same, with people's own code in these columns
    asked_in(export, columns)      when most people answered, in months
    code(export, found)            answers as codes; whatever points to a person stays behind
    listed(data, name, spellings)  who could have answered: how many, and of each group
    rostered(rows, spellings)      the same of rows that are at hand

Each says what it cannot do as an IntakeError, whose sentences name a way on.
"""

from plgwork.intake.surveys.asking import asked_as, coded_by, grouped, recognised
from plgwork.intake.surveys.coding import code
from plgwork.intake.surveys.exporting import open_export
from plgwork.intake.surveys.finding import find
from plgwork.intake.surveys.moments import asked_in
from plgwork.intake.surveys.roster import listed, rostered
from plgwork.intake.surveys.table import Export

__all__ = [
    "Export",
    "asked_as",
    "asked_in",
    "code",
    "coded_by",
    "find",
    "grouped",
    "listed",
    "open_export",
    "recognised",
    "rostered",
]
