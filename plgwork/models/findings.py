"""What is taken away of a survey: findings with their pictures, and how the figures were made."""

from plgwork.models.figures import SuppressedTable
from plgwork.models.instruments import Instrument
from plgwork.models.model import Model, Words


class Finding(Model):
    """One thing that the figures say: a sentence, its picture as PNG, and the picture in words.

    ``rule`` is what stands under it: how many answered, and how the figure was counted.
    """

    title: Words
    picture: bytes
    description: Words
    rule: str = ""


class Theme(Model):
    """A code: how many answers both people gave it, and how many one of them alone."""

    name: Words
    both: int
    one: int


class OpenFinding(Model):
    """What goes out of the answers to one open question: themes, and the answers chosen.

    ``agreement`` says how far two people coded alike; empty where nobody coded.
    """

    asked: Words
    n: int
    themes: tuple[Theme, ...] = ()
    agreement: str = ""
    quotes: tuple[str, ...] = ()


class Takeaway(Model):
    """Everything that the documents about a survey are made of. ``made`` is a day in words."""

    table: SuppressedTable
    instrument: Instrument
    findings: tuple[Finding, ...] = ()
    made: str
    version: str
    open: tuple[OpenFinding, ...] = ()
    rules: tuple[str, ...] = ()  # further sentences for the methods note

    @property
    def asked(self) -> str:
        """When it was asked, wave by wave: “Asked Fall 2025 and Spring 2026”."""
        waves = [one for one in dict.fromkeys(row.wave for row in self.table.rows) if one]
        return f"Asked {' and '.join(filter(None, (', '.join(waves[:-1]), *waves[-1:])))}"
