"""Staff lists from files: CSV, Excel, OneRoster; laid beside who is here."""

from plgwork.intake.rosters.comparing import compared
from plgwork.intake.rosters.reading import of_one_roster, read

__all__ = ["compared", "of_one_roster", "read"]
