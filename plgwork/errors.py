"""What can go wrong, and who can do something about it.

    WorkbookError
    ├── ContentError     authors:   a content file is not usable; file, line, what is allowed
    ├── IntakeError      uploaders: an uploaded file is not usable; every problem at once
    ├── StoreError       operators: the database is missing, newer, busy or full
    │   └── UnavailableError        the same may go well in a while
    ├── DirectoryError   operators: what signs people in outside of the workbook does not answer
    └── AccessError      visitors:  this person may not do this
        └── SlowedError  visitors:  not so soon after so many failures

Every message is a whole sentence: what, where, what is allowed, what came.
"""

from collections.abc import Iterable
from datetime import timedelta


class WorkbookError(Exception):
    """Anything the workbook can explain; its text is shown to a person as it is."""


class ContentError(WorkbookError):
    """One or more content files cannot be used; ``problems`` holds a line for each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class IntakeError(WorkbookError):
    """An uploaded file cannot be read; ``problems`` holds a sentence for each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class StoreError(WorkbookError):
    """The database cannot do what was asked; the operator can mend it."""


class UnavailableError(StoreError):
    """The database cannot do it just now: it is busy, full, read-only or gone."""


class DirectoryError(WorkbookError):
    """The school's own sign-in cannot be asked just now; nobody is taken for signed out."""


class AccessError(WorkbookError):
    """This person may not do this."""


class SlowedError(AccessError):
    """Too many failures; ``wait`` says how long until the next attempt is looked at."""

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        minutes = -(-wait // timedelta(minutes=1))
        when = "a minute" if minutes <= 1 else f"{minutes} minutes"
        super().__init__(f"Too many attempts went wrong. Please try again in {when}.")
